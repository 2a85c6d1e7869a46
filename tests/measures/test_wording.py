"""The wording of an item: the assessed year's, another year's with its mark, or the agency's own."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from accounts.access import Refused
from audit.models import AuditEvent
from measures.models import Indicator, Measure, Wording
from measures.services import wording
from tests.browsing import words_of
from tests.factories import NOON, a_measure, a_plan, a_user, an_agency, an_indicator
from tests.measures.conftest import Office, SignedIn
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db


def measure_of(office: Office, item: Indicator | None) -> Measure:
    return office.measure(indicator=item)


def known(measure: Measure) -> tuple[str, str, int | None, bool]:
    said = wording.of(measure)
    return said.text, said.source, said.year, said.is_of_another_year


def test_the_text_of_the_assessed_year_is_taken_first(office: Office) -> None:
    item = an_indicator(text="ถ้อยคำปี 2565", status="seed")
    an_indicator(year=2566, text="ถ้อยคำปี 2566")
    assert known(measure_of(office, item)) == ("ถ้อยคำปี 2565", "จากรายงานของหน่วยงาน", 2565, False)


def test_where_it_is_missing_that_of_the_measures_year_stands_in_with_its_mark(office: Office) -> None:
    item = an_indicator()
    an_indicator(year=2564, text="ถ้อยคำปี 2564")
    an_indicator(year=2566, text="ถ้อยคำปี 2566", status="uncertain")
    assert known(measure_of(office, item)) == ("ถ้อยคำปี 2566", "ยังไม่แน่ชัด", 2566, True)


def test_where_no_list_has_it_none_is_shown(office: Office) -> None:
    an_indicator(year=2566)
    assert known(measure_of(office, an_indicator())) == ("", "ยังไม่มีถ้อยคำ", None, False)


def test_a_measure_of_no_list_has_no_wording(office: Office) -> None:
    measure = measure_of(office, None)
    unknown = ("", "ยังไม่มีรายการข้อคำถาม EIT ปี 2565 ที่มีข้อนี้", None, False)
    assert known(measure) == unknown
    for code in ("O1", "E14"):  # another tool's list, and one that lacks the number
        an_indicator(code)
        assert known(measure) == unknown, code
    Indicator.objects.all().delete()
    an_indicator("E12")
    assert known(measure) == ("", "ไม่มีในบัญชีข้อคำถาม", None, False)


def test_a_measure_that_is_older_than_its_years_list_has_that_lists_wording(office: Office) -> None:
    measure = measure_of(office, None)
    an_indicator(text="ถ้อยคำปี 2565", status="seed")
    assert known(measure) == ("ถ้อยคำปี 2565", "จากรายงานของหน่วยงาน", 2565, False)


def test_what_an_agency_confirmed_goes_before_all_lists_and_is_theirs_alone(office: Office) -> None:
    item = an_indicator(text="ถ้อยคำปี 2565")
    mine, theirs = measure_of(office, item), a_measure(a_plan(an_agency("elsewhere")), indicator=item)
    wording.confirm(agency=office.plan.agency, indicator=item, text="ของเรา", by=office.manee, now=NOON, base=None)
    assert known(mine) == ("ของเรา", "หน่วยงานยืนยันแล้ว", 2565, False)
    assert wording.of(mine).confirmed
    assert known(theirs)[0] == "ถ้อยคำปี 2565"
    item.refresh_from_db()
    assert item.text == "ถ้อยคำปี 2565"


def test_confirming_again_replaces_the_words_and_says_who(office: Office) -> None:
    item = an_indicator()
    for text in ("ครั้งแรก", "ครั้งที่สอง"):
        wording.confirm(agency=office.plan.agency, indicator=item, text=text, by=office.manee, now=NOON, base=None)
    kept = Wording.objects.get()
    assert (kept.text, kept.confirmed_by, kept.confirmed_at) == ("ครั้งที่สอง", office.manee, NOON)
    events = list(AuditEvent.objects.values_list("action", "subject", "data"))
    assert events == [("wording.confirmed", f"indicator:{item.pk}", '{"year":2565}')] * 2


def test_no_words_are_no_wording_and_only_the_keeper_confirms(office: Office) -> None:
    item = an_indicator()
    stranger = a_user("chujai")
    before = everything_stored()
    with pytest.raises(ValidationError):
        wording.confirm(agency=office.plan.agency, indicator=item, text="", by=office.manee, now=NOON, base=None)
    for user in (office.mana, stranger):
        with pytest.raises(Refused):
            wording.confirm(agency=office.plan.agency, indicator=item, text="ถ้อยคำ", by=user, now=NOON, base=None)
    assert everything_stored() == before


def test_references_are_named_by_the_list_of_their_own_year(office: Office) -> None:
    an_indicator("O13", year=2565, text="คู่มือ")
    an_indicator("O13", year=2566, text="รายงานผล")
    measure = office.measure(references=["o13", "๐13", "o13", "o99"])
    measure.references.filter(as_written="๐13").update(year=2565)
    named = [(ref.as_written, ref.code, ref.year, ref.text) for ref in wording.references(measure)]
    assert named == [
        ("o13", "O13", 2566, "รายงานผล"),
        ("๐13", "O13", 2565, "คู่มือ"),
        ("o99", "O99", 2566, ""),
    ]


def test_the_page_marks_the_wording_of_another_year(office: Office, signed_in: SignedIn) -> None:
    measure = measure_of(office, an_indicator())
    an_indicator(year=2566, text="ถ้อยคำปี 2566")
    words = words_of(signed_in(office.mana).get(office.url("measure", measure)))
    assert "ถ้อยคำของข้อ E13 ปี 2565 ถ้อยคำของปี 2566 ถ้อยคำปี 2566 คัดมาจากเอกสารอื่น ยังไม่ได้เทียบกับแบบประเมินของปีนั้น" in words


def test_through_the_page_a_coordinator_confirms_and_the_mark_goes(office: Office, signed_in: SignedIn) -> None:
    measure, manee = measure_of(office, an_indicator()), signed_in(office.manee)
    url = office.url("wording", measure)
    refused = manee.post(url, {"text": " \u200b "})
    assert (refused.status_code, "โปรดพิมพ์ถ้อยคำของข้อคำถาม" in words_of(refused)) == (422, True)
    assert manee.post(url, {"text": " ถ้อยคำ  จริง "}).status_code == 302
    words = words_of(manee.get(office.url("measure", measure)))
    assert "ถ้อยคำ จริง หน่วยงานยืนยันแล้ว" in words
    assert "ถ้อยคำของปี" not in words
    assert manee.get(office.url("wording", office.measure("I1"))).status_code == 404
