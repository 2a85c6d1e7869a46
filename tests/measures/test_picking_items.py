"""A new measure is picked from the assessed year's list, which fills what it can and takes nothing that was typed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from accounts.models import User
from measures.models import Measure, Officer, Plan, Wording
from tests.browsing import form_of, words_of
from tests.factories import NOON, a_measure, a_plan, an_agency, an_indicator, an_officer
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db

TEXT = "หน่วยงานมีระบบการให้บริการออนไลน์หรือไม่"


@pytest.fixture
def manee(office: Office, signed_in: SignedIn) -> Any:
    for code, text in (("I1", "การให้บริการ"), ("E13", TEXT), ("O13", "")):
        an_indicator(code, text=text, group="ตัวชี้วัดของ" + code)
    an_indicator("E20", year=2566, text="ของอีกปี")
    Plan.objects.update(progress_due_on=date(2023, 9, 29))
    office.plan.refresh_from_db()
    office.measure("I1")
    return signed_in(office.manee)


def offered(page: Any) -> list[str]:
    return re.findall(r'value="pick:(\w+)"', page.content.decode())


def test_the_whole_list_of_the_year_stands_there_by_tool_and_what_is_used_says_so(office: Office, manee: Any) -> None:
    page = manee.get(office.url("add"))
    assert offered(page) == ["I1", "E13", "O13"]
    words = words_of(page)
    assert "IIT 1 ข้อ I1 การให้บริการ 1 ตัวชี้วัดของI1 มีมาตรการของข้อนี้แล้ว" in words
    assert "O13 ยังไม่มีถ้อยคำ พิมพ์เองเมื่อเลือกแล้ว" in words
    assert "ระบบยังไม่มีรายการ" not in words


def test_of_a_tool_without_a_list_of_the_year_the_last_known_one_is_offered_and_said(
    office: Office, manee: Any
) -> None:
    Plan.objects.filter(pk=office.plan.pk).update(year=2570, assessed_year=2569)
    an_indicator("O1", year=2569, text="โครงสร้าง")
    url = office.url("add").replace("/2566/", "/2570/")
    page = manee.get(url)
    assert offered(page) == ["I1", "E20", "O1"]
    words = words_of(page)
    assert "ระบบยังไม่มีรายการปี 2569 ของ IIT (แสดงรายการปี 2565 แทน), EIT (แสดงรายการปี 2566 แทน)" in words
    assert "EIT 1 ข้อ จากรายการปี 2566" in words
    data = form_of(manee.post(url, {"do": "pick:E20"})).values
    assert (data["code"], data["question"]) == ("E20", "ของอีกปี")
    typed = {**data, "do": "save", "asked": "1"}
    saved = manee.post(url, {**typed, "code": "i99", "question": "ไม่มีในรายการใด"}, follow=True)
    assert "ยังไม่มีรายการข้อคำถาม IIT ปี 2569 และไม่มีข้อ I99 ในรายการปี 2565 โปรดตรวจรหัส" in words_of(saved)
    fine = manee.post(url, typed, follow=True)
    assert "โปรดตรวจรหัส" not in words_of(fine)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("e13", ["E13"]), ("ออนไลน์", ["E13"]), ("๐13", ["O13"]), ("OIT", ["O13"]), ("ตัวชี้วัดของI1", ["I1"]), ("ไม่มี", [])],
)
def test_it_is_found_by_code_word_or_tool_with_scripts_and_without(
    office: Office, manee: Any, typed: str, found: list[str]
) -> None:
    for headers in ({}, {"HX-Request": "true"}):
        page = manee.get(office.url("add"), {"find": typed}, headers=headers)
        assert (offered(page), b"<html" in page.content) == (found, not headers), headers


def test_a_picked_item_fills_the_form_and_the_form_saves_all_at_once(office: Office, manee: Any) -> None:
    before, gone = an_officer(office.plan.agency, "นางแก้ว ขวัญใจ"), an_officer(office.plan.agency, "นายเก่า ลาแล้ว")
    Officer.objects.filter(pk=gone.pk).update(is_active=False)
    a_measure(a_plan(office.plan.agency, 2565), "E13", officers=[before, gone])
    page = manee.post(office.url("add"), {"do": "pick:E13", "steps-TOTAL_FORMS": "1", "steps-0-text": "ทำสิ่งนี้"})
    data = form_of(page).values
    assert (data["code"], data["question"], data["due_on"]) == ("E13", TEXT, "29 กันยายน 2566")
    assert (data["officers"], data["steps-0-text"]) == (str(before.pk), "ทำสิ่งนี้")
    for _ in range(2):  # sent twice it is one measure
        answer = manee.post(office.url("add"), {**data, "do": "save", "asked": "1"}, follow=True)
        assert "บันทึกมาตรการ E13 แล้ว" in words_of(answer)
    made = Measure.objects.get(plan=office.plan, code="E13")
    assert [duty.officer for duty in made.duties.all()] == [before]
    assert (made.due_on, [(step.marker, step.text) for step in made.steps.all()]) == (
        date(2023, 9, 29),
        [("1.", "ทำสิ่งนี้")],
    )


def test_what_was_typed_stays_and_another_pick_takes_the_place_of_the_first(office: Office, manee: Any) -> None:
    Wording.objects.create(
        agency=office.plan.agency,
        indicator=an_indicator("E14", text="เดิม"),
        text="ถ้อยคำของเรา",
        confirmed_by=User.objects.get(username="manee"),
        confirmed_at=NOON,
    )
    typed = {"do": "pick:E14", "question": "พิมพ์เอง", "due_on": "1/8/66", "officers": str(office.somkid.pk)}
    data = form_of(manee.post(office.url("add"), typed)).values
    assert [data[name] for name in ("code", "question", "due_on", "officers")] == [
        "E14",
        "พิมพ์เอง",
        "1/8/66",
        str(office.somkid.pk),
    ]
    data = form_of(manee.post(office.url("add"), {"do": "pick:E14", "question": TEXT})).values
    assert data["question"] == "ถ้อยคำของเรา"
    for unknown in ("pick:E20", "pick:", "pick:" + "9" * 5000):
        assert manee.post(office.url("add"), {"do": unknown, "code": "x"}).status_code in (200, 422), unknown


def test_a_mistake_loses_nothing(office: Office, manee: Any) -> None:
    page = manee.post(office.url("add"), {"code": "", "question": "พิมพ์เอง", "officers": str(office.somkid.pk)})
    data = form_of(page).values
    assert (page.status_code, data["question"], data["officers"]) == (422, "พิมพ์เอง", str(office.somkid.pk))
    elsewhere = an_officer(an_agency("elsewhere"), "คนอื่น")
    page = manee.post(office.url("add"), {"code": "E13", "question": "?", "officers": str(elsewhere.pk)})
    assert (page.status_code, Measure.objects.filter(code="E13").exists()) == (422, False)
