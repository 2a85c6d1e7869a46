"""Many new measures on one page: a row each, nothing written while one is wrong, nothing typed is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from audit.models import AuditEvent
from measures.models import Measure
from tests.browsing import open_form, words_of
from tests.factories import a_plan, an_agency, an_indicator, an_officer
from tests.measures.conftest import Office, SignedIn
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db


def steps_of(measure: Measure) -> list[str]:
    return [step.text for step in measure.steps.all()]


def test_each_row_becomes_a_measure_with_the_day_and_the_officers_of_all(office: Office, signed_in: SignedIn) -> None:
    office.plan.progress_due_on = date(2023, 9, 29)
    office.plan.save()
    an_indicator("E13", text="หน่วยงานมีระบบการให้บริการออนไลน์หรือไม่")
    manee: Any = signed_in(office.manee)
    form = open_form(manee, office.url("add_many"))
    assert form.values["due_on"] == "29 กันยายน 2566" and "rows-3-code" in form.values
    form.values["officers"] = str(office.somkid.pk)
    typed = {"rows_0_code": "e13", "rows_0_steps": "จัดทำระบบ\nประชาสัมพันธ์", "rows_2_code": "I7"}
    response = form.press(manee, **typed, rows_2_question="ท่านรู้แผนหรือไม่")
    assert response["Location"] == "/a/thung-sai-than/2566/"
    assert "บันทึกแล้ว 2 มาตรการ: E13 I7" in words_of(manee.get(response["Location"]))
    first, second = Measure.objects.order_by("position")
    assert (first.code, first.question) == ("E13", "หน่วยงานมีระบบการให้บริการออนไลน์หรือไม่")
    assert (second.code, second.question, steps_of(second)) == ("I7", "ท่านรู้แผนหรือไม่", [])
    assert len(steps_of(first)) == 2
    for measure in (first, second):
        assert (measure.due_on, [duty.officer for duty in measure.duties.all()]) == (date(2023, 9, 29), [office.somkid])
    before = AuditEvent.objects.count()
    form.press(
        manee, rows_0_code="e13", rows_0_steps="จัดทำระบบ\nประชาสัมพันธ์", rows_2_code="I7", rows_2_question="ท่านรู้แผนหรือไม่"
    )
    assert (Measure.objects.count(), AuditEvent.objects.count()) == (2, before)  # sent twice


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"rows_1_question": "ข้อคำถาม"}, "rows-1-code", "โปรดพิมพ์รหัสข้อ"),
        ({"rows_1_code": "สิบสาม"}, "rows-1-code", "รหัส"),
        ({"rows_1_code": "E9"}, "rows-1-question", "รายการปี 2565 ไม่มีถ้อยคำของข้อนี้"),
        ({"rows_1_code": "E9", "rows_1_question": "ก", "due_on": "31 ก.ย. 66"}, "due_on", "วันที่"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_written(
    office: Office, signed_in: SignedIn, typed: dict[str, str], field: str, message: str
) -> None:
    manee: Any = signed_in(office.manee)
    form = open_form(manee, office.url("add_many"))
    before = everything_stored(but=("accounts_draft",))  # what was typed is kept there too
    response = form.press(manee, rows_0_code="I7", rows_0_question="ท่านรู้แผนหรือไม่", **typed)
    page = response.content.decode()
    assert (response.status_code, f'id="error_{field}"' in page) == (422, True)
    assert message in words_of(response) and "ท่านรู้แผนหรือไม่" in page
    assert everything_stored(but=("accounts_draft",)) == before


def test_an_empty_form_asks_for_one_measure(office: Office, signed_in: SignedIn) -> None:
    manee: Any = signed_in(office.manee)
    response = open_form(manee, office.url("add_many")).press(manee)
    assert response.status_code == 422 and "โปรดพิมพ์อย่างน้อย 1 มาตรการ" in words_of(response)


def test_another_row_is_added_with_all_that_was_typed(office: Office, signed_in: SignedIn) -> None:
    manee: Any = signed_in(office.manee)
    form = open_form(manee, office.url("add_many"))
    form.values["officers"] = str(office.somkid.pk)
    page = form.press(manee, do="add:rows", rows_3_code="I7", rows_3_steps="ทำ\nแล้ว", due_on="29/9/66").content.decode()
    assert 'name="rows-4-code"' in page and 'value="I7"' in page and "ทำ\nแล้ว" in page
    assert 'value="29/9/66"' in page and page.count("checked") == 1
    assert not Measure.objects.exists()


def test_nobody_of_another_agency_stands_on_them(office: Office, signed_in: SignedIn) -> None:
    other = an_officer(a_plan(an_agency("other")).agency)
    manee: Any = signed_in(office.manee)
    form = open_form(manee, office.url("add_many"))
    form.values["officers"] = str(other.pk)
    assert form.press(manee, rows_0_code="I7", rows_0_question="ก").status_code == 422
    assert not Measure.objects.exists()
