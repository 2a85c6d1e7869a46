"""Agencies to be looked at: by any number of workers, each once, and again where somebody asks meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Agency
from notices.models import Look
from notices.nights import looks
from tests.measures.reviewing import Office

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=6)


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The agencies that were looked at, in order."""
    found: list[str] = []
    monkeypatch.setattr(looks, "write_due", lambda agency, now: found.append(agency.slug))
    return found


def keys() -> list[int]:
    return list(Agency.objects.order_by("pk").values_list("pk", flat=True))


def some_time() -> datetime:
    return timezone.now()


def test_each_is_looked_at_once_however_often_it_was_asked_for(office: Office, looked: list[str]) -> None:
    now = some_time()
    for _ in range(3):
        looks.ask_all(now)
    assert [looks.look(seconds=60, at=now) for _ in range(2)] == [2, 0]
    assert (sorted(looked), Look.objects.count()) == (["na-lao", "thung-sai-than"], 0)


def test_who_asks_while_somebody_looks_is_heard(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    now, seen = some_time(), list[str]()

    def look(agency: Agency, now: datetime) -> None:
        seen.append(agency.slug)
        if len(seen) == 1:
            looks.ask([agency.pk], now + LATER)

    monkeypatch.setattr(looks, "write_due", look)
    looks.ask(keys()[:1], now)
    assert looks.look(seconds=60, at=now) == 2
    assert (seen, Look.objects.count()) == (["thung-sai-than"] * 2, 0)


def test_who_asks_again_does_not_hide_that_it_has_been_waiting(office: Office) -> None:
    now = some_time()
    looks.ask_all(now)
    looks.ask_all(now + LATER)
    assert not looks.are_through(now), "the morning's letters wait for it"


def test_two_who_look_for_some_at_once_get_others(office: Office) -> None:
    now = some_time()
    looks.ask_all(now)
    assert (len(looks._take(now)), len(looks._take(now))) == (2, 0)
    assert len(looks._take(now + LATER)) == 2, "who took them was killed"


def test_what_there_is_no_time_for_is_put_back(office: Office, looked: list[str]) -> None:
    now = some_time()
    looks.ask_all(now)
    assert (looks.look(seconds=0, at=now), looks.are_waiting(now), looked) == (0, True, [])


def test_what_cannot_be_reckoned_keeps_no_other_and_comes_last(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    now, seen = some_time(), list[str]()

    def look(agency: Agency, now: datetime) -> None:
        if agency.slug == "thung-sai-than":
            raise ZeroDivisionError
        seen.append(agency.slug)

    monkeypatch.setattr(looks, "write_due", look)
    looks.ask_all(now)
    with pytest.raises(ZeroDivisionError):
        looks.look(seconds=60, at=now)
    assert looks.look(seconds=60, at=now) == 1
    assert (seen, looks.are_waiting(now), looks.are_through(now)) == (["na-lao"], False, False)
    through = list[bool]()
    for number in range(1, 6):
        with pytest.raises(ZeroDivisionError):
            looks.look(seconds=60, at=now + number * LATER)
        through.append(looks.are_through(now))
    assert through == [False] * 4 + [True], "half an hour, then nobody's letters wait for it"


def test_asking_takes_the_same_queries_for_any_number(office: Office) -> None:
    there = keys()
    for many in (1, 2):
        with CaptureQueriesContext(connection) as asked:
            looks.ask(there[:many], some_time())
        assert len(asked) == 1
