"""Archives are made each night and kept by days, weeks and months; whoever watches hears when they are not."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from pytest_django import Settings

from audit.models import AuditEvent
from backups import archives, schedule
from backups.archives import Archive
from backups.errors import NotDone
from backups.schedule import State
from files import store
from files.disk import Disk
from notices import jobs
from tests.audit.making import at_once
from tests.backups.test_while_people_write import write_one
from tests.factories import NOON

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA_DIR, settings.BACKUP_DIR = tmp_path / "data", str(tmp_path / "archives")
    (tmp_path / "data").mkdir()
    return tmp_path / "archives"


def made_at(place: Path, *moments: datetime) -> None:
    for at in moments:
        (place / archives.name_of(at)).mkdir(parents=True)


def test_the_newest_of_each_of_the_last_days_weeks_and_months_is_kept() -> None:
    night = datetime(2026, 11, 30, 18, tzinfo=UTC)  # 1.00 น. of the first of December
    held = [Archive(night - timedelta(days=number), Path(str(number))) for number in range(400)]
    kept = [int(each.path.name) for each in sorted(schedule.kept_of(held, (7, 4, 12)), reverse=True)]
    days, weeks, months = kept[:7], kept[7:9], kept[9:]
    assert days == [0, 1, 2, 3, 4, 5, 6]  # of the four weeks' Sundays one is among them, and the newest is a Tuesday
    assert weeks == [9, 16]
    last_days = [(night + timedelta(hours=7) - timedelta(days=number)).day for number in months]
    assert last_days == [31, 30, 31, 31, 30, 31, 30, 31, 28, 31]  # of November it is among the days


def test_after_a_pause_nothing_goes_for_which_nothing_came() -> None:
    old = [Archive(NOON - timedelta(days=700 + number), Path(str(number))) for number in range(3)]
    assert schedule.kept_of(old, (7, 4, 12)) == {*old}
    assert schedule.kept_of(old, (0, 0, 0)) == {old[0]}
    assert schedule.kept_of([], (7, 4, 12)) == set()


def test_one_archive_is_made_a_night_however_often_it_is_asked_for(place: Path) -> None:
    write_one()
    at_one = datetime(2026, 11, 29, 18, tzinfo=UTC)
    assert schedule.make_scheduled(at_one - timedelta(hours=2)) is not None
    assert schedule.make_scheduled(at_one - timedelta(seconds=1)) is None
    assert schedule.make_scheduled(at_one) is not None
    assert schedule.make_scheduled(at_one + timedelta(hours=23)) is None
    assert len(archives.found(place)) == 2


def test_workers_that_come_at_once_make_one(place: Path) -> None:
    write_one()
    found: list[object] = []
    at_once(4, lambda number: found.append(schedule.make_scheduled(NOON)))
    assert len(found) == 4 and sum(each is not None for each in found) == 1
    assert len(archives.found(place)) == 1


def test_what_is_not_kept_is_deleted_only_after_a_new_one_was_made(
    place: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BACKUP_KEEP = [2, 0, 0]
    old = [NOON - timedelta(days=number) for number in (1, 2, 3)]
    made_at(place, *old)

    def broken(*_: object, **more: object) -> Any:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(schedule, "make_in", broken)
        with pytest.raises(NotDone):
            schedule.make_scheduled(NOON)
    assert [each.at for each in archives.found(place)] == sorted(old)
    schedule.make_scheduled(NOON)
    assert [each.at for each in archives.found(place)] == [old[0], NOON]
    assert not [path for path in place.iterdir() if path.name.startswith(".old")]


@pytest.fixture
def asks(client: Client, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the watcher's page says of backups, and its status."""
    monkeypatch.setattr("files.disk.state", lambda folder: Disk.OK)

    def ask() -> tuple[int, str | None]:
        response = client.get("/health/")
        return response.status_code, response.json().get("backup")

    return ask


def test_who_watches_hears_of_backups_that_are_old_failed_or_out_of_reach(
    place: Path, settings: Settings, asks: Any
) -> None:
    assert asks() == (503, "old")
    now = datetime.now(UTC).replace(microsecond=0)
    made_at(place, now - timedelta(hours=37))
    assert asks() == (503, "old")
    damaged = store.put(b"damaged")
    write_one()
    assert schedule.make_scheduled(now) is not None
    assert asks() == (200, "ok")
    (place / "FAILED.txt").write_text("yesterday")
    assert asks() == (503, "failed")
    settings.BACKUP_DIR = "/dev/null"
    assert asks() == (503, "unavailable")
    settings.BACKUP_DIR = ""
    assert asks() == (200, None)
    assert damaged


def test_why_it_failed_stands_in_the_folder_until_one_is_made(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slug = write_one()
    lost = next(iter((place.parent / "data/files").glob("??/*")))
    data = lost.read_bytes()
    lost.unlink()
    with pytest.raises(CommandError, match=lost.name):
        call_command("backup", scheduled=True)
    assert lost.name in (place / "FAILED.txt").read_text()
    assert schedule.state(datetime.now(UTC)) is State.FAILED
    assert store.put(data) == lost.name and data.decode() == slug
    schedule.make_scheduled(datetime.now(UTC).replace(microsecond=0) + timedelta(days=1))
    assert not (place / "FAILED.txt").exists()


def test_the_worker_starts_it_where_it_is_wanted_and_due(
    place: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []

    class Process:
        def __init__(self, command: list[str], **_: object) -> None:
            started.append(command)

        def poll(self) -> int:
            return 0

    monkeypatch.setattr("subprocess.Popen", Process)
    assert "notices.jobs.make_backup" in {each.job for each in jobs.regular(NOON)}  # on each machine: they share them
    jobs.make_backup()
    jobs.make_backup()
    assert [command[2:] for command in started] == [["backup", "--scheduled"]] * 2
    assert started[0][0] == sys.executable
    made_at(place, datetime.now(UTC))
    jobs.make_backup()
    settings.BACKUP_DIR = ""
    jobs.make_backup()
    assert len(started) == 2


def test_a_command_without_a_place_says_what_it_wants(settings: Settings, tmp_path: Path) -> None:
    settings.BACKUP_DIR = ""
    for options in ({}, {"to": tmp_path, "scheduled": True}):
        with pytest.raises(CommandError, match="อย่างใดอย่างหนึ่ง"):
            call_command("backup", **options)
    with pytest.raises(CommandError, match="BACKUP_DIR"):
        call_command("backup", scheduled=True)
    assert not AuditEvent.objects.exists()
