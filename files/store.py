"""Frozen bytes under the SHA-256 of what they hold; the database names them, nothing else does.

They lie in a folder of this machine, or where FILES_URL says in an object store that all machines see. A file is there
whole before any row names it, so that a row never names what isn't there. What no row names in the end (a submission
that was refused or killed) is swept each night, or by `manage.py sweep_files`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from files.errors import Altered, Away
from files.shelves.folder import Folder
from files.shelves.shelf import Shelf

__all__ = ["Altered", "Away", "folder", "get", "missing", "path_of", "put", "shelf", "size_of", "stream", "sweep"]


def shelf() -> Shelf:
    """Where this portal's frozen bytes lie."""
    if settings.FILES_URL:
        from files.shelves import objects  # noqa: PLC0415 - its library is big, and installed only where it is wanted

        return objects.at(settings.FILES_URL)
    return Folder(folder())


def folder() -> Path:
    """The folder of this machine in which frozen bytes lie unless FILES_URL says otherwise."""
    return Path(settings.DATA_DIR) / "files"


def path_of(digest: str) -> Path:
    """Where a digest's bytes would lie in this machine's folder: for those who damage or count files by hand."""
    return Folder(folder()).path_of(digest)


def put(data: bytes) -> str:
    """Keeps bytes and returns their digest; they survive a crash of the machine from here on. Raises OSError."""
    digest = hashlib.sha256(data).hexdigest()
    shelf().put(digest, data)
    return digest


def get(digest: str) -> bytes:
    """The bytes that a digest names. Raises Altered where the file is gone or holds others, and Away."""
    try:
        data = shelf().read(digest)
    except Away:
        raise
    except OSError as error:
        raise Altered(f"file {digest} cannot be read") from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise Altered(f"file {digest} holds other bytes")
    return data


def size_of(digest: str) -> int:
    """How many bytes lie under a digest. Raises Altered where there are none, and Away."""
    try:
        return shelf().size(digest)
    except Away:
        raise
    except OSError as error:
        raise Altered(f"file {digest} cannot be read") from error


def missing(digests: Iterable[str]) -> set[str]:
    """The digests under which nothing lies; whether what lies there is whole, nobody looks. Raises Away."""
    return shelf().missing(digests)


def stream(digest: str, first: int, length: int) -> BinaryIO:
    """So many bytes of a file from one on, read as they are asked for. Raises Altered where it is gone, and Away."""
    try:
        return shelf().stream(digest, first, length)
    except Away:
        raise
    except OSError as error:
        raise Altered(f"file {digest} cannot be read") from error


def sweep(named: Callable[[], set[str]], *, before: datetime) -> list[str]:
    """Deletes what is older than `before` and not among the digests that `named` gives; returns what went.

    The names are read after the list of files, so that a file named in between stays. Raises OSError.
    """
    place = shelf()
    old = list(place.names(before))
    kept = named()
    gone = [name for name in old if name not in kept and place.is_older(name, before)]
    for name in gone:
        place.delete(name)
    return gone
