"""The measures' order in the report: moved by one, or by code, until the report is with the approver."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.access import Refused
from accounts.permissions import Role
from audit.models import AuditEvent
from measures import reopening_holds
from measures.models import Measure, Plan
from measures.services.permission import Locked
from measures.services.planning import order
from reports.compiling import edition as editions
from reports.compiling.assemble import assemble
from tests.browsing import words_of
from tests.factories import a_measure, a_plan, a_user, an_agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    plan = a_plan(an_agency())
    for code in ("O13", "I2", "E13"):
        a_measure(plan, code)
    a_measure(plan, "E1", removed=True)
    return plan


def printed(plan: Plan) -> list[str]:
    return [measure.code for measure in assemble(plan, editions.latest(plan)).measures]


def test_one_measure_passes_another_and_the_ends_stay(plan: Plan) -> None:
    manee = a_user("manee", Role.COORDINATOR, agency=plan.agency)
    o13, i2 = (Measure.objects.get(code=code) for code in ("O13", "I2"))
    revision = plan.revision
    for measure, way, after in (
        (i2, "up", ["I2", "O13", "E13"]),
        (i2, "up", ["I2", "O13", "E13"]),
        (o13, "down", ["I2", "E13", "O13"]),
        (o13, "down", ["I2", "E13", "O13"]),
    ):
        order.move(plan=plan, measure=measure, way=way, by=manee)  # type: ignore[arg-type]  # one of the two
        assert printed(plan) == after, (measure.code, way)
    order.sort_by_code(plan=plan, by=manee)
    order.sort_by_code(plan=plan, by=manee)
    assert printed(plan) == ["I2", "E13", "O13"]
    plan.refresh_from_db()
    assert (plan.revision - revision, AuditEvent.objects.filter(action="plan.ordered").count()) == (2, 2)


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ({"E13": "1"}, ["E13", "O13", "I2"]),
        ({"O13": "๓"}, ["I2", "E13", "O13"]),
        ({"O13": "2"}, ["I2", "O13", "E13"]),
        ({"O13": "3", "E13": "1"}, ["E13", "I2", "O13"]),
        ({"I2": "99"}, ["O13", "E13", "I2"]),
        ({"I2": "0"}, ["I2", "O13", "E13"]),
        ({"I2": "แรก"}, ["O13", "I2", "E13"]),
    ],
)
def test_a_measure_goes_to_the_place_that_is_typed(
    plan: Plan, client: Client, typed: dict[str, str], after: list[str]
) -> None:
    client.force_login(a_user("manee", Role.COORDINATOR, agency=plan.agency))
    keys = dict(Measure.objects.kept().filter(plan=plan).values_list("code", "pk"))
    shown = {code: str(n) for n, code in enumerate(printed(plan), start=1)} | typed
    sent = {"do": "places", **{f"at-{keys[code]}": number for code, number in shown.items()}}
    page = client.post(reverse("reports:order", args=[plan.agency.slug, plan.year]), sent, follow=True)
    assert printed(plan) == after
    assert ("ไม่ใช่ตัวเลข" in words_of(page)) == ("แรก" in typed.values())


def test_others_may_not_and_nobody_while_the_report_is_held(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = an_agency("elsewhere")
    manee = a_user("manee", Role.COORDINATOR, agency=plan.agency)
    for user in (a_user("mana", Role.OFFICER, agency=plan.agency), a_user("piti", Role.COORDINATOR, agency=elsewhere)):
        with pytest.raises(Refused):
            order.sort_by_code(plan=plan, by=user)
    monkeypatch.setattr(reopening_holds, "_HOLDS", [lambda plan: "รายงานรอพิจารณา"])
    with pytest.raises(Locked):
        order.move(plan=plan, measure=Measure.objects.get(code="I2"), way="up", by=manee)
    with pytest.raises(Locked):
        order.arrange(plan=plan, places={Measure.objects.get(code="I2").pk: 1}, by=manee)
    assert printed(plan) == ["O13", "I2", "E13"]


def test_the_pressed_button_is_under_the_cursor_again(plan: Plan, client: Client) -> None:
    client.force_login(a_user("manee", Role.COORDINATOR, agency=plan.agency))
    place = [plan.agency.slug, plan.year]
    e13 = Measure.objects.get(code="E13").pk
    for focused in (f"up:{e13}", f"down:{e13}"):  # at the top there is no way up any more
        page = client.post(reverse("reports:order", args=place), {"do": f"up:{e13}"}, follow=True)
        found = re.findall(r'value="([^"]+)"\s+autofocus', page.content.decode())
        assert found == [focused]
    assert "1. E13" in words_of(page)
    for nonsense in ("up:", "up:x", f"left:{e13}", "down:999999", ""):
        assert client.post(reverse("reports:order", args=place), {"do": nonsense}).status_code in (302, 404), nonsense
    assert printed(plan) == ["E13", "O13", "I2"]
