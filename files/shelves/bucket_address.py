"""FILES_URL, taken apart: s3://KEY:SECRET@host:port/bucket/folder?region=… , or s3+http:// inside a closed network."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_SCHEMES = {"s3": "https", "s3+http": "http"}
_FORM = "s3://KEY:SECRET@host/bucket, with ?region=NAME where the store has regions"


@dataclass(frozen=True)
class BucketAddress:
    """Which bucket of which object store, below which folder, and who asks: without a key the machine's own role."""

    endpoint: str
    bucket: str
    prefix: str
    region: str
    key: str = ""
    secret: str = field(default="", repr=False)

    @property
    def shown(self) -> str:
        """The address without its secret, for people."""
        return f"{self.endpoint}/{self.bucket}/{self.prefix}".rstrip("/")


def read(text: str) -> BucketAddress:
    """Raises ImproperlyConfigured, without the secret, for what is no such address."""
    try:
        parts = urlsplit(text)
        port = parts.port
        options = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    except ValueError as error:
        raise _unreadable("it is no address") from error
    bucket, _, folder = unquote(parts.path).strip("/").partition("/")
    if parts.scheme not in _SCHEMES:
        raise _unreadable("it does not begin with s3:// or s3+http://")
    if not parts.hostname or not bucket:
        raise _unreadable("it names no host" if not parts.hostname else "it names no bucket")
    if bool(parts.username) != bool(parts.password):
        raise _unreadable("it has a key without a secret, or a secret without a key")
    if set(options) - {"region"} or parts.fragment:
        raise _unreadable(
            "it says more than ?region=NAME; in a key or secret % / ? # @ are written %25 %2F %3F %23 %40"
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return BucketAddress(
        endpoint=f"{_SCHEMES[parts.scheme]}://{host}" + (f":{port}" if port else ""),
        bucket=bucket,
        prefix=f"{folder.strip('/')}/" if folder.strip("/") else "",
        region=options.get("region", "us-east-1"),
        key=unquote(parts.username or ""),
        secret=unquote(parts.password or ""),
    )


def _unreadable(why: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"FILES_URL cannot be used: {why}. Write {_FORM}.")
