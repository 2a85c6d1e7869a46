"""The list of measures: filters, search as Thai people type, order, pages, counts by state."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from measures.models import Measure, Officer
from measures.services.decision import decide
from tests.browsing import words_of
from tests.factories import a_measure, a_plan, an_agency, an_officer
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def piti(office: Office, signed_in: SignedIn) -> Any:
    """Who may only look."""
    return signed_in(office.piti)


def codes(client: Any, office: Office, **query: str) -> list[str]:
    response = client.get(office.url("list"), query)
    assert response.status_code == 200
    return re.findall(r'class="rowlink"[^>]*><b>(\w+)</b>', response.content.decode())


def test_measures_come_in_the_order_of_the_instrument(office: Office, piti: Any) -> None:
    for code in ("O13", "E2", "I11", "E13", "I2", "o3", "11"):
        office.measure(code)
    assert codes(piti, office) == ["I2", "I11", "I11", "E2", "E13", "O3", "O13"]


def test_other_plans_and_removed_measures_are_not_listed(office: Office, piti: Any) -> None:
    office.measure("E1")
    office.measure("E2", removed=True)
    a_measure(a_plan(office.plan.agency, 2567), "E3")
    a_measure(a_plan(an_agency("elsewhere")), "E4")
    assert codes(piti, office) == ["E1"]


@pytest.fixture
def mixed(office: Office) -> Office:
    """Measures that differ in all that can be asked for; I1 was due too, but is handed in."""
    today = timezone.localdate()
    kaeo = an_officer(office.plan.agency, "นางแก้ว ขวัญใจ", unit=office.health)
    late, due = today - timedelta(days=1), today
    sent = office.measure("I1", question="การให้บริการ", actions=["ทำแล้ว"], outcomes=["ดีขึ้น"], due_on=late)
    decide(measure=sent, move="hand_in", by=office.mana, now=timezone.now())
    office.measure("I2", question="ปี ๒๕๖๖ จัดซื้อ", officers=[office.somkid, kaeo], due_on=late)
    office.measure(
        "E1", question="น้ำดื่ม", steps=["ติดป้าย No Gift Policy"], officers=[kaeo], actions=["เริ่มแล้ว"], due_on=late
    )
    office.measure("O1", question="เผยแพร่", outcomes=["ได้ผล 1,000 ครั้ง"], officers=[], due_on=due)
    return office


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, "I1 I2 E1 O1"),
        ({"tool": "IIT"}, "I1 I2"),
        ({"tool": "EIT"}, "E1"),
        ({"state": "todo"}, "I2 O1"),
        ({"state": "doing"}, "E1"),
        ({"state": "waiting"}, "I1"),
        ({"state": "waiting", "tool": "EIT"}, ""),
        ({"state": "taken"}, ""),
        ({"state": "late"}, "I2 E1"),
        ({"state": "late", "tool": "IIT"}, "I2"),
        ({"state": "late", "tool": "OIT"}, ""),
        ({"q": "บริการ"}, "I1"),
        ({"q": "2566"}, "I2"),
        ({"q": "๒๕๖๖"}, "I2"),
        ({"q": "๑,๐๐๐"}, "O1"),
        ({"q": "น้\u0e4dาดื่ม"}, "E1"),
        ({"q": "น\u0e4d\u0e49าดื\u0e48ม"}, "E1"),
        ({"q": "no gift"}, "E1"),
        ({"q": "policy ดื่ม"}, "E1"),
        ({"q": "ทำแล้ว"}, "I1"),
        ({"q": "ได้ผล"}, "O1"),
        ({"q": "e1"}, "E1"),
        ({"q": "บริการ น้ำดื่ม"}, ""),
        ({"q": "นางแก้ว"}, "I2 E1"),
        ({"q": "แก้ว น้ำดื่ม"}, "E1"),
        ({"mine": "1"}, "I2 E1"),
        ({"mine": "1", "tool": "IIT"}, "I2"),
        ({"q": "%"}, ""),
        ({"q": "_"}, ""),
        ({"q": "'"}, ""),
        ({"q": "   "}, "I1 I2 E1 O1"),
        ({"q": "แล้ว", "state": "late"}, "E1"),
    ],
)
def test_what_is_asked_for_is_listed(mixed: Office, piti: Any, query: dict[str, str], found: str) -> None:
    assert codes(piti, mixed, **query) == found.split()


@pytest.mark.parametrize("typed", ["o18", "๐18", "O18", "๐๑๘", "018", "O๑๘", "ｏ１８", "o018"])
def test_an_item_is_found_however_its_letter_and_digits_are_typed(office: Office, piti: Any, typed: str) -> None:
    for code, step in (("E1", "ทำ (อ้างอิงจาก o18)"), ("E2", "ทำ (อ้างอิงจาก ๐18 ๐8)"), ("E3", "ตามข้อ O๑๘")):
        office.measure(code, steps=[step])
    office.measure("O18")
    office.measure("E4", steps=["อบรม 2018 คน โทร. 018-555-0000 เวลา ๐๑๘.๓๐ น."])
    assert codes(piti, office, q=typed) == ["E1", "E2", "E3", "O18"]
    assert codes(piti, office, q=f"ทำ {typed}") == ["E1", "E2"]


@pytest.mark.parametrize("typed", ["o1", "๐1"])
def test_the_beginning_of_an_item_is_enough(office: Office, piti: Any, typed: str) -> None:
    office.measure("E1", steps=["ทำ (อ้างอิงจาก ๐18)"])
    office.measure("E2", steps=["ทำ (อ้างอิงจาก o13)"])
    assert codes(piti, office, q=typed) == ["E1", "E2"]


def test_a_unit_and_an_officer_have_the_measures_on_which_they_stand(mixed: Office, piti: Any) -> None:
    somkid, kaeo = mixed.somkid.pk, Officer.objects.get(name="นางแก้ว ขวัญใจ").pk
    assert codes(piti, mixed, unit=str(mixed.works.pk)) == ["I1", "I2"]
    assert codes(piti, mixed, unit=str(mixed.health.pk)) == ["I2", "E1"]
    assert codes(piti, mixed, officer=str(somkid)) == ["I1", "I2"]
    assert codes(piti, mixed, officer=str(kaeo), tool="EIT") == ["E1"]
    assert codes(piti, mixed, unit=str(mixed.health.pk), officer=str(somkid), state="todo") == ["I2"]


def test_all_that_waits_is_ticked_by_one_press_and_leads_to_its_check(
    mixed: Office, piti: Any, signed_in: SignedIn
) -> None:
    waiting = Measure.objects.get(code="I1")
    manee = signed_in(mixed.manee)
    for query, ticked in (({}, 0), ({"pick": "all"}, 1)):
        page = manee.get(mixed.url("list"), {"state": "waiting", **query}).content.decode()
        assert page.count(" checked>") == ticked, query
        assert f'class="rowlink" href="{mixed.url("check", waiting)}"' in page, query
    assert mixed.url("check", waiting) not in manee.get(mixed.url("list")).content.decode()
    assert mixed.url("check", waiting) not in piti.get(mixed.url("list"), {"state": "waiting"}).content.decode()


def test_after_the_last_was_taken_the_list_says_so_and_leads_on(mixed: Office, signed_in: SignedIn) -> None:
    manee = signed_in(mixed.manee)
    first = Measure.objects.get(code="I1")
    page = manee.post(mixed.url("take_many"), {"measure": f"{first.pk}-1"}, follow=True)
    assert "ไม่มีรายการรอตรวจ ตรวจรับแล้ว 1 จาก 4 มาตรการ" in words_of(page)
    Measure.objects.exclude(pk=first.pk).update(state="taken")
    page = manee.get(mixed.url("list"), {"state": "waiting"})
    assert "ตรวจครบแล้วทุกมาตรการ ตรวจรับแล้ว 4 จาก 4 มาตรการ" in words_of(page)
    assert re.findall(r'btn-primary" href="([^"]+)"', page.content.decode()) == [
        reverse("reports:compile", args=[mixed.plan.agency.slug, 2566])
    ]


def test_removed_actions_are_neither_found_nor_counted(office: Office, piti: Any) -> None:
    measure = office.measure("E1", actions=["ความลับ", "เปิดเผย"])
    measure.actions.filter(text="ความลับ").update(removed_at=timezone.now())
    assert codes(piti, office, q="ความลับ") == []
    assert "1 รายการ ยังไม่มีผลลัพธ์" in words_of(piti.get(office.url("list")))


@pytest.mark.parametrize("name", ["tool", "unit", "officer", "state", "page", "q", "mine", "pick"])
@pytest.mark.parametrize("value", ["x", "-1", "0", "9" * 30, "9" * 5000, "๑", "<b>", "1 OR 1=1"])
def test_garbage_in_the_address_breaks_nothing(mixed: Office, piti: Any, name: str, value: str) -> None:
    found = codes(piti, mixed, **{name: value})
    assert set(found) <= {"I1", "I2", "E1", "O1"}


def test_nothing_found_says_so_and_leads_back(mixed: Office, piti: Any) -> None:
    page = piti.get(mixed.url("list"), {"q": "ไม่มีคำนี้"})
    assert "ไม่พบมาตรการตามที่ค้นหา ล้างตัวกรอง" in words_of(page)
    assert 'value="ไม่มีคำนี้"' in page.content.decode()


def test_a_plan_without_measures_says_what_to_do(office: Office, piti: Any, signed_in: SignedIn) -> None:
    assert "ยังไม่มีมาตรการของปี 2566" in words_of(piti.get(office.url("list")))
    assert "โปรดติดต่อผู้ประสานงาน ITA" in words_of(piti.get(office.url("list")))
    assert "โปรดติดต่อ" not in words_of(signed_in(office.manee).get(office.url("list")))


def test_the_counts_by_state_are_those_of_the_lists(mixed: Office, piti: Any) -> None:
    words = words_of(piti.get(mixed.url("list")))
    assert "ทั้งหมด 4 ของฉันและสำนัก/กอง 2 ยังไม่เริ่ม 2 กำลังดำเนินการ 1 รอตรวจ 1 เกินกำหนด 2 ค้นหา" in words
    counts = [len(codes(piti, mixed, state=state)) for state in ("", "todo", "doing", "waiting", "late")]
    assert counts == [4, 2, 1, 1, 2]


def test_ones_own_are_called_so_unless_a_unit_answers_for_some(office: Office, signed_in: SignedIn) -> None:
    office.measure("E1", officers=[an_officer(office.plan.agency, "นางมานี มีใจ", user=office.manee)])
    office.measure("E2")
    assert "ทั้งหมด 2 ของฉัน 1 " in words_of(signed_in(office.manee).get(office.url("list")))
    assert "ทั้งหมด 2 ของฉันและสำนัก/กอง 1 " in words_of(signed_in(office.mana).get(office.url("list")))


def test_fifty_stand_on_a_page_and_filters_go_along(office: Office, piti: Any) -> None:
    rows = [
        Measure(plan=office.plan, code=f"E{n}", code_as_written=f"E{n}", tool="EIT", question="ก", position=n)
        for n in range(1, 121)
    ]
    Measure.objects.bulk_create(rows)
    assert [codes(piti, office, page=page) for page in ("1", "3", "99")] == [
        [f"E{n}" for n in range(1, 51)],
        [f"E{n}" for n in range(101, 121)],
        [f"E{n}" for n in range(101, 121)],
    ]
    page = piti.get(office.url("list"), {"tool": "EIT", "page": "2"})
    assert "ก่อนหน้า หน้า 2 จาก 3 ถัดไป" in words_of(page)
    assert "?tool=EIT&amp;page=3" in page.content.decode()
    assert "พบ 120 มาตรการ" in words_of(page)


def test_htmx_takes_the_table_and_the_counts_alone_as_they_stand_in_the_page(mixed: Office, piti: Any) -> None:
    whole = piti.get(mixed.url("list"), {"tool": "EIT"}).content.decode()
    part = piti.get(mixed.url("list"), {"tool": "EIT"}, headers={"HX-Request": "true"}).content.decode()
    table, _, pills = part.partition('<ul class="pills"')
    assert table.strip() in whole
    assert pills.partition(">")[2].strip() in whole
    assert "<html" not in part


def test_a_day_that_is_due_today_is_not_late(office: Office, piti: Any) -> None:
    office.measure("E1", due_on=timezone.localdate())
    office.measure("E2", due_on=date(2023, 1, 1))
    assert codes(piti, office, state="late") == ["E2"]


@pytest.mark.parametrize(
    ("typed", "is_near"),
    [("เปิดเผย", False), ("เปิ้ดเผย", True), ("เปิด เผย", False), ("E 13", False), ("e013", False), ("๑๓", False)],
)
def test_a_word_typed_in_haste_is_found_and_said_to_be_near(
    office: Office, signed_in: SignedIn, typed: str, is_near: bool
) -> None:
    office.measure("E13", question="เปิดเผยข้อมูล")
    office.measure("E1", question="อื่น ๆ ข้อ 13")
    office.measure("I2", question="ไม่เกี่ยวกัน")
    page = signed_in(office.mana).get(office.url("list"), {"q": typed})
    found = [row.code for row in page.context["rows"]]
    assert found == (["E13"] if "๑" not in typed else ["E1", "E13"])
    assert ("แสดงมาตรการที่มีคำใกล้เคียง" in page.content.decode()) is is_near
