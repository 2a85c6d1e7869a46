"""The chain looked over in turns: the verdict is that of one go, whoever takes the turns."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from audit import checks
from audit.models import AuditCheck, AuditEvent
from audit.verdict import Finding, Kind, Verdict
from audit.verify import verify, verify_some
from tests.audit import forging
from tests.audit.making import one, recorded
from tests.audit.test_verify import EVENTS, HASH, TAMPERINGS, UNREADABLE

pytestmark = pytest.mark.django_db
BATCH = 3


def in_turns(between: Callable[[], object] = lambda: None, *, after: int = 0) -> tuple[list[int], Verdict]:
    """The places that were come to, each turn as short as can be, and the verdict."""
    places: list[int] = []
    while isinstance(found := verify_some(places[-1] if places else after, seconds=0, batch=BATCH), int):
        places.append(found)
        between()
    return places, found


@pytest.mark.parametrize("events", [0, 1, 2, 3, 4, EVENTS])
def test_a_whole_chain_is_whole(events: int) -> None:
    recorded(events)
    places, verdict = in_turns()
    assert places == list(range(BATCH, events, BATCH))
    assert verdict == verify()


@pytest.mark.parametrize("tamper", [each for each, _ in TAMPERINGS.values()], ids=TAMPERINGS.keys())
def test_what_one_go_finds_is_found(tamper: Callable[[], None]) -> None:
    recorded(EVENTS)
    tamper()
    assert in_turns()[1] == verify(batch=BATCH)
    assert not in_turns()[1].whole


@pytest.mark.parametrize(("statement", "kind", "place"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_no_database_should_hold_is_found_too(statement: str, kind: Kind, place: float) -> None:
    recorded(EVENTS)
    forging.sql(statement)
    assert in_turns()[1] == verify(batch=BATCH)


@pytest.mark.parametrize("tamper", [each for each, _ in TAMPERINGS.values()], ids=TAMPERINGS.keys())
def test_what_is_tampered_with_between_two_turns_is_found_unless_it_lies_behind(tamper: Callable[[], None]) -> None:
    recorded(EVENTS)
    first = verify_some(0, seconds=0, batch=BATCH)
    assert first == BATCH
    tamper()
    found, whole = in_turns(after=first)[1], verify(batch=BATCH)
    behind = [each for each in whole.findings if each.last < BATCH]
    assert found == whole or (found.whole and behind == list(whole.findings))


def test_the_event_that_a_turn_came_to_may_not_change() -> None:
    recorded(EVENTS)
    after = verify_some(0, seconds=0, batch=BATCH)
    assert after == BATCH
    forging.edit(BATCH, actor=8)
    assert in_turns(after=BATCH)[1].findings == (Finding(Kind.ALTERED, BATCH, BATCH),)
    forging.rewrite(BATCH, actor=8)
    assert in_turns(after=BATCH)[1].findings == (Finding(Kind.UNLINKED, BATCH, BATCH + 1),)


@pytest.mark.parametrize("after", [EVENTS, EVENTS + 1, 10**6])
def test_a_place_that_is_no_more_is_no_place(after: int) -> None:
    recorded(EVENTS)
    forging.delete(EVENTS)
    assert in_turns(after=after)[1] == verify()
    assert not verify().whole


def test_who_goes_on_writing_is_caught_up_with() -> None:
    recorded(EVENTS)
    more = iter(range(2))
    places, verdict = in_turns(lambda: next(more, None) is None or one())
    assert (verdict.whole, verdict.events, len(places)) == (True, AuditEvent.objects.count(), 3)


def test_the_result_is_kept_when_the_last_turn_is_over() -> None:
    recorded(EVENTS)
    forging.edit(2, hash=HASH)
    found = checks.check_some(timezone.now(), after=0, seconds=0)
    assert isinstance(found, AuditCheck) and (found.events, found.faults, found.by) == (EVENTS, 1, None)
    assert AuditCheck.objects.count() == 1
