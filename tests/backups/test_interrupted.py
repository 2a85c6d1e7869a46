"""A backup that is stopped, or for which there is no room, leaves no half archive; a restore begins again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management.base import CommandError
from django.db import OperationalError, connection
from pytest_django import Settings

from accounts.models import Agency
from audit.models import AuditEvent
from backups import archives, manifest
from backups.errors import Busy, NotDone
from backups.make import make
from files import store, writing
from tests.backups.portals import Portal
from tests.backups.test_while_people_write import write_one
from tests.factories import NOON
from tests.house.tree import ROOT
from tests.ita_portal.small_disk import small_disk

pytestmark = pytest.mark.django_db(transaction=True)
# A backup as the command makes it, which rests before each file.
SLOWLY = """
import sys, time, django
django.setup()
from django.core.management import call_command
from files import store
get = store.get
def slowly(digest):
    time.sleep(0.2)
    return get(digest)
store.get = slowly
call_command("backup", sys.argv[1])
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> Path:
    """Where the files of the portal lie, and beside them a folder for archives."""
    settings.DATA_DIR = tmp_path / "data"
    for _ in range(8):
        write_one()
    return tmp_path / "archives"


def url() -> str:
    """The database of this test, as DATABASE_URL."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"


def parts(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name.startswith(writing.PART)] if folder.exists() else []


def begun(place: Path, files: int) -> subprocess.Popen[bytes]:
    """A backup that has come so far as to have copied some files."""
    settings_of_it = {
        **os.environ,
        "DATABASE_URL": url(),
        "DATA_DIR": str(place.parent / "data"),
        "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
    }
    process = subprocess.Popen([sys.executable, "-c", SLOWLY, str(place)], cwd=ROOT, env=settings_of_it)
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        if any(len(list(part.glob("files/??/*"))) >= files for part in parts(place)):
            return process
        time.sleep(0.02)
    process.kill()
    raise AssertionError("the backup did not come so far")


@pytest.mark.parametrize("files", [0, 4])
def test_a_killed_backup_leaves_no_archive_and_the_next_one_clears_up(place: Path, files: int) -> None:
    with begun(place, files) as process:
        process.send_signal(signal.SIGKILL)
    assert archives.found(place) == []
    assert len(parts(place)) == 1
    archive, made = make(place, at=NOON)
    assert (parts(place), archives.found(place), made.files) == ([], [archive], 8)


def test_who_comes_while_another_is_at_it_is_sent_away_and_stops_nothing(place: Path) -> None:
    with begun(place, 1) as process:
        with pytest.raises(Busy, match="อยู่แล้ว"):
            make(place, at=NOON)
        assert process.wait(120) == 0
    assert len(archives.found(place)) == 1
    assert AuditEvent.objects.get(action__startswith="backup.").action == "backup.made"


@pytest.mark.parametrize("most", [1, 4])
def test_a_full_disk_is_said_and_left_as_it_was(place: Path, tmp_path: Path, most: int) -> None:
    for _ in range(3):
        large = store.put(os.urandom(1_500_000))
        write_one()
        Agency.objects.filter(pk=Agency.objects.order_by("-pk")[0].pk).update(emblem=large)
    with small_disk(tmp_path / "small", most) as disk:
        with pytest.raises(NotDone, match="เนื้อที่เต็ม"):
            make(disk.folder / "archives", at=NOON)
        assert [path.name for path in (disk.folder / "archives").iterdir()] == [".lock"]
    assert AuditEvent.objects.order_by("-seq")[0].action == "backup.failed"


def test_what_goes_wrong_at_the_last_step_leaves_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(manifest, "write", refused)
    with pytest.raises(NotDone, match="ไม่มีสิทธิ์เข้าถึง"):
        make(place, at=NOON)
    assert [path.name for path in place.iterdir()] == [".lock"]


def test_a_database_that_takes_nothing_more_is_saved_all_the_same(
    place: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object, **more: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("audit.chain.record", full)
    archive, made = make(place, at=NOON)
    assert (archives.found(place), made.files) == ([archive], 8)
    assert "backup.made is not recorded" in caplog.text


def test_a_restore_that_was_stopped_is_begun_again(
    place: Path, elsewhere: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, _ = make(place, at=NOON)
    put, done = store.put, list[str]()

    def until_it_is_full(data: bytes) -> str:
        if len(done) == 3:
            raise OSError(28, "No space left on device")
        done.append(put(data))
        return done[-1]

    with monkeypatch.context() as patch:
        patch.setattr(store, "put", until_it_is_full)
        with pytest.raises(CommandError, match="เนื้อที่เต็ม"):
            elsewhere.does("restore", str(archive.path))
    assert len(list((elsewhere.folder / "data/files").glob("??/*"))) == 3
    elsewhere.does("restore", str(archive.path), "--verify")
    assert len(list((elsewhere.folder / "data/files").glob("??/*"))) == 8
