"""Every state, every move, every kind of person, in one's own agency and from another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from django.db import transaction

from accounts.access import Refused
from accounts.permissions import Permission
from audit.models import AuditEvent
from measures.models import Decision, Measure, MeasureOfficer, State
from measures.moves import TRANSITIONS, moves, rule
from measures.services.decision import decide
from tests.measures.reviewing import NOW, ROADS, WORDS, Office, again, an_office
from workflow import Overtaken, Table, Transition, refusal, table

COORDINATORS = {"coordinator", "own_coordinator"}
# Who may make each move of a measure that the officer handed in.
WHO = {
    "hand_in": {"officer", "unit_mate", *COORDINATORS},
    "complete": {"own_coordinator"},
    "take": COORDINATORS,
    "return": COORDINATORS,
    "recall": {"officer"},
    "reopen": COORDINATORS,
}
# What may happen in each state, and where it leads.
LEADS = {
    State.OPEN: {"hand_in": State.HANDED_IN, "complete": State.TAKEN},
    State.HANDED_IN: {"take": State.TAKEN, "return": State.RETURNED, "recall": State.OPEN},
    State.TAKEN: {"reopen": State.REOPENED},
    State.RETURNED: {"hand_in": State.HANDED_IN, "complete": State.TAKEN},
    State.REOPENED: {"hand_in": State.HANDED_IN, "complete": State.TAKEN},
}

pytestmark = pytest.mark.django_db


def unentered(table: Table, states: Iterable[str]) -> set[str]:
    """The moves and states that this matrix does not know, or knows to lead elsewhere."""
    found = {(str(state), move.name, str(move.target)) for move in table.values() for state in move.sources}
    known = {(str(state), name, str(to)) for state, ways in LEADS.items() for name, to in ways.items()}
    return {name for _, name, _ in found ^ known} | (set(table) ^ set(WHO)) | {str(s) for s in set(states) ^ set(LEADS)}


def test_every_state_and_every_move_has_its_entry_here() -> None:
    assert unentered(TRANSITIONS, State) == set()
    assert set(TRANSITIONS) == set(Decision.Move.values)
    assert set(ROADS) == set(State)


def test_a_new_state_or_move_without_an_entry_is_found() -> None:
    lend = Transition("lend", "ให้ยืม", frozenset({State.TAKEN}), "lent", Permission.MEASURE_CHECK)
    assert unentered(table(*TRANSITIONS.values(), lend), State) == {"lend"}
    assert unentered(TRANSITIONS, [*State, "lent"]) == {"lent"}
    wider = [replace(move, sources=frozenset(State)) if move.name == "take" else move for move in TRANSITIONS.values()]
    assert unentered(table(*wider), State) == {"take"}


def outcome(measure: Measure, move: str, office: Office, who: str) -> str:
    """What comes of a try that is undone: the state that it leads to, `refused` or `overtaken`."""
    with transaction.atomic():
        tried = again(measure)
        events, decisions = AuditEvent.objects.count(), Decision.objects.count()
        try:
            decide(measure=tried, move=move, by=office.people[who], now=NOW, comment=WORDS)
        except Refused:
            said = "refused"
        except Overtaken as overtaken:
            said = "overtaken"
            assert overtaken.state == measure.state
        else:
            said = again(measure).state
            events, decisions = events + 1, decisions + 1
        assert (AuditEvent.objects.count(), Decision.objects.count()) == (events, decisions)
        transaction.set_rollback(True)
    return said


@pytest.mark.parametrize("state", State)
def test_a_move_stands_for_those_who_may_make_it_in_its_states_and_for_nobody_else(state: State) -> None:
    office = an_office()
    measure = office.measure(state)
    for who, user in office.people.items():
        stands = set()
        for move in TRANSITIONS:
            # Before anything was handed in there is no sender: who could have sent it learns so from the state.
            may = who in (WHO["hand_in"] if move == "recall" and state == State.OPEN else WHO[move])
            expected = LEADS[state].get(move, "overtaken") if may else "refused"
            found = outcome(measure, move, office, who)
            assert (who, move, found) == (who, move, expected)
            stands |= {move} if found == LEADS[state].get(move) else set()
        assert {move.name for move in moves(again(measure), user)} == stands, "what is allowed is what would stand"


@pytest.mark.parametrize("state", State)
def test_one_coordinator_alone_can_leave_every_state(state: State) -> None:
    office = an_office()
    measure = office.measure(state, duties=office.duties[1:2], sender="coordinator")  # สมคิด has no login
    for who in office.people.keys() - {"coordinator"}:
        office.people[who].memberships.update(is_active=False)
    assert moves(again(measure), office.people["coordinator"]) != []


@pytest.mark.parametrize(
    ("state", "move", "who", "names"),
    [
        (State.OPEN, "hand_in", "other_officer", ["นางสาวกานดา ใจงาม", "นายสมคิด ใจดี", "นายมานะ สุจริตธรรม"]),
        (State.OPEN, "complete", "coordinator", ["นางสาวกานดา ใจงาม", "นางจันทร์ แจ่มใส"]),
        (State.HANDED_IN, "recall", "coordinator", ["นางสาวกานดา ใจงาม", "นายมานะ สุจริตธรรม"]),
    ],
)
def test_a_refusal_names_those_who_can_and_nobody_who_left(state: State, move: str, who: str, names: list[str]) -> None:
    office = an_office()
    reason = refusal(TRANSITIONS[move], office.measure(state), office.people[who], rule)
    assert reason is not None
    assert [name for name in names if name not in reason] == []
    assert "ลา ออกแล้ว" not in reason


@pytest.mark.parametrize("state", State)
def test_every_refusal_for_a_missing_role_names_somebody_who_can(state: State) -> None:
    office = an_office()
    measure = office.measure(state)
    for who in ("other_officer", "approver", "administrator", "overseer"):
        for move in TRANSITIONS:
            reason = refusal(TRANSITIONS[move], measure, office.people[who], rule)
            assert reason is not None
            assert [name for name in WHO[move] if str(office.people[name]) in reason] != [], (who, move, reason)


def test_with_no_coordinator_left_the_refusal_says_who_appoints_one() -> None:
    office = an_office()
    measure = office.measure(State.HANDED_IN)
    for who in COORDINATORS:
        office.people[who].memberships.update(is_active=False)
    assert refusal(TRANSITIONS["take"], measure, office.people["officer"], rule) == (
        "ตรวจรับได้เฉพาะผู้ประสานงาน ITA (ขณะนี้ยังไม่มี โปรดขอให้ผู้ดูแลระบบหน่วยงาน (นางวิไล รักษ์ดี) กำหนด)"
    )


@pytest.mark.parametrize(
    ("actions", "outcomes", "missing"),
    [(0, 0, "การดำเนินการและผลลัพธ์"), (1, 0, "ผลลัพธ์"), (0, 1, "การดำเนินการ")],
)
def test_a_measure_that_lacks_something_is_not_handed_in_and_the_refusal_says_what(
    actions: int, outcomes: int, missing: str
) -> None:
    office = an_office()
    measure = office.measure(actions=actions, outcomes=outcomes)
    for move, who in (("hand_in", "officer"), ("complete", "own_coordinator")):
        reason = refusal(TRANSITIONS[move], measure, office.people[who], rule)
        assert reason is not None
        assert reason.endswith(f"ขณะนี้ยังไม่ได้บันทึก{missing}")


def test_a_removed_action_counts_for_nothing() -> None:
    office = an_office()
    measure = office.measure()
    measure.actions.update(removed_at=NOW)
    assert outcome(measure, "hand_in", office, "officer") == "refused"


def test_nobody_decides_on_a_measure_that_left_the_plan() -> None:
    office = an_office()
    measure = office.measure()
    Measure.objects.filter(pk=measure.pk).update(removed_at=NOW)
    assert {outcome(measure, move, office, "own_coordinator") for move in TRANSITIONS} == {"refused"}


def test_a_unit_that_no_longer_stands_on_a_measure_no_longer_hands_it_in() -> None:
    office = an_office()
    measure = office.measure()
    assert outcome(measure, "hand_in", office, "unit_mate") == State.HANDED_IN
    MeasureOfficer.objects.filter(measure=measure).delete()
    assert outcome(measure, "hand_in", office, "unit_mate") == "refused"
