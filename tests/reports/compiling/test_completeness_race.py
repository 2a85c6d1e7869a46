"""What the report lacks is said even where a colleague changes the plan between one query and the next."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from accounts.permissions import Role
from measures.models import Measure, Plan, State
from reports.compiling import completeness
from reports.compiling import edition as editions
from reports.compiling.assemble import assemble
from reports.compiling.completeness import MUST, check, rows_of
from tests.factories import NOON, a_measure
from tests.logged import by_somebody_else
from tests.reports.office import Office, an_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    """With measures E13, E1 and another E1, all taken."""
    office = an_office()
    for code in ("E1", "E1"):
        a_measure(office.plan, code, actions=["ทำแล้ว"], outcomes=["ดีขึ้น"])
    Measure.objects.update(state=State.TAKEN)
    return office


def remove(plan: Plan) -> None:
    Measure.objects.filter(plan=plan, code="E13").update(removed_at=NOON)


def add(plan: Plan) -> None:
    a_measure(plan, "I1")


def recode(plan: Plan) -> None:
    Measure.objects.filter(plan=plan, code="E13").update(code="E15")


def move(plan: Plan) -> None:
    Measure.objects.filter(plan=plan, code="E13").update(position=99)


@pytest.mark.parametrize(
    ("change", "found"),
    [(remove, [False, True, True]), (recode, [False, True, True]), (add, [True] * 3), (move, [True] * 3)],
)
def test_measures_find_their_rows_whatever_has_changed_since(
    office: Office, change: Callable[[Plan], None], found: list[bool]
) -> None:
    document = assemble(office.plan, office.edition)
    keys = {row.pk: row.printed.code for row in rows_of(office.plan, document)}
    assert keys == dict(Measure.objects.filter(plan=office.plan).values_list("pk", "code"))
    change(office.plan)
    rows = rows_of(office.plan, document)
    assert [row.pk is not None for row in rows] == found
    assert [row.printed for row in rows] == list(document.measures)
    assert [keys[row.pk] for row in rows if row.pk] == [row.printed.code for row in rows if row.pk]


def test_a_measure_whose_row_is_gone_counts_as_not_taken_and_leads_to_the_list(office: Office) -> None:
    document = assemble(office.plan, office.edition)
    remove(office.plan)
    lines = check(office.plan, document, (), approver=None)
    [line] = [line for line in lines if line.title == "การตรวจรับมาตรการ"]
    measures = f"/a/{office.agency.slug}/{office.plan.year}/measures/"
    assert (line.level, line.detail, line.url) == (MUST, "E13 ยังไม่ได้ตรวจรับ", measures)


@pytest.mark.parametrize("page", ["", "report/"])
@pytest.mark.parametrize("change", [remove, recode, add, move])
def test_pages_that_are_drawn_meanwhile_are_drawn(
    office: Office, client: Client, monkeypatch: pytest.MonkeyPatch, page: str, change: Callable[[Plan], None]
) -> None:
    reading = editions.open_doubts

    def changed_meanwhile(*args: object) -> object:
        with by_somebody_else():
            change(office.plan)
        return reading(*args)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(editions, "open_doubts", changed_meanwhile)
    client.force_login(office.person("mana", Role.COORDINATOR))
    assert User.objects.count() == 1
    response = client.get(f"/a/{office.agency.slug}/{office.plan.year}/{page}")
    assert response.status_code == 200
    assert completeness.MUST in {line.level for line in response.context["checks" if page else "lines"]}
