"""Bytes of files that are still on their way: a folder for each upload, beside the store, and in it whole pieces.

Where FILES_URL says that files lie in an object store, so do pieces: the next one may reach another machine.

Which pieces count, and in which order, the database says. A piece is written whole before a row names it; what no row
names in the end (a request that was killed, or came second) goes with its folder.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from files import writing
from files.digests import checked
from files.errors import Altered, Away

if TYPE_CHECKING:
    from files.shelves.objects import Objects

_NAME = re.compile(r"[0-9a-f]{32}")


def folder() -> Path:
    """Where pieces lie: DATA_DIR/uploads/<upload>/<digest>."""
    return Path(settings.DATA_DIR) / "uploads"


def put(upload: str, data: bytes) -> str:
    """Keeps a piece and returns its digest; it survives a crash of the machine from here on. Raises OSError."""
    digest = hashlib.sha256(data).hexdigest()
    if settings.FILES_URL:
        _shared(upload).put(digest, data)
        return digest
    path = _path(upload, digest)
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
        writing.sync_folder(folder())
    writing.replace(path, data, mode=writing.PRIVATE)
    return digest


def get(upload: str, digest: str) -> bytes:
    """A piece. Raises store.Altered where it is gone or holds other bytes, and Away."""
    try:
        data = _shared(upload).read(digest) if settings.FILES_URL else _path(upload, digest).read_bytes()
    except Away:
        raise
    except OSError as error:
        raise Altered(f"piece {digest} of {upload} cannot be read") from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise Altered(f"piece {digest} of {upload} holds other bytes")
    return data


def drop(upload: str) -> None:
    """Deletes all pieces of an upload; what is written at this very moment stays for `sweep`."""
    if settings.FILES_URL:
        shared = _shared(upload)
        for digest in list(shared.names()):
            shared.delete(digest)
        return
    place = _folder_of(upload)
    for path in list(place.iterdir()) if place.is_dir() else []:  # half-written ones too
        path.unlink(missing_ok=True)
    with suppress(OSError):  # not empty, or not there
        place.rmdir()


def sweep(known: Callable[[], set[str]]) -> list[str]:
    """Drops the folders of uploads that `known` does not name as waiting for pieces, and returns their names.

    An upload is known before its folder is made, and the names are read after the folders: none is taken too early.
    """
    places = _bucket().folders() if settings.FILES_URL else (path.name for path in folder().glob("*"))
    found = [name for name in places if _NAME.fullmatch(name)]
    names = known()
    gone = [name for name in found if name not in names]
    for name in gone:
        drop(name)
    return gone


def _path(upload: str, digest: str) -> Path:
    return _folder_of(upload) / checked(digest)


def _folder_of(upload: str) -> Path:
    return folder() / _named(upload)


def _bucket() -> Objects:
    from files.shelves import objects  # noqa: PLC0415 - its library is installed only where it is wanted

    return objects.at(settings.FILES_URL).within("uploads")


def _shared(upload: str) -> Objects:
    return _bucket().within(_named(upload))


def _named(upload: str) -> str:
    if not _NAME.fullmatch(upload):
        raise ValueError("not the name of an upload")
    return upload
