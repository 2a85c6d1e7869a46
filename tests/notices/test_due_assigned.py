"""Who was given a measure hears so, until somebody begins on it; nobody is late with what came after its day."""

from __future__ import annotations

from datetime import date

from measures.models import Action, Measure
from measures.services import officers
from notices.models import Kind
from tests.measures.reviewing import NOW, Office
from tests.notices.telling import TODAY, day, matters_of, told


def give(office: Office, due_on: date | None, by: str = "coordinator") -> Measure:
    measure = office.measure(actions=0, outcomes=0, due_on=due_on, duties=())
    person = office.people[by]
    officers.assign(measure=measure, officers=list(office.duties[:1]), seen=[], by=person, now=NOW)
    return measure


def test_the_officer_hears_that_it_is_theirs_and_by_when(office: Office) -> None:
    measure = give(office, day(90))
    assert told(office.plan.agency) == [("kanda", "ได้รับมอบหมาย: มาตรการ E14")]
    [matter] = matters_of(office.people["officer"], office.plan.agency)
    assert (matter.detail.splitlines()[1][:9], matter.url) == ("ครบกำหนด ", office.url("measure", measure))
    Action.objects.create(measure=measure, position=0, text="เริ่มแล้ว")
    assert told(office.plan.agency) == []


def test_who_took_it_themselves_hears_nothing(office: Office) -> None:
    measure = office.measure(actions=0, duties=office.duties[:1])
    both = [office.duties[0], office.duties[1]]
    seen = [office.duties[0].pk]
    officers.assign(measure=measure, officers=both, seen=seen, by=office.people["officer"], now=NOW)
    assert told(office.plan.agency) == []


def test_what_was_late_before_it_was_given_is_no_lateness_of_theirs(office: Office) -> None:
    measure = give(office, date(2023, 7, 3))
    late = told(office.plan.agency, TODAY, Kind.OVERDUE)
    assert [who for who, _ in late] == ["chan", "mana"]  # the coordinators set that day
    assert "วันนั้นผ่านไปก่อนที่ท่านได้รับมอบหมาย" in matters_of(office.people["officer"], office.plan.agency)[0].detail
    Action.objects.create(measure=measure, position=0, text="เริ่มแล้ว")
    assert "kanda" in [who for who, _ in told(office.plan.agency, TODAY, Kind.OVERDUE)]
