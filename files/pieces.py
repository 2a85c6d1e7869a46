"""Bytes of files that are still on their way: a folder for each upload, beside the store, and in it whole pieces.

Which pieces count, and in which order, the database says. A piece is written whole before a row names it; what no row
names in the end (a request that was killed, or came second) goes with its folder.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from files import writing
from files.store import Altered

_NAME = re.compile(r"[0-9a-f]{32}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def folder() -> Path:
    """Where pieces lie: DATA_DIR/uploads/<upload>/<digest>."""
    return Path(settings.DATA_DIR) / "uploads"


def put(upload: str, data: bytes) -> str:
    """Keeps a piece and returns its digest; it survives a crash of the machine from here on. Raises OSError."""
    digest = hashlib.sha256(data).hexdigest()
    path = _path(upload, digest)
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
        writing.sync_folder(folder())
    writing.replace(path, data, mode=writing.PRIVATE)
    return digest


def get(upload: str, digest: str) -> bytes:
    """A piece. Raises store.Altered where it is gone or holds other bytes."""
    try:
        data = _path(upload, digest).read_bytes()
    except OSError as error:
        raise Altered(f"piece {digest} of {upload} cannot be read") from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise Altered(f"piece {digest} of {upload} holds other bytes")
    return data


def drop(upload: str) -> None:
    """Deletes all pieces of an upload; what is written at this very moment stays for `sweep`."""
    place = _folder_of(upload)
    for path in list(place.iterdir()) if place.is_dir() else []:  # half-written ones too
        path.unlink(missing_ok=True)
    with suppress(OSError):  # not empty, or not there
        place.rmdir()


def sweep(known: Callable[[], set[str]]) -> list[str]:
    """Drops the folders of uploads that `known` does not name as waiting for pieces, and returns their names.

    An upload is known before its folder is made, and the names are read after the folders: none is taken too early.
    """
    found = [path.name for path in folder().glob("*") if _NAME.fullmatch(path.name)]
    names = known()
    gone = [name for name in found if name not in names]
    for name in gone:
        drop(name)
    return gone


def _path(upload: str, digest: str) -> Path:
    if not _DIGEST.fullmatch(digest):
        raise ValueError("not a SHA-256")
    return _folder_of(upload) / digest


def _folder_of(upload: str) -> Path:
    if not _NAME.fullmatch(upload):
        raise ValueError("not the name of an upload")
    return folder() / upload
