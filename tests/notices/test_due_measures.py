"""Who must know what of a measure: computed from its state, its decisions and its day."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from audit.chain import record
from measures.models import Measure, State
from measures.services import measure as measures
from notices import due
from notices.models import Kind
from tests.measures.reviewing import Office
from tests.notices.telling import TODAY, day, matters_of, moment, told


def test_what_is_handed_in_the_coordinators_know_but_not_the_one_who_sent_it(office: Office) -> None:
    office.measure(State.HANDED_IN, sender="own_coordinator")
    assert told(office.plan.agency) == [("mana", "ส่งมาให้ตรวจ: มาตรการ E14")]


def test_it_leads_to_the_page_where_one_takes_or_returns(office: Office) -> None:
    measure = office.measure(State.HANDED_IN)
    [matter] = matters_of(office.people["coordinator"], office.plan.agency)
    assert matter.url == office.url("check", measure)
    assert matter.detail == "นางสาวกานดา ใจงาม ส่งมาเมื่อ 22 ก.ย. 66"


def test_what_is_sent_back_the_officers_on_it_know_with_the_reason(office: Office) -> None:
    office.measure(State.RETURNED)
    assert told(office.plan.agency) == [("chan", "ส่งกลับแก้ไข: มาตรการ E14"), ("kanda", "ส่งกลับแก้ไข: มาตรการ E14")]
    [matter] = matters_of(office.people["officer"], office.plan.agency)
    assert matter.detail == "ขอให้ระบุจำนวนผู้เข้าร่วม\nนายมานะ สุจริตธรรม เมื่อ 22 ก.ย. 66"


def test_who_handed_in_for_others_hears_too_when_it_comes_back(office: Office) -> None:
    office.measure(State.RETURNED, duties=office.duties[:1], sender="own_coordinator")
    assert [who for who, _ in told(office.plan.agency)] == ["chan", "kanda"]


def test_where_no_officer_can_sign_in_their_unit_hears(office: Office) -> None:
    office.measure(State.OPEN, due_on=TODAY, duties=office.duties[1:2])
    assert told(office.plan.agency) == [("malee", "ใกล้ครบกำหนด: มาตรการ E14")]


def test_where_nobody_of_the_unit_can_either_the_coordinators_hear(office: Office) -> None:
    office.measure(State.OPEN, due_on=TODAY, duties=())
    assert told(office.plan.agency) == [("chan", "ใกล้ครบกำหนด: มาตรการ E14"), ("mana", "ใกล้ครบกำหนด: มาตรการ E14")]


@pytest.mark.parametrize(
    ("days", "step"),
    [(15, None), (14, "due14"), (13, "due14"), (4, "due14"), (3, "due3"), (1, "due3"), (0, "due0"), (-1, "overdue")],
)
def test_a_day_is_told_in_steps_even_where_nobody_looked_on_the_very_day(
    office: Office, days: int, step: str | None
) -> None:
    due_on = day(days)
    measure = office.measure(State.OPEN, due_on=due_on, duties=office.duties[:1])
    keys = {matter.key for matter in due.of_agency(office.plan.agency, TODAY)}
    assert keys == ({f"{step}:{due_on}:measure:{measure.pk}"} if step else set())


def test_a_measure_without_a_day_goes_by_the_plans(office: Office) -> None:
    office.plan.progress_due_on = day(3)
    office.plan.save()
    office.measure(State.OPEN, duties=office.duties[:1])
    [matter] = matters_of(office.people["officer"], office.plan.agency)
    assert matter.detail == "ครบกำหนด 25 กันยายน 2566 อีก 3 วัน\nคำถามของ E14"


def test_what_is_overdue_the_coordinators_know_too(office: Office) -> None:
    office.measure(State.OPEN, due_on=day(-1), duties=office.duties[:1])
    assert [who for who, _ in told(office.plan.agency)] == ["chan", "kanda", "mana"]


@pytest.mark.parametrize("state", [State.HANDED_IN, State.TAKEN])
def test_what_was_handed_in_or_taken_is_due_no_more(office: Office, state: State) -> None:
    office.measure(state, due_on=day(-1))
    assert told(office.plan.agency, TODAY, Kind.DUE, Kind.OVERDUE) == []


@pytest.mark.parametrize(("days", "hears"), [(6, False), (7, True), (30, True)])
def test_what_was_sent_back_and_lies_untouched_for_seven_days_is_told_again(
    office: Office, days: int, hears: bool
) -> None:
    office.measure(State.RETURNED, duties=office.duties[:1])
    found = told(office.plan.agency, day(days), Kind.UNTOUCHED)
    assert found == ([("kanda", "ส่งกลับแล้วยังไม่ได้แก้ไข: มาตรการ E14")] if hears else [])


def test_one_measure_that_was_sent_back_is_one_matter_a_person_however_late_it_is(office: Office) -> None:
    office.measure(State.RETURNED, due_on=day(-1), duties=office.duties[:1])
    for after, kind in ((0, Kind.RETURNED), (7, Kind.UNTOUCHED)):
        [matter] = [
            each for each in due.of_agency(office.plan.agency, day(after)) if each.user == office.people["officer"].pk
        ]
        assert (matter.kind, matter.detail.splitlines()[0]) == (kind, "ขอให้ระบุจำนวนผู้เข้าร่วม"), after
        assert f"เกินกำหนดแล้ว {after + 1} วัน" in matter.detail, after
    assert told(office.plan.agency, day(0), Kind.OVERDUE) == [
        ("chan", "เกินกำหนด: มาตรการ E14"),
        ("mana", "เกินกำหนด: มาตรการ E14"),
    ]


@pytest.mark.parametrize(("action", "hears"), [("progress.saved", False), ("measure.return", True)])
def test_work_on_it_ends_that_and_nothing_else_does(office: Office, action: str, hears: bool) -> None:
    measure = office.measure(State.RETURNED, duties=office.duties[:1])
    with transaction.atomic():
        record(action, actor=1, agency=office.plan.agency.pk, subject=measure.subject)
    assert bool(told(office.plan.agency, day(7), Kind.UNTOUCHED)) == hears


def test_work_on_another_agencys_measure_of_the_same_number_does_not_count(office: Office) -> None:
    measure = office.measure(State.RETURNED, duties=office.duties[:1])
    with transaction.atomic():
        record("progress.saved", actor=1, agency=office.plan.agency.pk + 1, subject=measure.subject)
    assert len(told(office.plan.agency, day(7), Kind.UNTOUCHED)) == 1


def test_a_removed_measure_is_nobodys_matter(office: Office) -> None:
    measure = office.measure(State.OPEN, due_on=day(-1))
    measures.remove(measure=measure, by=office.people["coordinator"], now=moment(0))
    assert told(office.plan.agency) == []


def test_who_has_left_hears_nothing(office: Office) -> None:
    office.measure(State.OPEN, due_on=TODAY, duties=office.duties[:1])
    User.objects.filter(username="kanda").update(is_active=False)
    assert [who for who, _ in told(office.plan.agency)] == ["malee"]


def test_the_next_round_is_another_matter(office: Office) -> None:
    measure = office.measure(State.HANDED_IN)
    first = {matter.key for matter in due.of_agency(office.plan.agency, TODAY)}
    office.decide(measure, "return", "coordinator")
    office.decide(Measure.objects.get(pk=measure.pk), "hand_in", "officer")
    second = {matter.key for matter in due.of_agency(office.plan.agency, TODAY)}
    assert first == {f"handed_in:measure:{measure.pk}:r1"}
    assert second == {f"handed_in:measure:{measure.pk}:r2"}


def test_another_agencys_measures_are_not_looked_at(office: Office) -> None:
    elsewhere = office.people["foreign_coordinator"].memberships.get().agency
    office.measure(State.HANDED_IN)
    assert (len(told(office.plan.agency)), told(elsewhere)) == (2, [])


@pytest.mark.parametrize("many", [1, 3, 300])
def test_what_is_due_takes_the_same_queries_for_any_number_of_measures(office: Office, many: int) -> None:
    made = office.measure(State.RETURNED, due_on=TODAY - timedelta(days=30))
    copies = [
        Measure(plan=office.plan, code=f"E{n}", code_as_written="E", tool="EIT", question="?") for n in range(many)
    ]
    for copy in copies:
        copy.due_on, copy.state = made.due_on, State.OPEN
    Measure.objects.bulk_create(copies)
    with CaptureQueriesContext(connection) as asked:
        found = due.of_agency(office.plan.agency, day(10))
    assert (len(asked), len(found) > many) == (14, True)
