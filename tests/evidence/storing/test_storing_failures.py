"""A disk that takes nothing, a busy database, an error in the middle: what arrived stays, the rest leaves nothing."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from audit.models import AuditEvent
from audit.verify import verify
from evidence.models import Evidence
from evidence.services import keeping
from evidence.services.receiving import receive
from files import store
from measures.models import Measure, Plan
from measures.services import plan as plans
from reports.publication import sweeping
from tests.evidence.conftest import Office
from tests.evidence.files import a_pdf, a_photograph
from tests.evidence.pages import Named, fetch, file_url, send, text
from tests.ita_portal.frame.refusing import coded, refusing
from tests.ita_portal.small_disk import SmallDisk, small_disk
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db
BESIDE = ("django_session", "accounts_draft", "django_q_ormq")  # what any request may write
TYPED = "ประชุม <ครั้งที่ 1>"
GIVEN_BACK = "ประชุม &lt;ครั้งที่ 1&gt;"
FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def measure(office: Office) -> Measure:
    return office.measure()


@pytest.fixture
def browser(office: Office) -> Client:
    """It gets a page for what fails, as people do."""
    client = Client(raise_request_exception=False)
    client.force_login(office.mana)
    return client


def three() -> list[Named]:
    return [(f"{number}.pdf", a_pdf(pages=number)) for number in (1, 2, 3)]


def names() -> list[str]:
    return [each.name for each in Evidence.objects.kept()]


def unnamed() -> set[str]:
    """The files of the store that no row names, parts of files among them."""
    found = {path.name for path in store.folder().rglob("*") if path.is_file()}
    return found - sweeping.named()


def failing(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """The disk is full once so many files and folders were synced."""
    sync, done = os.fsync, [0]

    def fsync(number: int) -> None:
        done[0] += 1
        if done[0] > after:
            raise FULL
        sync(number)

    monkeypatch.setattr(os, "fsync", fsync)


def see_that_all_is_well_again(browser: Client, measure: Measure, files: list[Named]) -> None:
    """The same form again: each file once, whole, and the trail is as it must be."""
    assert send(browser, measure, files, caption=TYPED).status_code == 302
    assert names() == [name for name, _ in files]
    for evidence, (_, data) in zip(Evidence.objects.kept(), files, strict=True):
        assert fetch(browser, file_url(evidence)) == (200, data)
    assert AuditEvent.objects.filter(action="evidence.added").count() == len(files)
    assert verify().whole
    assert unnamed() == set()


def test_a_disk_that_fills_at_the_second_file_keeps_the_first_and_names_the_reason(
    browser: Client, measure: Measure
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        failing(patch, after=3)  # the file, its folder, the folder of folders
        answer = send(browser, measure, three(), caption=TYPED)
    assert answer.status_code == 507
    assert "เนื้อที่เก็บข้อมูลของเครื่องแม่ข่ายเต็ม" in text(answer)
    assert GIVEN_BACK in text(answer)
    assert names() == ["1.pdf"]
    assert unnamed() == set()
    see_that_all_is_well_again(browser, measure, three())


def test_wherever_the_disk_fills_while_a_photograph_is_stored_no_row_names_half_of_it(
    browser: Client, measure: Measure
) -> None:
    for after in range(6):
        before = everything_stored(but=BESIDE)
        with pytest.MonkeyPatch.context() as patch:
            failing(patch, after=after)
            assert send(browser, measure, [("ก.jpg", a_photograph())]).status_code == 507, after
        assert everything_stored(but=BESIDE) == before, after
        sweeping.sweep(timezone.now() + timedelta(days=2))
        assert [path for path in store.folder().rglob("*") if path.is_file()] == [], after
    assert send(browser, measure, [("ก.jpg", a_photograph())]).status_code == 302


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", megabytes=2) as disk:
        yield disk


def test_a_real_disk_that_is_full_or_read_only_takes_nothing_and_loses_nothing(
    browser: Client, measure: Measure, disk: SmallDisk, settings: Settings
) -> None:
    settings.DATA_DIR = disk.folder
    assert send(browser, measure, three()[:1], caption=TYPED).status_code == 302
    before, lying = everything_stored(but=BESIDE), disk.files()
    disk.fill()
    full = send(browser, measure, three(), caption=TYPED)
    assert (full.status_code, "เนื้อที่เก็บข้อมูลของเครื่องแม่ข่ายเต็ม" in text(full)) == (507, True)
    disk.make_room()
    assert disk.files() == lying
    disk.turn("ro")
    closed = send(browser, measure, three(), caption=TYPED)
    assert (closed.status_code, "เครื่องแม่ข่ายเขียนข้อมูลไม่ได้" in text(closed)) == (507, True)
    assert fetch(browser, file_url(Evidence.objects.get()))[0] == 200
    disk.turn("rw")
    assert everything_stored(but=BESIDE) == before
    assert disk.files() == lying
    see_that_all_is_well_again(browser, measure, three())


def test_where_files_arrive_the_disk_may_be_full_too(
    browser: Client, measure: Measure, disk: SmallDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(disk.folder))
    disk.fill()
    answer = send(browser, measure, three(), caption=TYPED)
    assert (answer.status_code, "เต็ม" in text(answer)) == (507, True)
    assert not Evidence.objects.exists()
    disk.make_room()
    assert disk.files() == set()
    see_that_all_is_well_again(browser, measure, three())


def test_a_database_that_is_busy_or_away_gets_no_half_row_and_the_sweep_takes_the_bytes(
    browser: Client, measure: Measure
) -> None:
    before = everything_stored(but=BESIDE)
    sqlite = [("database is locked", 503), ("disk I/O error", 503)] if connection.vendor == "sqlite" else []
    refusals = [*((OperationalError(words), status) for words, status in sqlite), (coded("55P03"), 503)]
    for error, status in refusals:
        with refusing(error):
            answer = send(browser, measure, three(), caption=TYPED)
        assert (answer.status_code, GIVEN_BACK in text(answer)) == (status, True), error
        assert everything_stored(but=BESIDE) == before
    sweeping.sweep(timezone.now())
    assert len(unnamed()) == 1, "of the first file, which is young: it may be about to be named"
    sweeping.sweep(timezone.now() + timedelta(days=2))
    assert unnamed() == set()
    see_that_all_is_well_again(browser, measure, three())


@pytest.mark.parametrize("where", ["record", "touch"])
def test_an_error_in_the_middle_leaves_neither_row_nor_event(
    browser: Client, measure: Measure, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    before = everything_stored(but=BESIDE)

    def fail(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(plans, where, fail)
        assert send(browser, measure, three()).status_code == 500
    assert everything_stored(but=BESIDE) == before
    assert (Evidence.objects.count(), Plan.objects.get().revision) == (0, 0)


def test_a_replacement_that_fails_leaves_the_old_file_in_its_place(
    office: Office, browser: Client, measure: Measure
) -> None:
    send(browser, measure, three()[:1])
    old = Evidence.objects.get()
    before, another = everything_stored(but=BESIDE), receive("2.pdf", a_pdf(pages=2))
    with pytest.MonkeyPatch.context() as patch:
        failing(patch, after=0)
        with pytest.raises(OSError, match="No space"):
            keeping.replace(evidence=old, sent=another, by=office.mana, now=timezone.now())
    assert everything_stored(but=BESIDE) == before
    assert unnamed() == set()
