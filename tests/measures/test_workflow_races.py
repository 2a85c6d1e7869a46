"""Two people decide on one measure at the same moment, each in a thread with a connection of their own."""

from __future__ import annotations

import threading

import pytest

from audit.models import AuditEvent
from audit.verify import verify
from measures.models import Action, Decision, Measure, State
from measures.services import progress
from measures.services.decision import decide, digest_of
from measures.services.permission import Locked
from measures.services.rows import Content, Row
from tests.audit.making import at_once
from tests.measures.reviewing import NOW, WORDS, Office, again, an_office
from workflow import Overtaken

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 5
LATE = "เพิ่มในนาทีสุดท้าย"


def decide_at_once(office: Office, measure: Measure, *wanted: tuple[str, str]) -> list[str]:
    """What each of several people heard: `stands`, or the state in which the measure already was."""
    heard: list[str] = [""] * len(wanted)
    start = threading.Barrier(len(wanted))

    def try_it(number: int) -> None:
        move, who = wanted[number]
        seen = again(measure)
        start.wait()
        try:
            decide(measure=seen, move=move, by=office.people[who], now=NOW, comment=WORDS)
            heard[number] = "stands"
        except Overtaken as overtaken:
            heard[number] = overtaken.state

    at_once(len(wanted), try_it)
    return heard


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        (State.OPEN, [("hand_in", "officer"), ("hand_in", "unit_mate")]),
        (State.RETURNED, [("hand_in", "officer"), ("complete", "own_coordinator")]),
        (State.HANDED_IN, [("take", "coordinator"), ("take", "own_coordinator")]),
        (State.HANDED_IN, [("take", "coordinator"), ("return", "own_coordinator")]),
        (State.HANDED_IN, [("take", "coordinator"), ("recall", "officer")]),
        (State.TAKEN, [("reopen", "coordinator"), ("reopen", "own_coordinator")]),
    ],
)
def test_of_two_decisions_at_once_one_stands_and_the_other_person_is_told(
    state: State, wanted: list[tuple[str, str]]
) -> None:
    office = an_office()
    for number in range(TIMES):
        measure = office.measure(state, code=f"E{number + 1}")
        before = (measure.decisions.count(), AuditEvent.objects.count())
        heard = decide_at_once(office, measure, *wanted)
        assert sorted(heard).count("stands") == 1
        loser = next(said for said in heard if said != "stands")
        assert loser == again(measure).state
        assert (measure.decisions.count(), AuditEvent.objects.count()) == (before[0] + 1, before[1] + 1)
    assert verify().whole


def test_words_that_are_saved_while_another_hands_in_are_handed_in_or_refused_and_nothing_between() -> None:
    office = an_office()
    for number in range(TIMES):
        measure = office.measure(code=f"E{number + 1}")
        refused = hand_in_while_saving(office, measure)
        added = Action.objects.filter(measure=measure, text=LATE).exists()
        assert added != bool(refused)
        assert Decision.objects.get(measure=measure).digest == digest_of(measure)
    assert verify().whole


def hand_in_while_saving(office: Office, measure: Measure) -> list[str]:
    """What the person heard whose words came too late."""
    start = threading.Barrier(2)
    refused: list[str] = []

    def write(person: int) -> None:
        seen = again(measure)
        start.wait()
        if person == 0:
            decide(measure=seen, move="hand_in", by=office.people["officer"], now=NOW)
            return
        row = Row(None, Content(LATE))
        try:
            progress.save(measure=seen, actions=[row], outcomes=[], by=office.people["unit_mate"], now=NOW)
        except Locked as locked:
            refused.append(locked.reason)

    at_once(2, write)
    return refused
