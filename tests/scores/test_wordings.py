"""Pages of scores say which texts of items nobody confirmed, and where all of them come from."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.models import Indicator, Wording
from measures.services.catalogue import items_of
from scores.services import results as years
from tests.factories import NOON
from tests.scores.conftest import YEAR, Office, SignedIn
from tests.scores.test_results import a_year, page_of

pytestmark = pytest.mark.django_db
MARK = "(ถ้อยคำยังไม่ยืนยัน)"


def confirm_all(office: Office) -> None:
    for item in items_of(office.agency, YEAR):
        Indicator.objects.filter(pk=item.pk).update(
            status=Indicator.Status.CONFIRMED, text=item.text or "ถ้อยคำ", confirmed_by=office.manee, confirmed_at=NOON
        )


def test_each_text_that_nobody_confirmed_is_marked_on_every_page(office: Office, signed_in: SignedIn) -> None:
    a_year(office, {"E1": "70", "E2": "60"})
    status = Indicator.Status.UNCERTAIN
    Indicator.objects.filter(year=YEAR, code__in=("E1", "E2")).update(status=status, text="ถ้อยคำของข้อ")
    client = signed_in(office.manee)
    assert page_of(client, office).count(MARK) == 4  # among the weak ones, and among all
    choose = client.get(office.url("choose", year=YEAR + 1))
    assert choose.status_code == 200 and choose.content.decode().count(MARK) == 2
    Indicator.objects.filter(year=YEAR, code="E1").update(status=Indicator.Status.CONFIRMED)
    assert page_of(client, office).count(MARK) == 2


def test_a_text_that_the_agency_confirmed_is_not_marked_for_it_alone(office: Office, signed_in: SignedIn) -> None:
    item = Indicator.objects.get(year=YEAR, code="E1")
    Indicator.objects.filter(pk=item.pk).update(status=Indicator.Status.UNCERTAIN, text="ถ้อยคำของรายการ")
    a_year(office, {"E1": "70"})
    client = signed_in(office.manee)
    assert MARK in page_of(client, office)
    Wording.objects.create(
        agency=office.agency, indicator=item, text="ถ้อยคำของเรา", confirmed_by=office.manee, confirmed_at=NOON
    )
    page = page_of(client, office)
    assert MARK not in page and "หน่วยงานยืนยันแล้ว 1 ข้อ" in page
    item.refresh_from_db()
    assert item.status == Indicator.Status.UNCERTAIN


def test_where_the_texts_come_from_is_counted_unless_all_are_confirmed(office: Office, signed_in: SignedIn) -> None:
    a_year(office, {"E1": "70"})
    found = years.of_year(office.agency, YEAR)
    assert sum(count for _, count in found.wordings) == len(found.now.outline.items)
    page = page_of(signed_in(office.mana), office)
    for words, count in found.wordings:
        assert f"{words} {count} ข้อ" in page
    confirm_all(office)
    assert years.of_year(office.agency, YEAR).wordings == []
    assert "ที่มาของถ้อยคำ" not in page_of(signed_in(office.mana), office)


def test_an_item_without_a_text_is_not_said_to_be_unconfirmed(office: Office, signed_in: SignedIn) -> None:
    a_year(office, {"E2": "60"})
    assert Indicator.objects.get(year=YEAR, code="E2").text == ""
    assert MARK not in page_of(signed_in(office.manee), office)


def test_it_costs_no_query(office: Office) -> None:
    a_year(office, {"E1": "70"})
    found = years.of_year(office.agency, YEAR)
    with CaptureQueriesContext(connection) as asked:
        assert found.wordings
        assert any(line.is_unconfirmed for line in found.items)
    assert len(asked) == 0


def test_the_measures_from_these_scores_are_begun_with_their_year(office: Office, signed_in: SignedIn) -> None:
    a_year(office, {"E1": "70"}, year=YEAR - 1)
    client = signed_in(office.manee)
    page = page_of(client, office, year=YEAR - 1)
    assert f'href="/a/{office.agency.slug}/begin/?scores={YEAR - 1}"' in page
