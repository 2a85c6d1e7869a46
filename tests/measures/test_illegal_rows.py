"""The database itself refuses rows of measures that must not be; what a person can cause is said in Thai first."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError

from measures.models import (
    Action,
    Detail,
    Indicator,
    Measure,
    MeasureOfficer,
    Officer,
    Outcome,
    Plan,
    Reference,
    Revision,
    Step,
    Wording,
)
from tests.factories import NOON, a_measure, a_plan, a_unit, a_user, an_agency, an_indicator, an_officer

pytestmark = pytest.mark.django_db

DAY, NEXT = date(2023, 6, 1), date(2023, 6, 2)


@pytest.fixture
def measure() -> Measure:
    """With an officer of a unit, one without, and an item whose wording is confirmed."""
    agency = an_agency()
    officers = [an_officer(agency, unit=a_unit(agency)), an_officer(agency, "นางแก้ว ขวัญใจ")]
    item = an_indicator()
    made = a_measure(a_plan(agency), officers=officers, indicator=item)
    Wording.objects.create(agency=agency, indicator=item, text="ถ้อยคำ", confirmed_by=a_user("manee"), confirmed_at=NOON)
    return made


def of_measure(model: type[models.Model], **said: object) -> Callable[[Measure], models.Model]:
    return lambda measure: model(**{"measure": measure, "position": 9, **said})


def action(**said: object) -> Callable[[Measure], models.Model]:
    return of_measure(Action, **{"text": "จัดอบรม", **said})


def plan(**said: object) -> Callable[[Measure], models.Model]:
    return lambda measure: Plan(**{"agency": measure.plan.agency, "year": 2567, "assessed_year": 2566, **said})


def another(**said: object) -> Callable[[Measure], models.Model]:
    row = {"code": "E14", "code_as_written": "E14", "tool": "EIT", "question": "ข้อคำถาม", **said}
    return lambda measure: Measure(plan=measure.plan, **row)


def item(**said: object) -> Callable[[Measure], models.Model]:
    row: dict[str, Any] = {"year": 2565, "code": "O1", "tool": "OIT", "group_no": 9, "group_name": "การเปิดเผยข้อมูล"}
    return lambda _: Indicator(**{**row, "text": "โครงสร้าง", "status": "seed", **said})


def officer(place: int) -> Callable[[Measure], models.Model]:
    """An officer like the measure's first or second."""

    def make(measure: Measure) -> models.Model:
        like = measure.duties.all()[place].officer
        return Officer(agency=like.agency, name=like.name, post=like.post, unit=like.unit)

    return make


def revision(**said: object) -> Callable[[Measure], models.Model]:
    return lambda measure: Revision(measure=measure, row=1, text="เดิม", by=a_user("mana"), at=NOON, **said)


def wording(text: str, *, of_new_item: bool = True) -> Callable[[Measure], models.Model]:
    def make(measure: Measure) -> models.Model:
        of = an_indicator("E14") if of_new_item else measure.indicator
        who = a_user("mana")
        return Wording(agency=measure.plan.agency, indicator=of, text=text, confirmed_by=who, confirmed_at=NOON)

    return make


ILLEGAL: dict[str, Callable[[Measure], models.Model]] = {
    "an action without words": action(text=""),
    "an action that ends before it starts": action(start_on=NEXT, end_on=DAY),
    "an action that ends without a start": action(end_on=DAY),
    "an open start without a start": action(open_ended=True),
    "an open start with an end": action(open_ended=True, start_on=DAY, end_on=NEXT),
    "an outcome without words": of_measure(Outcome, text=""),
    "a step without words": of_measure(Step, text=""),
    "a reference without a code": of_measure(Reference, code="", as_written="o13", year=2566),
    "a reference without its spelling": of_measure(Reference, code="O13", as_written="", year=2566),
    "a reference of a year of the Common Era": of_measure(Reference, code="O13", as_written="o13", year=2023),
    "a measure of an item without its tool": another(tool=""),
    "a measure of a tool that is none": another(code="", code_as_written="", tool="ABC"),
    "a detail without words": of_measure(Detail, kind="period", label="ระยะเวลา", text=""),
    "a detail of a kind that is none": of_measure(Detail, kind="weather", label="", text="ฝนตก"),
    "a measure without its code's spelling": another(code_as_written=""),
    "a measure without a question": another(question=""),
    "a measure of an unknown tool": another(tool="XIT"),
    "a second plan of a year": plan(year=2566, assessed_year=2565),
    "a plan of a year of the Common Era": plan(year=2023, assessed_year=2022),
    "a plan drawn from its own year": plan(assessed_year=2567),
    "a plan drawn from a later year": plan(assessed_year=2568),
    "a plan drawn from a year of the Common Era": plan(assessed_year=2022),
    "an item twice a year": item(code="E13", tool="EIT"),
    "an item of a year of the Common Era": item(year=2022),
    "an item of an unknown tool": item(tool="XIT"),
    "an item of a list for a kind that is none": item(kind="clinic"),
    "an item of group 0": item(group_no=0),
    "an item of group 11": item(group_no=11),
    "an item without a text that says it has one": item(text=""),
    "an item with a text that says it has none": item(status="no_text"),
    "an officer without a name": lambda measure: Officer(agency=measure.plan.agency, name=""),
    "an officer of a unit twice": officer(0),
    "an officer without a unit twice": officer(1),
    "an officer twice on a measure": lambda measure: MeasureOfficer(
        measure=measure, officer=measure.duties.all()[0].officer, position=9
    ),
    "a confirmed wording without words": wording(""),
    "a second wording of an item": wording("อื่น", of_new_item=False),
    "replaced words of an unknown kind": revision(kind="other"),
}
LEGAL: dict[str, Callable[[Measure], models.Model]] = {
    "an action without dates": action(),
    "an action of a day": action(start_on=DAY, end_on=DAY),
    "an action of some days": action(start_on=DAY, end_on=NEXT),
    "an action with an open start": action(start_on=DAY, open_ended=True),
    "a plan drawn from scores of two years before": plan(assessed_year=2565),
    "an item without a text": item(text="", status="no_text"),
    "the same item of another year": item(year=2566, code="E13", tool="EIT"),
    "a measure of an item that no list holds": another(code="E99"),
    "a second measure of an item": another(code="E13"),
    "a measure of no item": another(code="", code_as_written="", tool=""),
    "a measure of an indicator of a tool": another(code="", code_as_written="", tool="EIT"),
    "a detail under its kind alone": of_measure(Detail, kind="budget", label="", text="10,000 บาท"),
    "words of a detail": revision(kind="detail"),
    "a namesake with another post": lambda measure: Officer(
        agency=measure.plan.agency, name="นางแก้ว ขวัญใจ", post="นักวิชาการ"
    ),
    "words of an outcome": revision(kind="outcome"),
    "words of a measure": revision(kind="measure"),
    "words of a step": revision(kind="step"),
    "a line of officers": revision(kind="officers"),
    "an item whose text was confirmed": item(status="confirmed"),
}


@pytest.mark.parametrize("what", ILLEGAL)
def test_the_database_refuses(measure: Measure, what: str) -> None:
    row = ILLEGAL[what](measure)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize("what", ILLEGAL)
def test_before_that_the_model_refuses_in_thai(measure: Measure, what: str) -> None:
    with pytest.raises(ValidationError) as caught:
        ILLEGAL[what](measure).full_clean()
    # Django's own words would name the constraint.
    assert [said for said in caught.value.messages if not re.search("[ก-๙]", said) or "_" in said] == []


@pytest.mark.parametrize(
    "model", [Action, Detail, Indicator, Measure, MeasureOfficer, Officer, Outcome, Plan, Reference, Step]
)
def test_every_field_that_a_message_may_name_has_a_thai_name(model: type[models.Model]) -> None:
    named = [field for field in model._meta.concrete_fields if field.editable and not field.primary_key]
    unnamed = {field.name for field in named if not re.search("[ก-๙]", str(field.verbose_name))}
    assert unnamed - {"removed_at"} == set()


@pytest.mark.parametrize("what", LEGAL)
def test_the_database_takes(measure: Measure, what: str) -> None:
    row = LEGAL[what](measure)
    row.full_clean()
    row.save()
    assert type(row).objects.filter(pk=row.pk).exists()  # type: ignore[attr-defined]  # every model has objects


def test_nothing_is_deleted_that_measures_hang_on(measure: Measure) -> None:
    kept = [measure.plan, measure.plan.agency, measure.indicator, measure.duties.all()[0].officer]
    for row in kept:
        assert row is not None
        with pytest.raises(ProtectedError):
            row.delete()
