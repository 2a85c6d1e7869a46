"""What keeps the portal from writing, told apart from its own mistakes: a disk that takes nothing, a busy database."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from enum import Enum
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError, connection

from files import disk
from files.disk import Disk


class Fault(Enum):
    """Why nothing could be written."""

    FULL = "full"
    READ_ONLY = "read_only"
    BUSY = "busy"

    @property
    def status(self) -> HTTPStatus:
        """What is answered to who wanted to write."""
        return HTTPStatus.SERVICE_UNAVAILABLE if self is Fault.BUSY else HTTPStatus.INSUFFICIENT_STORAGE

    @property
    def is_of_disk(self) -> bool:
        return self is not Fault.BUSY


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
    "57P01": Fault.BUSY,  # shutting down, as the next two
    "57P02": Fault.BUSY,
    "57P03": Fault.BUSY,
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
    """The folders in which the portal keeps what it is given."""
    name = connection.settings_dict["NAME"]
    database = {Path(name).absolute().parent} if connection.vendor == "sqlite" and Path(name).is_file() else set()
    return {Path(settings.DATA_DIR), *database}


def disk_state() -> Disk:
    """The worst of what the disks of those folders can take."""
    states = {disk.state(place) for place in places()}
    return next(each for each in (Disk.GONE, Disk.READ_ONLY, Disk.FULL, Disk.OK) if each in states)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _of_one(error: BaseException) -> Fault | None:
    if isinstance(error, OSError):
        return _NUMBERS.get(error.errno or 0) or (_now() if isinstance(error, PermissionError) else None)
    code = getattr(error, "pgcode", None)
    if code:
        return _CODES.get(code)
    return _of_database(error) if isinstance(error, Error) else None


def _of_database(error: Error) -> Fault | None:
    message = str(error)
    found = next((fault for words, fault in _MESSAGES.items() if message.startswith(words)), None)
    if found is Fault.READ_ONLY or message.startswith(_UNCLEAR):
        return _now() or found or Fault.BUSY  # a full disk lets SQLite only read, too
    is_away = isinstance(error, OperationalError | InterfaceError) and connection.vendor == "postgresql"
    return found or (Fault.BUSY if is_away and not getattr(error.__cause__, "pgcode", None) else None)


def _now() -> Fault | None:
    return _OF_DISK.get(disk_state())
