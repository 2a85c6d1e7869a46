"""A worker outlives a disk that takes nothing: it waits, says so once, and goes on by itself; at night it sweeps."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest
from django.db import OperationalError
from pytest_django import Settings

from files import disk, store
from files.disk import Disk
from notices import jobs, queue

FULL = OperationalError("database or disk is full")


class Work:
    """Counts what was done; `fails` stands in its way."""

    def __init__(self) -> None:
        self.begun, self.done, self.fails = 0, 0, list[Exception]()

    def begin(self) -> None:
        self.begun += 1

    def do(self) -> int:
        if self.fails:
            raise self.fails.pop()
        self.done += 1
        return 1


@pytest.fixture
def work() -> Work:
    return Work()


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == queue.__name__]


def test_what_is_in_the_way_is_said_once_and_work_goes_on_afterwards(
    work: Work, caplog: pytest.LogCaptureFixture
) -> None:
    rounds = queue.Rounds(work.begin)
    with caplog.at_level(logging.WARNING):
        for fails in ([FULL], [FULL], [OSError(28, "No space left on device")], [], []):
            work.fails = list(fails)
            rounds.make(work.do)
    assert (work.begun, work.done) == (1, 2)
    assert said(caplog) == [
        "the worker waits: database or disk is full",
        "the worker waits: [Errno 28] No space left on device",
        "the worker goes on",
    ]


def test_a_worker_that_starts_on_a_full_disk_begins_when_there_is_room(
    work: Work, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds = queue.Rounds(work.begin)
    for state in (Disk.FULL, Disk.FULL, Disk.OK, Disk.OK):
        monkeypatch.setattr(disk, "state", lambda folder, said=state: said)
        rounds.make(work.do)
    assert (work.begun, work.done) == (1, 2)
    assert said(caplog) == ["the worker waits: the disk of DATA_DIR is full", "the worker goes on"]


def test_a_beginning_that_failed_is_made_again(work: Work) -> None:
    tries: list[int] = []

    def begin() -> None:
        tries.append(1)
        if len(tries) < 3:
            raise FULL

    rounds = queue.Rounds(begin)
    for _ in range(4):
        rounds.make(work.do)
    assert (len(tries), work.done) == (3, 2)


def test_another_mistake_is_not_waited_for(work: Work) -> None:
    work.fails = [ZeroDivisionError()]
    with pytest.raises(ZeroDivisionError):
        queue.Rounds(work.begin).make(work.do)


@pytest.mark.django_db
def test_at_night_files_that_nothing_names_are_swept(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    old, young = store.put(b"old"), store.put(b"young")
    os.utime(store.path_of(old), (0, 0))
    jobs.sweep_files()
    assert [path.name for path in (tmp_path / "files").glob("??/*")] == [young]
