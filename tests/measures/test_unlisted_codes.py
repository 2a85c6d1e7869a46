"""A code that no list of a known year holds cannot be entered; one that was stored before its list came may stay."""

from __future__ import annotations

from typing import Any

import pytest

from measures.models import Measure
from tests.browsing import form_of, open_form
from tests.factories import an_indicator
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def manee(office: Office, signed_in: SignedIn) -> Any:
    return signed_in(office.manee)


def error_of(page: Any) -> str:
    said = page.content.decode().partition('id="error_code"')[2].partition("</p>")[0]
    return str(said).rpartition("</span>")[2].strip()


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([2565], "ไม่มีข้อ E99 ในรายการข้อคำถามปี 2565"),
        ([2566], "ไม่มีข้อ E99 ในรายการข้อคำถามปี 2566"),
        ([2566, 2565], "ไม่มีข้อ E99 ในรายการข้อคำถามปี 2565 และปี 2566"),
    ],
)
def test_it_is_refused_beside_its_field_and_what_was_typed_stays(
    office: Office, manee: Any, years: list[int], said: str
) -> None:
    for year in years:
        an_indicator(year=year)
    page = open_form(manee, office.url("add")).press(manee, code="e 99", question="ข้อคำถาม")
    assert (page.status_code, error_of(page)) == (422, said)
    values = form_of(page, button="save").values
    assert (values["code"], values["question"]) == ("e 99", "ข้อคำถาม")
    assert not Measure.objects.exists()


@pytest.mark.parametrize("year", [2564, 2567])
def test_the_lists_of_other_years_refuse_nothing(office: Office, manee: Any, year: int) -> None:
    an_indicator(year=year)
    assert open_form(manee, office.url("add")).press(manee, code="E99", question="ข้อคำถาม").status_code == 302


def test_the_lists_of_other_tools_refuse_nothing_nor_does_a_gap_in_ones_own(office: Office, manee: Any) -> None:
    an_indicator("O1", year=2565)
    an_indicator("O9", year=2565)
    for code in ("E99", "I31", "O5"):
        assert open_form(manee, office.url("add")).press(manee, code=code, question="ข้อคำถาม").status_code == 302, code
    page = open_form(manee, office.url("add")).press(manee, code="O10", question="ข้อคำถาม")
    assert (page.status_code, error_of(page)) == (422, "ไม่มีข้อ O10 ในรายการข้อคำถามปี 2565")


def test_one_of_the_two_years_lists_is_enough(office: Office, manee: Any) -> None:
    an_indicator("E13", year=2565)
    an_indicator("E99", year=2566)
    for code in ("E13", "E99"):
        assert open_form(manee, office.url("add")).press(manee, code=code, question="ข้อคำถาม").status_code == 302


def test_a_stored_code_stays_while_another_word_changes_and_goes_for_no_other_that_is_unlisted(
    office: Office, manee: Any
) -> None:
    measure = office.measure("E99", question="เดิม")
    an_indicator("E13")
    assert open_form(manee, office.url("change", measure)).press(manee, question="ใหม่").status_code == 302
    assert open_form(manee, office.url("change", measure)).press(manee, code="E ๙๗").status_code == 422
    assert open_form(manee, office.url("change", measure)).press(manee, code="e 99").status_code == 302
    page = open_form(manee, office.url("change", measure)).press(manee, code="E98")
    assert (page.status_code, error_of(page)) == (422, "ไม่มีข้อ E98 ในรายการข้อคำถามปี 2565")
    measure.refresh_from_db()
    assert (measure.code, measure.code_as_written, measure.question) == ("E99", "e 99", "ใหม่")
