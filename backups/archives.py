"""Archives in a folder: each a folder of its own that gets its name only when it is whole.

    portal-20261130T190000Z/  manifest.json  SHA256SUMS  database.sqlite3 or database.dump  files/

`sha256sum -c SHA256SUMS` checks one with ordinary tools. Files that the archive before has already are hard links where
the disk knows such: a file's bytes never change, so thirty archives take little more room than one.
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from backups.errors import Busy, NotDone
from files import writing

_NAME = re.compile(r"portal-([0-9]{8}T[0-9]{6})Z")
_TIME = "%Y%m%dT%H%M%S"
_LEAVING = ".old-"  # an archive that is being deleted


@dataclass(frozen=True, order=True)
class Archive:
    """One whole archive and the moment at which it was begun."""

    at: datetime
    path: Path


def name_of(at: datetime) -> str:
    """The name of the archive that is begun at a moment."""
    return f"portal-{at.astimezone(UTC).strftime(_TIME)}Z"


def found(folder: Path) -> list[Archive]:
    """The whole archives in a folder, the oldest first. Raises OSError where the folder can't be read."""
    named = [(_NAME.fullmatch(path.name), path) for path in folder.iterdir()]
    times = [(datetime.strptime(match[1], _TIME).replace(tzinfo=UTC), path) for match, path in named if match]
    return sorted(Archive(at, path) for at, path in times if path.is_dir())


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the folder for one backup; the lock goes with the process. What killed ones left is removed first.

    Makes the folder where there is none. Raises Busy where another holds it, and OSError.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(f"กำลังสำรองข้อมูลลงใน {folder} อยู่แล้ว โปรดรอให้เสร็จก่อน") from error
        for path in folder.iterdir():
            if path.name.startswith((writing.PART, _LEAVING)) and path.is_dir():
                shutil.rmtree(path)
        yield


@contextmanager
def growing(folder: Path, name: str) -> Iterator[Path]:
    """A folder to fill under another name, which gets its own at the end; removed where anything goes wrong.

    Raises NotDone where the name is taken, and OSError.
    """
    final, part = folder / name, folder / f"{writing.PART}{secrets.token_hex(8)}"
    if final.exists():
        raise NotDone(f"มี {final} อยู่แล้ว")
    part.mkdir(mode=0o700)
    try:
        yield part
        _sync(part)
        part.rename(final)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    writing.sync_folder(folder)


def delete(archive: Archive) -> None:
    """Removes an archive; one that is half removed is no archive any more. Raises OSError."""
    leaving = archive.path.with_name(f"{_LEAVING}{archive.path.name}")
    archive.path.rename(leaving)
    shutil.rmtree(leaving)


def link_or_none(old: Path, new: Path) -> bool:
    """Whether the file could be had a second time without its bytes: not on each disk, nor from one to the other."""
    try:
        os.link(old, new)
    except OSError:
        return False
    return True


def _sync(part: Path) -> None:
    for place in [part, *(path for path in part.rglob("*") if path.is_dir())]:
        writing.sync_folder(place)
