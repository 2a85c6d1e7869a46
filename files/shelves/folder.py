"""The store's bytes in a folder of this machine: DATA_DIR/files/<first two digits>/<digest>."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from files import writing
from files.digests import is_digest, place_of


class Slice(io.RawIOBase):
    """`length` bytes of an open file from where it stands."""

    def __init__(self, file: BinaryIO, length: int) -> None:
        super().__init__()
        self._file, self._left = file, length

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Reads at most what is left of the slice."""
        wanted = self._left if size < 0 else min(size, self._left)
        found = self._file.read(wanted)
        self._left -= len(found)
        return found

    def close(self) -> None:
        self._file.close()
        super().close()


@dataclass(frozen=True)
class Folder:
    """A Shelf (see files/shelves/shelf.py): each file is written beside, synced and renamed."""

    path: Path

    def path_of(self, digest: str) -> Path:
        """Where the bytes of a digest lie, if they do. Raises ValueError for what is no SHA-256 in hexadecimal."""
        return self.path / place_of(digest)

    def put(self, digest: str, data: bytes) -> None:
        path = self.path_of(digest)
        if _is_whole(path, digest):
            path.touch()  # young again, so that no sweep takes it from under the submission that is about to name it
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        writing.replace(path, data, mode=writing.PRIVATE)
        writing.sync_folder(path.parent.parent)  # the folder itself may be new

    def read(self, digest: str) -> bytes:
        return self.path_of(digest).read_bytes()

    def size(self, digest: str) -> int:
        return self.path_of(digest).stat().st_size

    def missing(self, digests: Iterable[str]) -> set[str]:
        return {digest for digest in digests if not self.path_of(digest).is_file()}

    def stream(self, digest: str, first: int, length: int) -> BinaryIO:
        file = self.path_of(digest).open("rb")
        if first == 0 and length == os.fstat(file.fileno()).st_size:
            return file  # as it is, so that the server may have the system send it
        file.seek(first)
        return cast(BinaryIO, Slice(file, length))

    def names(self, before: datetime | None = None) -> Iterator[str]:
        for path in self.path.glob("??/*"):
            if (is_digest(path.name) or path.name.startswith(writing.PART)) and (
                before is None or _is_older(path, before)
            ):
                yield path.name if is_digest(path.name) else f"{path.parent.name}/{path.name}"

    def is_older(self, name: str, before: datetime) -> bool:
        return _is_older(self._named(name), before)

    def delete(self, name: str) -> None:
        self._named(name).unlink(missing_ok=True)

    def _named(self, name: str) -> Path:
        return self.path_of(name) if is_digest(name) else self.path / name


def _is_older(path: Path, before: datetime) -> bool:
    try:
        return path.stat().st_mtime < before.timestamp()
    except FileNotFoundError:
        return False


def _is_whole(path: Path, digest: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest
