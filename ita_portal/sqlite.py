"""SQLite on a disk that takes nothing more: what is in the database goes on being read.

In WAL mode a reader, too, wants two small files beside the database (-wal and -shm), which SQLite makes for the first
connection and removes with the last. On a full or read-only disk they cannot be made: then nobody could even read.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from files import disk

log = logging.getLogger(__name__)
_SOON = 500  # milliseconds
_kept_open: list[sqlite3.Connection] = []


def connect(**asked: Any) -> sqlite3.Connection:  # noqa: ANN401 - all that sqlite3.connect takes
    """A connection as Django asks for it; one that only reads where the disk lets SQLite make no file beside it."""
    asked.pop("factory")
    connection = sqlite3.Connection(**asked)
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
    except sqlite3.OperationalError:
        connection.close()
        path = Path(asked["database"])
        if not _lies_still(path):
            raise
        return sqlite3.Connection(**{**asked, "database": f"{path.absolute().as_uri()}?mode=ro&immutable=1"})
    return connection


def _lies_still(path: Path) -> bool:
    """Whether all of a database is in its one file and nobody can write there: only then may it be read as it lies."""
    wal = path.with_name(f"{path.name}-wal")
    has_all = path.is_file() and (not wal.exists() or wal.stat().st_size == 0)
    return has_all and disk.state(path.parent) is not disk.Disk.OK


def hold_open() -> None:
    """Keeps a connection for as long as this process lives, so that the files beside the database never go.

    A server then goes on reading, and sees all that was written, when its disk fills up.
    """
    if connection.vendor != "sqlite" or _kept_open:
        return
    try:
        _kept_open.append(connection.get_new_connection(connection.get_connection_params()))
    except sqlite3.Error as error:
        log.warning("the database is not held open: %s", error)


@contextmanager
def impatient() -> Iterator[None]:
    """What is written inside gives up after half a second where another writes: for what need not be written."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        [usual] = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {_SOON}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")
