"""Frozen bytes on disk, under the SHA-256 of what they hold; the database names them, nothing else does.

A file is written beside, synced and renamed before any row names it, so that a row never names what isn't there. What
no row names in the end (a submission that was refused or killed) is swept each night, or by `manage.py sweep_files`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from files import writing

_DIGEST = re.compile(r"[0-9a-f]{64}")


class Altered(Exception):
    """Frozen bytes are not what their digest names, or are gone."""


def folder() -> Path:
    """Where frozen files lie: DATA_DIR/files/<first two digits>/<digest>."""
    return Path(settings.DATA_DIR) / "files"


def path_of(digest: str) -> Path:
    """Where the bytes of a digest lie, if they do. Raises ValueError for what is no SHA-256 in hexadecimal."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError("not a SHA-256")
    return folder() / digest[:2] / digest


def put(data: bytes) -> str:
    """Keeps bytes and returns their digest; they survive a crash of the machine from here on. Raises OSError."""
    digest = hashlib.sha256(data).hexdigest()
    path = path_of(digest)
    if _is_whole(path, digest):
        path.touch()  # young again, so that no sweep takes it from under the submission that is about to name it
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    writing.replace(path, data, mode=writing.PRIVATE)
    writing.sync_folder(path.parent.parent)  # the folder itself may be new
    return digest


def get(digest: str) -> bytes:
    """The bytes that a digest names. Raises Altered where the file is gone or holds others."""
    try:
        data = path_of(digest).read_bytes()
    except OSError as error:
        raise Altered(f"file {digest} cannot be read") from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise Altered(f"file {digest} holds other bytes")
    return data


def sweep(named: Callable[[], set[str]], *, before: datetime) -> list[Path]:
    """Deletes what is older than `before` and not among the digests that `named` gives; returns what went.

    The names are read after the list of files, so that a file named in between stays.
    """
    old = [path for path in _files() if _is_older(path, before)]
    kept = named()
    gone = [path for path in old if path.name not in kept and _is_older(path, before)]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def _files() -> Iterator[Path]:
    for path in folder().glob("??/*"):
        if _DIGEST.fullmatch(path.name) or path.name.startswith(writing.PART):
            yield path


def _is_older(path: Path, before: datetime) -> bool:
    try:
        return path.stat().st_mtime < before.timestamp()
    except FileNotFoundError:
        return False


def _is_whole(path: Path, digest: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest
