"""What keeps the portal from writing, told apart from its own mistakes: a disk that takes nothing, a busy database."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from enum import Enum
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.db import Error, InterfaceError, OperationalError, connection

from files import disk, store
from files.disk import Disk
from files.errors import Away
from ita_portal.caches.errors import NotCounted


class Fault(Enum):
    """Why nothing could be written."""

    FULL = "full"
    READ_ONLY = "read_only"
    BUSY = "busy"
    AWAY = "away"
    NO_COUNT = "no_count"  # the server of CACHE_URL gives no answer
    NO_FILES = "no_files"  # the object store of FILES_URL gives no answer

    @property
    def status(self) -> HTTPStatus:
        """What is answered to who wanted to write."""
        return HTTPStatus.INSUFFICIENT_STORAGE if self.is_of_disk else HTTPStatus.SERVICE_UNAVAILABLE

    @property
    def is_of_disk(self) -> bool:
        return self in (Fault.FULL, Fault.READ_ONLY)


_NUMBERS = {errno.ENOSPC: Fault.FULL, errno.EDQUOT: Fault.FULL, errno.EROFS: Fault.READ_ONLY}
# Codes of PostgreSQL: https://www.postgresql.org/docs/current/errcodes-appendix.html
_CODES = {
    "53100": Fault.FULL,
    "25006": Fault.READ_ONLY,
    "40001": Fault.BUSY,  # two transactions in each other's way
    "40P01": Fault.BUSY,  # deadlock
    "53300": Fault.BUSY,  # too many connections
    "55P03": Fault.BUSY,  # lock not available
    "57014": Fault.BUSY,  # took too long
    "57P01": Fault.AWAY,  # shutting down, as the next two
    "57P02": Fault.AWAY,
    "57P03": Fault.AWAY,
}
# Messages of SQLite: https://www.sqlite.org/rescode.html
_MESSAGES = {
    "database or disk is full": Fault.FULL,
    "attempt to write a readonly database": Fault.READ_ONLY,
    "database is locked": Fault.BUSY,
    "database table is locked": Fault.BUSY,
}
_UNCLEAR = ("disk I/O error", "unable to open database file")
_OF_DISK = {Disk.FULL: Fault.FULL, Disk.READ_ONLY: Fault.READ_ONLY, Disk.GONE: Fault.READ_ONLY}


def fault_in(error: BaseException | None) -> Fault | None:
    """What kept the portal from writing, in an error or in those that led to it; None for any other error."""
    return next((found for each in _chain(error) if (found := _of_one(each))), None)


def places() -> set[Path]:
    """The folders in which the portal keeps what it is given: data, files, what it counts, and SQLite's database."""
    found = {Path(settings.DATA_DIR)}
    kept = (store.folder(), Path(getattr(caches["default"], "_dir", "")))
    found |= {folder for folder in kept if folder.is_absolute() and folder.is_dir()}
    return found | {file.parent for file in _database()}


def disk_state() -> Disk:
    """The worst of what the disks of those folders, and the file of SQLite's database, can take."""
    states = {disk.state(place) for place in places()}
    states |= {Disk.READ_ONLY for file in _database() if not os.access(file, os.W_OK)}
    return next(each for each in (Disk.GONE, Disk.READ_ONLY, Disk.FULL, Disk.OK) if each in states)


def _database() -> list[Path]:
    """SQLite's file, where there is one."""
    file = Path(connection.settings_dict["NAME"]).absolute()
    return [file] if connection.vendor == "sqlite" and file.is_file() else []


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _of_one(error: BaseException) -> Fault | None:
    if isinstance(error, Away | NotCounted):
        return Fault.NO_FILES if isinstance(error, Away) else Fault.NO_COUNT
    if isinstance(error, OSError):
        return _NUMBERS.get(error.errno or 0) or (_refused(error) if isinstance(error, PermissionError) else None)
    code = getattr(error, "pgcode", None)
    if code:
        return _CODES.get(code)
    return _of_database(error) if isinstance(error, Error) else None


def _refused(error: PermissionError) -> Fault | None:
    """A file or folder of the portal's own that belongs to somebody else: then it can't write, whatever the disk."""
    named = Path(error.filename).absolute() if isinstance(error.filename, str) else None
    is_ours = named is not None and any(named.is_relative_to(place) for place in places())
    return Fault.READ_ONLY if is_ours else _now()


def _of_database(error: Error) -> Fault | None:
    message = str(error)
    found = next((fault for words, fault in _MESSAGES.items() if message.startswith(words)), None)
    if found is Fault.READ_ONLY or message.startswith(_UNCLEAR):
        return _now() or found or Fault.AWAY  # a full disk lets SQLite only read, too
    is_away = isinstance(error, OperationalError | InterfaceError) and connection.vendor == "postgresql"
    return found or (Fault.AWAY if is_away and not getattr(error.__cause__, "pgcode", None) else None)


def _now() -> Fault | None:
    return _OF_DISK.get(disk_state())
