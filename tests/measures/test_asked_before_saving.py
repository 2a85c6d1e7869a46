"""What is asked once before it is saved: a code that is there already, a day that has passed, lines in one text."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import clock
from measures import reopening_holds
from measures.models import Measure, State
from tests.browsing import form_of, open_form, words_of
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db
LIST = "1. สำรวจความต้องการ\r\n2. จัดอบรม\r\n3. สรุปผล"


@pytest.fixture
def manee(office: Office, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(clock, "today", lambda: date(2023, 9, 26))
    return signed_in(office.manee)


def test_a_code_that_is_there_is_asked_about_once(office: Office, manee: Any) -> None:
    there = office.measure("E13")
    page = open_form(manee, office.url("add")).press(manee, code="E13", question="อีกเรื่อง")
    assert page.status_code == 409
    assert "มีมาตรการข้อ E13 ในแผนปีนี้อยู่แล้ว" in words_of(page)
    assert office.url("measure", there) in page.content.decode()
    assert Measure.objects.count() == 1
    assert form_of(page, button="save").press(manee).status_code == 302
    assert Measure.objects.filter(code="E13").count() == 2


def test_the_same_form_sent_twice_is_not_asked(office: Office, manee: Any) -> None:
    form = open_form(manee, office.url("add"))
    assert [form.press(manee, code="E13", question="เรื่อง").status_code for _ in range(2)] == [302, 302]
    assert Measure.objects.count() == 1


def test_a_day_that_has_passed_is_asked_about(office: Office, manee: Any) -> None:
    page = open_form(manee, office.url("add")).press(manee, code="E1", question="เรื่อง", due_on="3/7/66")
    assert (page.status_code, "ผ่านมาแล้ว 85 วัน" in words_of(page)) == (409, True)
    assert form_of(page, button="save").press(manee).status_code == 302


@pytest.mark.parametrize(("held", "told"), [("รายงานรอพิจารณา", True), ("", False)])
def test_what_is_added_to_a_submitted_year_is_told_before_and_after(
    office: Office, manee: Any, monkeypatch: pytest.MonkeyPatch, held: str, told: bool
) -> None:
    monkeypatch.setattr(reopening_holds, "_HOLDS", [lambda plan: held])
    measure, words = office.measure("E1"), "ไม่อยู่ในรายงานที่เสนอ"
    assert [words in words_of(manee.get(office.url(name))) for name in ("add", "assign")] == [told, told]
    added = open_form(manee, office.url("add")).press(manee, code="E2", question="เรื่อง")
    assert (words in words_of(manee.get(added.headers["Location"]))) == told
    page = manee.post(office.url("assign"), {"measures": [measure.pk], "due_on": "29/9/66"}, follow=True)
    assert (words in words_of(page)) == told


def test_pasted_lines_are_told_and_become_rows_of_their_own(office: Office, manee: Any) -> None:
    measure = office.measure("E13", actions=[])
    page = open_form(manee, office.url("action_new", measure)).press(manee, actions_0_text=LIST)
    assert (page.status_code, "พิมพ์ไว้ 3 บรรทัด" in words_of(page)) == (409, True)
    split = form_of(page, button="split:actions:0").press(manee, "split:actions:0")
    assert form_of(split, button="save").press(manee).status_code == 302
    assert [row.text for row in measure.actions.all()] == ["สำรวจความต้องการ", "จัดอบรม", "สรุปผล"]


def test_who_wants_one_paragraph_presses_again(office: Office, manee: Any) -> None:
    measure = office.measure("E13", actions=[])
    page = open_form(manee, office.url("action_new", measure)).press(manee, actions_0_text="ก\r\nข")
    assert form_of(page, button="save").press(manee).status_code == 302
    assert [row.text for row in measure.actions.all()] == ["ก ข"]


def test_steps_are_asked_about_when_a_measure_is_added_or_changed(office: Office, manee: Any) -> None:
    page = open_form(manee, office.url("add")).press(manee, code="E1", question="เรื่อง", steps_0_text=LIST)
    split = form_of(page, button="split:steps:0").press(manee, "split:steps:0")
    form_of(split, button="save").press(manee)
    measure = Measure.objects.get()
    assert [step.text for step in measure.steps.all()] == ["สำรวจความต้องการ", "จัดอบรม", "สรุปผล"]
    page = open_form(manee, office.url("change", measure)).press(manee, steps_0_text="ก\r\nข")
    assert (page.status_code, "แยกเป็น 2 ข้อ" in words_of(page)) == (409, True)


def test_before_handing_in_one_reads_what_the_report_prints(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure("E13", actions=["จัดประชุม", "อบรมเมื่อวันที่ 3 กรกฎาคม 2566"], outcomes=["ดีขึ้น"])
    measure.actions.update(start_on=date(2023, 7, 3), end_on=date(2023, 7, 3))
    words = words_of(signed_in(office.mana).get(office.url("hand_in", measure)))
    assert "รายงานจะพิมพ์ว่า “จัดประชุม เมื่อวันที่ 3 กรกฎาคม 2566”" in words.replace("\xa0", " ")
    assert words.count("รายงานจะพิมพ์ว่า") == 1  # where the words hold the day nothing is added


def test_a_measure_is_not_taken_with_a_complaint_unasked(office: Office, manee: Any) -> None:
    measure = office.measure("E13", actions=["ก"], outcomes=["ข"])
    Measure.objects.filter(pk=measure.pk).update(state=State.HANDED_IN)
    form = open_form(manee, office.url("check", measure))
    sent = {**form.values, "comment": "ยังไม่ระบุจำนวน", "move": "take"}
    page = manee.post(office.url("check", measure), sent)
    assert (page.status_code, "ตรวจรับพร้อมข้อความนี้" in words_of(page)) == (409, True)
    measure.refresh_from_db()
    assert measure.state == State.HANDED_IN
    assert manee.post(office.url("check", measure), {**sent, "asked": "1"}).status_code == 302
    measure.refresh_from_db()
    assert measure.state == State.TAKEN


def test_sending_back_leads_to_where_the_reason_is_typed(office: Office, manee: Any) -> None:
    measure = office.measure("E13", actions=["ก"], outcomes=["ข"])
    Measure.objects.filter(pk=measure.pk).update(state=State.HANDED_IN)
    page = manee.get(office.url("measure", measure)).content.decode()
    check = office.url("check", measure)
    assert f'href="{check}"' in page and f'href="{check}#id_comment"' in page


def test_a_reference_to_the_measures_own_item_is_of_the_list_that_it_comes_from(office: Office, manee: Any) -> None:
    form = open_form(manee, office.url("add"))
    form.press(manee, code="O13", question="เรื่อง", steps_0_text="เผยแพร่ (อ้างอิงจาก o๑๓, o14)")
    years = dict(Measure.objects.get().references.values_list("code", "year"))
    assert years == {"O13": office.plan.assessed_year, "O14": office.plan.year}
