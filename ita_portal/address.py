"""Under which address browsers open the portal, and what the settings say of it that cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

_EXAMPLES = "https://portal.example.go.th or, in an office network without HTTPS, http://192.168.1.10:8000"


def host_of(url: str) -> str:
    """The name of the machine in an address, as ALLOWED_HOSTS has it; "" where there is none."""
    host = urlsplit(url).hostname or ""
    return f"[{host}]" if ":" in host else host


def hosts(told: str, *, debug: bool) -> list[str]:
    """ALLOWED_HOSTS where nobody said it: the name in the address that was told; while one develops, this machine."""
    if debug:
        return ["127.0.0.1", "localhost", "[::1]"]
    return [host_of(told)] if host_of(told) else []


def guessed(hosts: Sequence[str], *, https: bool, debug: bool) -> str:
    """The address where nobody said one: right for HTTPS; without it nobody knows the port, see `faults`."""
    if debug or not hosts:
        return "http://127.0.0.1:8000"
    return f"{'https' if https else 'http'}://{hosts[0].lstrip('.')}"


def faults(told: str, hosts: Sequence[str], *, https: bool, debug: bool) -> Iterator[str]:
    """What must be set before browsers are served: a sentence each, with the cure. Nothing while one develops.

    It keeps script/server from starting, and a check tells of it at each command.

    `told` is PORTAL_URL as it was set: links in letters and the code on each report bear it for good.
    """
    if debug:
        return
    if not told and not (hosts and https):
        yield f"Set PORTAL_URL, the address under which browsers open the portal: {_EXAMPLES}."
    elif told:
        yield from _faults_of(told, hosts, https=https)


def _faults_of(told: str, hosts: Sequence[str], *, https: bool) -> Iterator[str]:
    if urlsplit(told).scheme not in ("http", "https") or not host_of(told):
        yield f"PORTAL_URL is {told!r}: write an address such as {_EXAMPLES}."
        return
    if https and urlsplit(told).scheme == "http":
        yield f"PORTAL_URL is {told}, but all is sent to HTTPS: set HTTPS_ONLY=false, or an address with https://."
    if not any(_allows(host, host_of(told)) for host in hosts):
        yield f"ALLOWED_HOSTS does not name {host_of(told)} of PORTAL_URL: add it, or leave ALLOWED_HOSTS out."


def _allows(allowed: str, host: str) -> bool:
    """As Django reads ALLOWED_HOSTS."""
    return allowed in ("*", host) or (allowed.startswith(".") and f".{host}".endswith(allowed))
