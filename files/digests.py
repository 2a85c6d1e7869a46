"""The names under which the store keeps bytes: SHA-256 in hexadecimal, in folders by the first two digits."""

from __future__ import annotations

import re

_DIGEST = re.compile(r"[0-9a-f]{64}")


def is_digest(name: str) -> bool:
    """Whether a name is a SHA-256 in hexadecimal, in small letters."""
    return _DIGEST.fullmatch(name) is not None


def place_of(digest: str) -> str:
    """Where bytes lie below the store's place, on disk and in a bucket alike. Raises ValueError for any other name."""
    return f"{checked(digest)[:2]}/{digest}"


def checked(digest: str) -> str:
    """The name itself. Raises ValueError for what is no SHA-256 in hexadecimal."""
    if not is_digest(digest):
        raise ValueError("not a SHA-256")
    return digest
