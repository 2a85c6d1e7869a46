"""An agency works in years whose lists are known in part or not at all: every page of its plan is drawn."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from ita.catalogue import load_csv
from measures.models import Plan
from measures.services import catalogue, wording
from measures.services.planning import items
from tests.factories import a_measure, a_plan
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db
PAGES = ("list", "add", "add_many", "copy", "sheet", "assign")


def drawn(client: Any, plan: Plan, *names: str) -> dict[str, int]:
    args = [plan.agency.slug, plan.year]
    return {name: client.get(reverse(f"measures:{name}", args=args)).status_code for name in names}


@pytest.mark.parametrize("assessed", [2567, 2568, 2569, 2580])
def test_every_page_of_a_plan_is_drawn_whatever_lists_are_known(
    office: Office, signed_in: SignedIn, assessed: int
) -> None:
    catalogue.load(load_csv())
    plan, manee = a_plan(office.plan.agency, assessed + 1), signed_in(office.manee)
    office.measure(question="หน่วยงานมีระบบการให้บริการออนไลน์หรือไม่", steps=["ทำ (อ้างอิงจาก o13)"], references=["o13"])
    measure = a_measure(plan, "E13", steps=["ทำ (อ้างอิงจาก o13)"], references=["o13"])
    assert drawn(manee, plan, *PAGES) == dict.fromkeys(PAGES, 200)
    for name in ("measure", "change", "references"):
        assert manee.get(office.url(name, measure, year=plan.year)).status_code == 200, name
    compiled = reverse("reports:compile", args=[plan.agency.slug, plan.year])
    sheet = reverse("reports:year_sheet", args=[plan.agency.slug, plan.year])
    assert manee.get(compiled).status_code == 200
    assert manee.get(sheet).status_code == (404 if assessed == 2580 else 200)


def test_without_any_list_every_page_is_drawn(office: Office, signed_in: SignedIn) -> None:
    plan, manee = a_plan(office.plan.agency, 2569), signed_in(office.manee)
    measure = a_measure(plan, "E13")
    assert items.items_of(plan) == []
    assert drawn(manee, plan, *PAGES) == dict.fromkeys(PAGES, 200)
    known = wording.of(measure)
    assert (known.text, known.source) == ("", "ยังไม่มีรายการข้อคำถาม EIT ปี 2568 ที่มีข้อนี้")


def test_a_tool_without_a_list_offers_the_last_list_that_is_known(office: Office) -> None:
    catalogue.load(load_csv())
    plan = a_plan(office.plan.agency, 2570)
    assert items.lists_of(plan) == {"IIT": 2566, "EIT": 2566, "OIT": 2569}
