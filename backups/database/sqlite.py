"""SQLite: copied by its own backup interface while people write, put back as a file under the database's name."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from backups.errors import NotDone, of_disk
from files import writing

FILE = "database.sqlite3"


@contextmanager
def snapshot(target: Path) -> Iterator[None]:
    """Copies the database into a file; what is asked of it inside sees the very moment of the copy. Raises NotDone.

    Writers go on: in WAL mode a reader that stays at its moment is in nobody's way.
    """
    connection.ensure_connection()
    source: sqlite3.Connection = connection.connection
    source.execute("BEGIN DEFERRED")  # not Django's atomic, which takes the writers' lock
    try:
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on the moment is fixed
        _copy(source, target)
        yield
    finally:
        source.execute("ROLLBACK")


def _copy(source: sqlite3.Connection, target: Path) -> None:
    try:
        with closing(sqlite3.connect(target, isolation_level=None)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA secure_delete = ON")
            copy.execute("DELETE FROM django_session")  # whoever reads a session's key is signed in
            copy.execute("PRAGMA journal_mode = DELETE")  # all in the one file
        target.chmod(writing.PRIVATE)
        with target.open("rb") as file:
            os.fsync(file.fileno())
    except sqlite3.Error as error:
        raise NotDone(f"คัดลอกฐานข้อมูลไม่ได้: {_reason(error)}") from error
    except OSError as error:
        raise of_disk(error, what="คัดลอกฐานข้อมูล") from error


def _reason(error: sqlite3.Error) -> str:
    return "เนื้อที่เต็ม" if getattr(error, "sqlite_errorname", "") in {"SQLITE_FULL", "SQLITE_IOERR_WRITE"} else str(error)


def restore(source: Path) -> None:
    """Puts a copy in place of the empty database, whole or not at all. Raises NotDone.

    What lies beside the former file would be taken for the new one's: it goes first.
    """
    target = Path(connection.settings_dict["NAME"])
    connection.close()
    part = target.with_name(f"{writing.PART}{target.name}")
    try:
        shutil.copyfile(source, part)
        part.chmod(writing.PRIVATE)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        for beside in ("-wal", "-shm", "-journal"):
            target.with_name(f"{target.name}{beside}").unlink(missing_ok=True)
        part.replace(target)
        writing.sync_folder(target.parent)
    except OSError as error:
        raise of_disk(error, what="กู้ฐานข้อมูล") from error
    finally:
        part.unlink(missing_ok=True)


def faults() -> list[str]:
    """What SQLite itself finds wrong with its file, and rows that name others which are not there."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        found = [str(row[0]) for row in cursor.fetchall() if row[0] != "ok"]
        cursor.execute("PRAGMA foreign_key_check")
        return found + [f"{row[0]} {row[1]} -> {row[2]}" for row in cursor.fetchall()]
