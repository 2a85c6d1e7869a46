"""Real threads save the same measure at the same moment, each with a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from audit.models import AuditEvent
from audit.verify import verify
from measures.models import Action, Measure, Plan, Revision
from measures.services import measure as measures
from measures.services import officers, progress
from measures.services.progress import content_of
from measures.services.rows import Conflict, Content, Row, base_of
from tests.audit.making import at_once
from tests.factories import NOON, a_plan, an_officer
from tests.measures.conftest import Office, make_office

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 4


@pytest.fixture
def office(transactional_db: None) -> Iterator[Office]:
    yield make_office()


def sent(action: Action, text: str) -> Row:
    return Row(action.pk, Content(text), base_of(content_of(action)))


def test_of_several_saves_of_one_action_one_stands_and_the_others_learn_of_it(office: Office) -> None:
    measure = office.measure(actions=["เดิม"])
    action = measure.actions.get()
    conflicts: list[Conflict] = []
    start = threading.Barrier(WRITERS)

    def write(number: int) -> None:
        by = (office.mana, office.manee)[number % 2]
        own = Measure.objects.select_related("plan__agency").get(pk=measure.pk)
        start.wait()
        try:
            progress.save(measure=own, actions=[sent(action, f"ข้อความที่ {number}")], outcomes=[], by=by, now=NOON)
        except Conflict as conflict:
            conflicts.append(conflict)

    at_once(WRITERS, write)
    stands = Action.objects.get().text
    assert stands in {f"ข้อความที่ {number}" for number in range(WRITERS)}
    assert len(conflicts) == WRITERS - 1
    heard = {(clash.theirs.text, clash.mine.text) for conflict in conflicts for clash in conflict.clashes}
    assert heard == {(stands, f"ข้อความที่ {number}") for number in range(WRITERS)} - {(stands, stands)}
    assert [old.text for old in Revision.objects.all()] == ["เดิม"]
    assert (AuditEvent.objects.count(), Plan.objects.get().revision, verify().whole) == (1, 1, True)


def test_new_rows_of_several_people_all_stand_each_with_its_number(office: Office) -> None:
    measure = office.measure(actions=["เดิม"])
    start = threading.Barrier(WRITERS)

    def write(number: int) -> None:
        own = Measure.objects.select_related("plan__agency").get(pk=measure.pk)
        row = Row(None, Content(f"ใหม่ {number}"))
        start.wait()
        progress.save(measure=own, actions=[row], outcomes=[], by=office.manee, now=NOON)

    at_once(WRITERS, write)
    rows = list(Action.objects.values_list("position", "marker", "text"))
    assert [position for position, _, _ in rows] == list(range(WRITERS + 1))
    assert [marker for _, marker, _ in rows] == [f"{n}." for n in range(1, WRITERS + 2)]
    assert {text for _, _, text in rows} == {"เดิม", *(f"ใหม่ {number}" for number in range(WRITERS))}
    assert Plan.objects.get().revision == AuditEvent.objects.count() == WRITERS


def test_of_two_changes_of_a_measure_one_stands(office: Office) -> None:
    measure = office.measure()
    base = measures.digest(measure)
    lost: list[str] = []
    start = threading.Barrier(2)

    def write(number: int) -> None:
        wanted = measures.Wanted("E13", "E13", "EIT", f"ข้อความที่ {number}", None, ("ก้าวแรก",), base)
        plan = Plan.objects.select_related("agency").get()
        start.wait()
        try:
            measures.save(plan=plan, measure=measure, wanted=wanted, by=office.manee, now=NOON)
        except measures.Changed as changed:
            lost.append(changed.theirs.question)

    at_once(2, write)
    assert lost == [Measure.objects.get().question]
    assert (measure.steps.count(), AuditEvent.objects.count()) == (1, 1)


def test_of_two_lists_of_officers_one_stands(office: Office) -> None:
    measure = office.measure()
    people = [an_officer(office.plan.agency, name) for name in ("นางแก้ว ขวัญใจ", "นายปิติ พาที")]
    lost: list[list[int]] = []
    start = threading.Barrier(2)

    def write(number: int) -> None:
        own = Measure.objects.select_related("plan__agency").get(pk=measure.pk)
        seen = [office.somkid.pk]
        start.wait()
        try:
            officers.assign(measure=own, officers=[people[number]], seen=seen, by=office.manee, now=NOON)
        except officers.Changed as changed:
            lost.append([officer.pk for officer in changed.theirs])

    at_once(2, write)
    assert lost == [officers.current(measure)]
    assert lost[0] in [[people[0].pk], [people[1].pk]]


def test_people_of_two_plans_do_not_stand_in_each_others_way(office: Office) -> None:
    other = a_plan(office.plan.agency, 2567)
    first, second = (
        office.measure(),
        Measure.objects.create(plan=other, code="E13", code_as_written="E13", tool="EIT", question="ข้อคำถาม"),
    )
    start = threading.Barrier(2)

    def write(number: int) -> None:
        own = Measure.objects.select_related("plan__agency").get(pk=(first, second)[number].pk)
        start.wait()
        for turn in range(5):
            row = Row(None, Content(f"ครั้งที่ {turn}"))
            progress.save(measure=own, actions=[row], outcomes=[], by=office.manee, now=NOON)

    at_once(2, write)
    assert (first.actions.count(), second.actions.count()) == (5, 5)
    assert sorted(Plan.objects.values_list("revision", flat=True)) == [5, 5]
    assert verify().events == 10
