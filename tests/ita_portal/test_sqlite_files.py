"""SQLite's files on a disk that takes nothing: what is written is read, and half a database never is."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from ita_portal import sqlite
from tests.ita_portal.small_disk import SmallDisk, small_disk

LAST = "SELECT max(number) FROM words"
_KILLED = "import os, sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2]); os._exit(0)"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "data", megabytes=2) as disk:
        yield disk


@pytest.fixture
def path(disk: SmallDisk) -> Path:
    """A database in WAL mode that nobody has open."""
    place = disk.folder / "portal #1?.sqlite3"
    with closing(sqlite3.connect(place)) as made:
        made.executescript("PRAGMA journal_mode=WAL; CREATE TABLE words (number); INSERT INTO words VALUES (1);")
    return place


def opened(path: Path) -> sqlite3.Connection:
    """As Django opens it."""
    made = sqlite.connect(database=str(path), timeout=1, isolation_level=None, uri=True, factory=sqlite.connect)
    made.execute("PRAGMA journal_mode=WAL")
    return made


def last(path: Path) -> int:
    with closing(opened(path)) as data:
        return int(data.execute(LAST).fetchone()[0])


def test_the_portal_opens_its_database_so() -> None:
    options = settings.DATABASES["default"].get("OPTIONS", {})
    assert (options.get("factory") is sqlite.connect) == (connection.vendor == "sqlite")


def test_a_full_disk_lets_read_what_is_there_and_write_nothing(disk: SmallDisk, path: Path) -> None:
    disk.fill()
    assert last(path) == 1
    with closing(opened(path)) as data, pytest.raises(sqlite3.OperationalError, match="readonly"):
        data.execute("INSERT INTO words VALUES (2)")
    disk.make_room()
    with closing(opened(path)) as data:
        data.execute("INSERT INTO words VALUES (3)")
    assert last(path) == 3


def test_who_holds_the_database_open_lets_others_read_all_of_it_on_a_full_disk(disk: SmallDisk, path: Path) -> None:
    with closing(opened(path)) as held:
        held.execute(LAST).fetchall()
        with closing(opened(path)) as data:
            data.execute("INSERT INTO words VALUES (2)")
        disk.fill()
        assert last(path) == 2
        with closing(opened(path)) as data, pytest.raises(sqlite3.OperationalError, match="full"):
            data.execute("INSERT INTO words VALUES (?)", ["x" * 9000])


def test_a_read_only_disk_lets_read_what_is_there(disk: SmallDisk, path: Path) -> None:
    disk.turn("ro")
    assert last(path) == 1
    with closing(opened(path)) as data, pytest.raises(sqlite3.OperationalError, match="readonly"):
        data.execute("INSERT INTO words VALUES (2)")


def test_what_a_killed_writer_left_beside_the_database_is_read_too_and_never_left_out(
    disk: SmallDisk, path: Path
) -> None:
    subprocess.run([sys.executable, "-c", _KILLED, str(path), "INSERT INTO words VALUES (2);"], check=True)
    disk.turn("ro")
    assert last(path) == 2
    disk.turn("rw")
    path.with_name(f"{path.name}-shm").unlink()
    disk.turn("ro")
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        opened(path)


def test_no_database_is_not_an_empty_one(disk: SmallDisk, path: Path) -> None:
    disk.turn("ro")
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        opened(disk.folder / "none.sqlite3")


@pytest.mark.django_db
def test_what_need_not_be_written_waits_half_a_second_for_another_writer() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only on SQLite: elsewhere readers and writers do not wait for one another")
    with connection.cursor() as cursor:

        def waits() -> int:
            return int(cursor.execute("PRAGMA busy_timeout").fetchone()[0])

        usual = waits()
        with sqlite.impatient():
            assert waits() == 500
        assert waits() == usual == 20_000


@pytest.mark.django_db(transaction=True)
def test_a_server_holds_its_database_open(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[sqlite3.Connection] = []
    monkeypatch.setattr(sqlite, "_kept_open", held)
    sqlite.hold_open()
    sqlite.hold_open()
    assert len(held) == (connection.vendor == "sqlite")
    for each in held:
        assert not each.in_transaction
        each.close()
