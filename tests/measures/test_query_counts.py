"""Pages cost the same number of queries for one measure and for three hundred."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.authentication import sessions
from accounts.models import User
from measures.models import Action, Decision, Measure, MeasureOfficer, Outcome, Reference, State, Step
from tests.factories import an_indicator, an_officer
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def last_use_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session's last use is written once a minute: on a slow machine that falls among the queries counted here."""
    monkeypatch.setattr(sessions, "_STEP", float("inf"))


def measures(office: Office, count: int) -> Measure:
    """Measures with all that hangs on one, in few queries; returns the first."""
    item = an_indicator("E1", text="ถ้อยคำ")
    said = {"plan": office.plan, "tool": "EIT", "question": "ข้อคำถาม", "indicator": item}
    made = Measure.objects.bulk_create(
        Measure(code=f"E{n}", code_as_written=f"E{n}", position=n, **said) for n in range(1, count + 1)
    )
    Step.objects.bulk_create(Step(measure=one, position=0, text="ทำ (อ้างอิงจาก o13)") for one in made)
    Reference.objects.bulk_create(
        Reference(measure=one, position=0, code="O13", as_written="o13", year=2566) for one in made
    )
    twice = [{"measure": one, "position": n, "marker": f"{n + 1}.", "text": one.code} for one in made for n in range(2)]
    Action.objects.bulk_create(Action(**said) for said in twice)
    Outcome.objects.bulk_create(Outcome(**said) for said in twice)
    MeasureOfficer.objects.bulk_create(MeasureOfficer(measure=one, officer=office.somkid, position=0) for one in made)
    return made[0]


def move_all(office: Office, state: State, move: Decision.Move, by: User) -> None:
    """Every measure to a state, as measures.services.decision would have it, in few queries."""
    office.plan.measures.update(state=state)
    Decision.objects.bulk_create(
        Decision(measure=one, round=1, move=move, by=by, at=timezone.now(), digest="0" * 64)
        for one in office.plan.measures.all()
    )


def queries(client: Any, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_each_page_makes_as_many_queries_as_it_does_for_one(office: Office, signed_in: SignedIn, count: int) -> None:
    first = measures(office, count)
    manee, mana = signed_in(office.manee), signed_in(office.mana)
    home = reverse("agency_home", args=[office.plan.agency.slug, 2566])
    found = {
        "list": queries(manee, office.url("list")),
        "list, filtered": queries(manee, office.url("list") + f"?q=e&state=doing&unit={office.works.pk}"),
        "list as a workbook": queries(manee, office.url("list_file", form="xlsx")),
        "list as CSV, filtered": queries(manee, office.url("list_file", form="csv") + "?q=e&state=doing"),
        "measure": queries(manee, office.url("measure", first)),
        "progress": queries(manee, office.url("progress", first)),
        "many new ones": queries(manee, office.url("add_many")),
        "hand in many": queries(mana, office.url("hand_in_many")),
        "overview": queries(manee, home),
        "an officer's home": queries(mana, home),
        "compile": queries(manee, reverse("reports:compile", args=[office.plan.agency.slug, 2566])),
    }
    assert found == {
        "list": 10,
        "list, filtered": 18,
        "list as a workbook": 11,
        "list as CSV, filtered": 17,
        "measure": 13,
        "progress": 10,  # one of them for the measure to go on with
        "many new ones": 11,
        "hand in many": 9,
        "overview": 31,  # two of them for whom a silent worker is told to
        "an officer's home": 13,
        "compile": 28,
    }


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_officers_of_a_measure_are_offered_in_each_row_and_read_once(
    office: Office, signed_in: SignedIn, count: int
) -> None:
    measure = office.measure("E1", officers=[an_officer(office.plan.agency, f"นายคนที่ {n}") for n in range(count)])
    manee, url = signed_in(office.manee), office.url("officers", measure)
    assert queries(manee, url) == 14
    assert manee.get(url).content.decode().count("นายคนที่ 0</option>") == count + 1


@pytest.mark.parametrize("count", [1, 3, 300])
def test_what_was_handed_in_and_taken_makes_no_query_a_row_either(
    office: Office, signed_in: SignedIn, count: int
) -> None:
    first = measures(office, count)
    manee, mana = signed_in(office.manee), signed_in(office.mana)
    of_year = [office.plan.agency.slug, 2566]
    home = reverse("agency_home", args=of_year)
    move_all(office, State.HANDED_IN, Decision.Move.HAND_IN, office.mana)
    waiting = {
        "list": queries(manee, office.url("list") + "?state=waiting"),
        "check": queries(manee, office.url("check", first)),
        "overview": queries(manee, home),
        "an officer's home": queries(mana, home),
    }
    move_all(office, State.TAKEN, Decision.Move.TAKE, office.manee)
    taken = {
        "list": queries(manee, office.url("list") + "?state=taken"),
        "measure": queries(manee, office.url("measure", first)),
        "overview": queries(manee, home),
        "compile": queries(manee, reverse("reports:compile", args=of_year)),
    }
    assert waiting == {"list": 12, "check": 11, "overview": 31, "an officer's home": 14}
    assert taken == {"list": 11, "measure": 15, "overview": 31, "compile": 28 + (count > 1)}  # their order is asked for
