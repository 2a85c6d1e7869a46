"""Which item a copied measure answers: by a number that stayed, or that moved and that a person let stand."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from document.doubts import Doubt
from measures.models import Measure, Plan
from measures.services.doubts.of_measure import let_stand_in, open_of
from scores.services import helped
from scores.services.choosing import rows as weak_items
from tests.factories import a_measure, a_plan, an_agency
from tests.scores.conftest import YEAR, Office, SignedIn
from tests.scores.test_choosing import url_of
from tests.scores.test_results import a_year, link


@pytest.fixture
def plan(office: Office) -> Plan:
    a_year(office, {"E13": "60", "E14": "70", "I2": "99"})
    return Plan.objects.get(agency=office.agency, year=YEAR + 1)


def test_a_copied_measure_answers_its_item_where_the_number_did_not_move(
    office: Office, signed_in: SignedIn, plan: Plan
) -> None:
    for code in ("E13", "E14"):
        a_measure(plan, code)
    Measure.objects.update(code_of_year=YEAR - 1)

    def answered() -> list[str]:
        return [row.line.key for row in weak_items.of_plan(plan, []).answered]

    assert answered() == []  # nobody knows whether these numbers were those of the same items
    link("E13", "E13", confirmed=True)
    link("E14", "E12", confirmed=True)
    assert answered() == ["E13"]
    response = signed_in(office.manee).post(url_of(plan), {"E13-own": "อีกมาตรการ"})
    assert response.status_code == 409
    assert Measure.objects.count() == 2


def test_a_moved_number_that_a_person_let_stand_answers_the_item_that_it_prints(
    office: Office, signed_in: SignedIn, plan: Plan
) -> None:
    """Last year's E13 is E14 now; a person who uses the number as it is typed means this year's E13."""
    link("E14", "E13", confirmed=True)
    copied, _ = a_measure(plan, "E13"), a_measure(plan, "I2")
    Measure.objects.update(code_of_year=YEAR - 1)
    client = signed_in(office.manee)
    row = {"slug": plan.agency.slug, "year": plan.year, "pk": copied.pk}

    def answered() -> list[str]:
        return [each.line.key for each in weak_items.of_plan(Plan.objects.get(pk=plan.pk), []).answered]

    def opened() -> list[Doubt]:
        return open_of(Measure.objects.kept().in_full().get(pk=copied.pk))

    [doubt] = opened()
    assert (doubt.kind, answered()) == ("moved", [])
    assert client.post(reverse("measures:doubts", kwargs=row), {"key": doubt.key}).status_code == 302
    assert (opened(), answered()) == ([], ["E13"])
    elsewhere = a_measure(a_plan(an_agency("elsewhere"), plan.year), "E13")
    Measure.objects.filter(pk=elsewhere.pk).update(code_of_year=YEAR - 1)
    assert [each.line.key for each in weak_items.of_plan(elsewhere.plan, []).answered] == []
    response = client.post(url_of(plan), {"E13-own": "อีกมาตรการ"})
    assert response.status_code == 409
    assert Measure.objects.filter(plan=plan).count() == 2


@pytest.mark.parametrize("many", [1, 3])
def test_what_was_let_stand_is_asked_in_as_many_queries_for_any_number(office: Office, plan: Plan, many: int) -> None:
    link("E14", "E13", confirmed=True)
    copied = [a_measure(plan, "E13") for _ in range(many)]
    Measure.objects.update(code_of_year=YEAR - 1)
    rows = list(Measure.objects.filter(pk__in=[each.pk for each in copied]))
    with CaptureQueriesContext(connection) as captured:
        assert let_stand_in(plan, rows) == frozenset()
    assert len(captured) == 4
    with CaptureQueriesContext(connection) as captured:
        assert let_stand_in(plan, []) == frozenset()
    assert len(captured) == 0


def test_what_became_of_its_score_is_asked_of_its_own_words_no_more(
    office: Office, signed_in: SignedIn, plan: Plan
) -> None:
    """While the number is in doubt the page says to look at it; once it was let stand that would lead nowhere."""
    link("E14", "E13", confirmed=True)
    copied = a_measure(plan, "E13", question="คำถามที่ไม่มีในรายการใด")
    Measure.objects.update(code_of_year=YEAR - 1)

    def why() -> str:
        [row] = helped.of_plan(office.agency, Plan.objects.get(pk=plan.pk)).rows
        return row.compared[0].why_not

    assert why().startswith(f"รหัสข้อของมาตรการนี้มาจากรายการปี {YEAR - 1} โปรดตรวจรหัส")
    [doubt] = open_of(Measure.objects.kept().in_full().get(pk=copied.pk))
    row = {"slug": plan.agency.slug, "year": plan.year, "pk": copied.pk}
    signed_in(office.manee).post(reverse("measures:doubts", kwargs=row), {"key": doubt.key})
    assert why() == f"ยังไม่มีรายการข้อคำถาม EIT ปี {YEAR + 1} จึงเทียบไม่ได้"
