"""A long event log is looked over in turns, between which the worker does what is more urgent; and once."""

from __future__ import annotations

from functools import partial

import pytest
from django_q.models import OrmQ

from audit.models import AuditCheck
from audit.verify import verify_some
from notices import queue
from notices.models import Nightly
from notices.nights import every
from notices.queue import Line
from tests.audit import forging
from tests.audit.making import recorded
from tests.notices.telling import TODAY
from tests.notices.test_nights import DAY, MORNING

pytestmark = pytest.mark.django_db
EVENTS = 10


@pytest.fixture
def in_short_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn walks three events."""
    some = partial(verify_some, batch=3)
    monkeypatch.setattr("audit.checks.verify_some", lambda after, *, seconds: some(after, seconds=0))
    monkeypatch.setattr(every, "NIGHTS", tuple(each for each in every.NIGHTS if each.name == "log"))
    every.declare(MORNING - DAY)
    recorded(EVENTS)


def row() -> Nightly:
    return Nightly.objects.get(name="log")


def test_each_turn_goes_on_where_the_last_one_came_to(in_short_turns: None) -> None:
    places = []
    while every.do_some(MORNING):
        places.append((row().position, AuditCheck.objects.count()))
    assert places == [(3, 0), (6, 0), (9, 0)]
    assert (row().position, row().done_for, AuditCheck.objects.get().events) == (0, TODAY, EVENTS)
    assert not every.do_some(MORNING)
    assert AuditCheck.objects.count() == 1


def test_the_turn_of_a_killed_worker_is_taken_again(in_short_turns: None, monkeypatch: pytest.MonkeyPatch) -> None:
    every.do_some(MORNING)
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("audit.checks.check_some", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        every.do_some(MORNING)
    assert not every.do_some(MORNING), "nobody knows yet that it is dead"
    Nightly.objects.update(leased_until=MORNING)
    while every.do_some(MORNING):
        pass
    assert (AuditCheck.objects.get().events, AuditCheck.objects.get().whole) == (EVENTS, True)


def test_what_was_altered_is_found_in_turns_too(in_short_turns: None) -> None:
    forging.edit(8, actor=99)
    while every.do_some(MORNING):
        pass
    assert AuditCheck.objects.get().faults == 1


@pytest.mark.django_db(transaction=True)
def test_whoever_asks_for_it_is_served_in_turns_behind_all_that_is_more_urgent(in_short_turns: None) -> None:
    queue.soon("notices.jobs.check_log")
    queue.work_off([Line.PORTAL])
    [waiting] = OrmQ.objects.all()
    assert (waiting.key, waiting.func(), waiting.args()) == ("nights", "notices.jobs.check_log", (3,))
    queue.work_off_all()
    assert AuditCheck.objects.get().events == EVENTS
