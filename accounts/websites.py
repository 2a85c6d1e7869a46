"""Addresses of websites: their hosts as they are compared, and the services on which anybody shares."""

from __future__ import annotations

from urllib.parse import urlsplit

# Shares of these open to nobody unless their owner chose otherwise.
_SHARED = (
    *("drive.google.com", "docs.google.com", "photos.google.com", "photos.app.goo.gl", "forms.gle"),
    *("onedrive.live.com", "1drv.ms", "sharepoint.com", "dropbox.com", "icloud.com"),
    *("facebook.com", "fb.com", "fb.watch", "instagram.com", "line.me"),
)


def host_of(address: str) -> str:
    """The host of an address in small letters; what can't be read has none, which is no host of the public's either."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".").lower()
    except ValueError:
        return ""


def site_of(address: str) -> str:
    """The host by which a website is known, whether it is typed with www or without; nothing of one that many share."""
    host = host_of(address).removeprefix("www.")
    return "" if is_shared(host) else host


def is_shared(host: str) -> bool:
    """Whether a host is of a service on which anybody shares."""
    return any(host == each or host.endswith(f".{each}") for each in _SHARED)
