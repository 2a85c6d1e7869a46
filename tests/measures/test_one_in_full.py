"""Measures that are fetched with all that is theirs in one statement say what they say where each list is a query."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import models
from pytest_django import DjangoAssertNumQueries

from measures.models import Action, Detail, Measure, Outcome, Reference, Step, Wording
from measures.models.one_in_full import each_in_full, one_in_full
from tests.factories import an_agency, an_indicator
from tests.measures.conftest import Office

pytestmark = pytest.mark.django_db
LATER = datetime(2023, 9, 28, 3, 4, 5, 678901, tzinfo=UTC)
WORDS = 'ก"ำลัง\\n\n\tดำเนิน\u2028การ 😀 {}[] null'


def with_rows(office: Office) -> Measure:
    """Rows of every kind, of the same place and of another, with and without days, kept and removed."""
    measure = office.measure("E13", indicator=an_indicator("E13", text="ถ้อยคำ"))
    for position in (1, 0, 1):
        Step.objects.create(measure=measure, position=position, marker=f"{position}.", text=WORDS)
        Reference.objects.create(measure=measure, position=position, code="O13", as_written="๐13", year=2566)
        Detail.objects.create(measure=measure, position=position, kind=Detail.Kind.PERIOD, label="", text=WORDS)
        Outcome.objects.create(measure=measure, position=position, text=WORDS)
    day, end = date(2023, 6, 1), date(2023, 9, 29)
    for said in ({}, {"start_on": day}, {"start_on": day, "end_on": end}, {"start_on": day, "open_ended": True}):
        Action.objects.create(measure=measure, position=0, text=WORDS, **said)
    for number, moment in enumerate((LATER, LATER.replace(microsecond=0), LATER)):
        Action.objects.create(measure=measure, position=number, text="ก", removed_at=moment)
        Outcome.objects.create(measure=measure, position=number, text="ข", removed_at=moment)
    return measure


def placed(measure: Measure, position: int) -> Measure:
    Measure.objects.filter(pk=measure.pk).update(position=position)
    return measure


def values(row: models.Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def rows_of(measure: Any) -> dict[str, list[dict[str, Any]]]:
    lists = {name: getattr(measure, name).all() for name in ("steps", "references", "details", "duties")}
    lists |= {name: getattr(measure, name) for name in ("kept_actions", "kept_outcomes")}
    said = {name: [values(row) for row in rows] for name, rows in lists.items()}
    officers = [duty.officer for duty in lists["duties"]]
    units = [values(each.unit) if each.unit else {} for each in officers]
    return said | {"officers": [values(each) for each in officers], "units": units}


@pytest.mark.parametrize("is_empty", [False, True])
def test_it_is_what_a_list_fetches_in_one_query(
    office: Office, is_empty: bool, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with_rows(office)
    wanted = office.measure("E14") if is_empty else Measure.objects.get(code="E13")
    expected: Any = Measure.objects.in_full().get(pk=wanted.pk)
    with django_assert_num_queries(1):
        found: Any = one_in_full(Measure.objects.filter(pk=wanted.pk))
        got = rows_of(found)
    assert values(found) == values(expected)
    assert got == rows_of(expected)
    assert len(got["kept_actions"]) == (0 if is_empty else 4)
    assert [values(row) for row in found.removed_actions] == [values(row) for row in wanted.actions.removed()]
    assert [values(row) for row in found.removed_outcomes] == [values(row) for row in wanted.outcomes.removed()]
    assert len(found.removed_outcomes) == (0 if is_empty else 3)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_several_are_too_in_their_order(
    office: Office, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with_rows(office)
    for number in range(count):
        office.measure(f"E{number + 1}", actions=[f"ทำแล้ว {number}"], outcomes=["ดีขึ้น"], officers=[office.somkid])
    wanted = Measure.objects.filter(plan=office.plan).order_by("-pk")
    with django_assert_num_queries(1):
        found = each_in_full(wanted)
        got = [rows_of(each) for each in found]
    assert [each.pk for each in found] == [each.pk for each in wanted]
    assert got == [rows_of(each) for each in wanted.in_full()]
    assert len(found) == count + 1


def test_its_rows_know_it_and_are_stored(office: Office, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    found: Any = one_in_full(Measure.objects.filter(pk=with_rows(office).pk))
    rows = [*found.steps.all(), *found.kept_actions, *found.removed_outcomes]
    with django_assert_num_queries(0):
        assert all(row.measure is found and not row._state.adding for row in rows)
    found.kept_actions[0].text = "อื่น"
    found.kept_actions[0].save()
    assert Action.objects.filter(text="อื่น").count() == 1


def test_it_counts_those_of_its_code_that_stand_before_it(office: Office) -> None:
    same = [placed(office.measure("E13"), position) for position in (5, 3, 5)]
    placed(office.measure("E12"), 1)
    Measure.objects.filter(pk=placed(office.measure("E13"), 0).pk).update(removed_at=LATER)
    found = [one_in_full(Measure.objects.filter(pk=each.pk)) for each in same]
    assert [each.earlier for each in found if each is not None] == [1, 0, 2]  # type: ignore[attr-defined]  # annotated


def test_it_knows_its_agencys_own_wording_alone(office: Office) -> None:
    measure = with_rows(office)
    said: dict[str, Any] = {"indicator": measure.indicator, "confirmed_by": office.manee, "confirmed_at": LATER}
    Wording.objects.create(agency=an_agency("another"), text="ของที่อื่น", **said)
    assert one_in_full(Measure.objects.filter(pk=measure.pk)).own_wording is None  # type: ignore[union-attr]  # annotated
    Wording.objects.create(agency=measure.plan.agency, text="ของเรา", **said)
    assert one_in_full(Measure.objects.filter(pk=measure.pk)).own_wording == "ของเรา"  # type: ignore[union-attr]  # annotated


def test_it_is_none_where_there_is_none(office: Office) -> None:
    assert one_in_full(Measure.objects.filter(pk=0)) is None
