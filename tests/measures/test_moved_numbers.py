"""Numbers of another year's list that moved are named on the copy page, the list and the measure until settled."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from measures.models import Indicator, Measure, Plan, Reference
from measures.services import catalogue
from measures.services import measure as measures
from measures.services.doubts.moved import moved
from measures.services.years import copy_doubts, copying
from reports.models import Settlement
from tests.factories import NOON, a_measure, a_plan, an_agency, an_indicator
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db

ONLINE = "หน่วยงานมีระบบการให้บริการออนไลน์หรือไม่"
MANUAL = "คู่มือหรือมาตรฐานการปฏิบัติงาน"


def link(code: str, year: int, old: str, old_year: int) -> None:
    """A person confirmed that an item continues another."""
    before = Indicator.objects.get(code=old, year=old_year)
    Indicator.objects.filter(code=code, year=year).update(forerunner=before, forerunner_confirmed_at=NOON)


def lists_of_two_years() -> None:
    """E13 of 2565 is E9 in 2566, by a confirmed link alone; o13 of 2566 is O14 in 2567, by its words."""
    an_indicator("E13", year=2565, text=ONLINE)
    an_indicator("E9", year=2566, text="ท่านใช้บริการผ่านอินเทอร์เน็ตได้เพียงใด")
    an_indicator("E13", year=2566, text="เจ้าหน้าที่รับสินบนหรือไม่")
    an_indicator("O13", year=2566, text=MANUAL)
    an_indicator("O13", year=2567, text="แผนการใช้จ่ายงบประมาณ")
    an_indicator("O14", year=2567, text=MANUAL)
    link("E9", 2566, "E13", 2565)


def next_year(office: Office) -> Plan:
    return a_plan(office.plan.agency, 2567)


def copied(office: Office) -> Measure:
    """A measure of 2566 with a reference, copied into 2567."""
    lists_of_two_years()
    old = office.measure(question=ONLINE, steps=["จัดทำเอกสาร (อ้างอิงจาก o13)"], references=["o13"])
    plan = next_year(office)
    [new] = copying.copy(plan=plan, source=office.plan, measures=[old.pk], by=office.manee)
    return new


def page(client: Client, office: Office, measure: Measure | None = None) -> Any:
    name = "measure" if measure else "list"
    return client.get(office.url(name, measure, year=2567))


def test_the_copy_page_names_what_moved_by_confirmed_links_first(office: Office) -> None:
    lists_of_two_years()
    old = office.measure(question=ONLINE, steps=["จัดทำเอกสาร (อ้างอิงจาก o13)"], references=["o13"])
    plan = next_year(office)
    [offered] = copying.offered(plan, office.plan)
    assert offered == old
    assert copy_doubts.doubts(offered, plan, office.plan, copy_doubts.of_plans(plan, office.plan)) == [
        "ข้อ E13 ของปี 2565 ในรายการปี 2566 ย้ายไปเป็นข้อ E9 ตามที่ยืนยันไว้",
        f"อ้างอิง o13 เดิมคือ “{MANUAL}” ในรายการปี 2567 เลขนี้คือ “แผนการใช้จ่ายงบประมาณ” รายการเดิมย้ายไปเป็น O14",
    ]


def test_a_copy_keeps_its_numbers_and_both_pages_ask_about_them(office: Office, signed_in: SignedIn) -> None:
    new, manee = copied(office), signed_in(office.manee)
    assert (new.code, [ref.code for ref in new.references.all()]) == ("E13", ["O13"])
    assert new.steps.get().text == "จัดทำเอกสาร (อ้างอิงจาก o13)"
    said = [
        "ข้อ E13 เป็นเลขของรายการปี 2565 ในรายการปี 2566 ย้ายไปเป็นข้อ E9 ตามที่ยืนยันไว้ ท่านหมายถึงข้อนั้นหรือไม่",
        f"o13 เป็นเลขของรายการปี 2566 “{MANUAL}” ในรายการปี 2567 ย้ายไปเป็นข้อ O14 ตามถ้อยคำที่ตรงกัน ท่านหมายถึงข้อนั้นหรือไม่",
    ]
    [(measure, doubts)] = page(manee, office).context["moved"]
    assert (measure, [each.message for each in doubts]) == (new, said)
    rows = page(manee, office, new).context["doubts"]
    assert [(row.message, row.labels) for row in rows] == [(said[0], ["แก้เป็น E9"]), (said[1], ["แก้เป็น o14"])]


def press(client: Client, office: Office, measure: Measure, at: int, label: str = "") -> None:
    row = page(client, office, measure).context["doubts"][at]
    data = {"key": row.keys, "page": row.page, "at": str(row.at), **({"label": label} if label else {})}
    assert client.post(row.change_url, data).status_code == 302


def test_what_is_proposed_is_changed_by_a_button_and_asked_no_more(office: Office, signed_in: SignedIn) -> None:
    new, manee = copied(office), signed_in(office.manee)
    press(manee, office, new, 0, "แก้เป็น E9")
    press(manee, office, new, 0, "แก้เป็น o14")
    new.refresh_from_db()
    assert (new.code, new.code_of_year, new.question) == ("E9", None, ONLINE)
    assert new.steps.get().text == "จัดทำเอกสาร (อ้างอิงจาก o14)"
    assert [(ref.code, ref.year, ref.code_of_year) for ref in new.references.all()] == [("O14", 2567, None)]
    assert page(manee, office).context["moved"] == []


def test_what_is_let_stand_is_asked_no_more(office: Office, signed_in: SignedIn) -> None:
    new, manee = copied(office), signed_in(office.manee)
    press(manee, office, new, 0)
    press(manee, office, new, 0)
    assert Settlement.objects.count() == 2
    assert page(manee, office).context["moved"] == []
    new.refresh_from_db()
    assert new.code == "E13"


def test_a_number_that_was_picked_before_its_list_was_known_is_asked_about_once_the_list_comes(office: Office) -> None:
    plan = next_year(office)
    an_indicator("E13", year=2565, text=ONLINE)
    wanted = measures.Wanted("E13", "E13", "EIT", ONLINE, None, ("ทำ",))
    new = measures.save(plan=plan, measure=None, wanted=wanted, by=office.manee, now=NOON)
    assert new.code_of_year == 2565
    of_its_own_list = "เจ้าหน้าที่รับสินบนหรือไม่"
    other = measures.Wanted("E13", "E13", "EIT", of_its_own_list, None, ("ทำ",))
    assert measures.save(plan=plan, measure=None, wanted=other, by=office.manee, now=NOON).code_of_year is None
    lists = catalogue.of(plan.agency, 2565, 2566)
    assert moved(lists, lists.get(2565, "E13"), 2566) is None  # type: ignore[arg-type]  # it is there
    an_indicator("E9", year=2566, text=ONLINE)
    lists = catalogue.of(plan.agency, 2565, 2566)
    found = moved(lists, lists.get(2565, "E13"), 2566)  # type: ignore[arg-type]  # as above
    assert found is not None and found.said == "ย้ายไปเป็นข้อ E9 ตามถ้อยคำที่ตรงกัน"


def test_nothing_is_said_where_a_list_is_missing_or_has_a_gap() -> None:
    agency = an_agency()
    an_indicator("O13", year=2566, text=MANUAL)
    an_indicator("O20", year=2568, text="อื่น")
    lists = catalogue.of(agency, *range(2566, 2570))
    was = lists.get(2566, "O13")
    assert was is not None
    assert [moved(lists, was, year) for year in (2567, 2568, 2569)] == [None, None, None]
    an_indicator("O30", year=2569, text="อื่น")
    Indicator.objects.filter(year=2569).update(code="O12")
    lists = catalogue.of(agency, *range(2566, 2570))
    gone = moved(lists, was, 2569)
    assert gone is not None and gone.said == "ไม่มีข้อนี้ต่อแล้ว"


def test_links_lead_on_from_list_to_list_and_may_part() -> None:
    agency = an_agency()
    for code, year in (("O1", 2566), ("O2", 2567), ("O3", 2568), ("O4", 2568), ("O1", 2568)):
        an_indicator(code, year=year, text=f"{code} {year}")
    link("O2", 2567, "O1", 2566)
    link("O3", 2568, "O2", 2567)
    link("O4", 2568, "O2", 2567)
    lists = catalogue.of(agency, 2566, 2567, 2568)
    assert [each.code for each in lists.successors(2566, "O1", 2568)] == ["O3", "O4"]
    found = moved(lists, lists.get(2566, "O1"), 2568)  # type: ignore[arg-type]  # it is there
    assert found is not None and found.said == "ย้ายไปเป็นข้อ O3 และข้อ O4 ตามที่ยืนยันไว้"


def test_a_proposed_link_moves_nothing() -> None:
    agency = an_agency()
    old = an_indicator("O1", year=2566)
    Indicator.objects.filter(pk=an_indicator("O2", year=2567).pk).update(forerunner=old)
    assert catalogue.of(agency, 2566, 2567).successors(2566, "O1", 2567) == ()


def test_a_copy_of_a_copy_remembers_the_list_of_its_numbers(office: Office) -> None:
    new = copied(office)
    last = a_plan(office.plan.agency, 2568)
    [again] = copying.copy(plan=last, source=new.plan, measures=[new.pk], by=office.manee)
    assert (again.code_of_year, Reference.objects.get(measure=again).code_of_year) == (2565, 2566)


def test_a_measure_of_the_same_year_is_asked_nothing(office: Office, signed_in: SignedIn) -> None:
    lists_of_two_years()
    a_measure(office.plan, question=ONLINE)
    assert signed_in(office.manee).get(office.url("list")).context["moved"] == []
