"""Last year's measures are copied with what is to be done, and nothing of what was done; doubts stand beside them."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.access import Refused
from accounts.models import User
from accounts.permissions import Role
from audit.models import AuditEvent
from measures.models import Measure, Plan, State
from measures.services.years import copy_doubts, copying
from tests.browsing import form_of, words_of
from tests.factories import a_measure, a_plan, a_user, an_agency, an_indicator, an_officer
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def new(office: Office) -> Plan:
    return a_plan(office.plan.agency, 2567)


def copy(office: Office, new: Plan, measures: Collection[Measure], *, by: User | None = None) -> list[Measure]:
    keys = [measure.pk for measure in measures]
    return copying.copy(plan=new, source=office.plan, measures=keys, by=by or office.manee)


def a_full_measure(office: Office) -> Measure:
    measure = office.measure(
        "e๑๓",
        steps=["จัดทำคู่มือ (อ้างอิงจาก o13)", "ประชาสัมพันธ์"],
        actions=["จัดอบรม"],
        outcomes=["ร้องเรียนลดลง"],
        references=["o13"],
        due_on=date(2024, 2, 29),
    )
    Measure.objects.filter(pk=measure.pk).update(state=State.TAKEN, heading_as_written="มาตรการข้อ e๑๓ :")
    return measure


def test_what_is_to_be_done_comes_along_and_what_was_done_does_not(office: Office, new: Plan) -> None:
    item = an_indicator("E13", year=2566, text="ถ้อยคำ")
    old = a_full_measure(office)
    [made] = copy(office, new, [old])
    assert (made.plan, made.code, made.code_as_written, made.heading_as_written) == (
        new,
        "E13",
        "e๑๓",
        "มาตรการข้อ e๑๓ :",
    )
    assert (made.indicator, made.state, made.due_on) == (item, State.OPEN, date(2025, 2, 28))
    assert list(made.steps.values_list("marker", "text")) == list(old.steps.values_list("marker", "text"))
    assert list(made.references.values_list("code", "as_written", "year")) == [("O13", "o13", 2567)]
    assert [duty.officer for duty in made.duties.all()] == [office.somkid]
    assert (made.actions.count(), made.outcomes.count(), made.decisions.count()) == (0, 0, 0)
    event = AuditEvent.objects.get(action="measure.copied")
    assert (event.subject, json.loads(event.data)) == (f"measure:{made.pk}", {"source": old.pk})
    new.refresh_from_db()
    assert new.revision == 1


def test_an_officer_who_left_does_not_come_along_and_is_named(office: Office, new: Plan) -> None:
    gone = an_officer(office.plan.agency, "นายลาออก ไปแล้ว")
    old = office.measure(officers=[gone, office.somkid])
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    [offered] = copying.offered(new, office.plan)
    lists = copy_doubts.of_plans(new, office.plan)
    assert [line for line in copy_doubts.doubts(offered, new, office.plan, lists) if "นายลาออก ไปแล้ว พ้นหน้าที่แล้ว" in line]
    [made] = copy(office, new, [old])
    assert [duty.officer for duty in made.duties.all()] == [office.somkid]


def test_the_order_of_the_report_stays_and_comes_after_what_is_there(office: Office, new: Plan) -> None:
    olds = [office.measure(code) for code in ("O2", "I1", "E3")]
    a_measure(new, "E9")
    copy(office, new, olds[::-1])
    assert list(new.measures.values_list("code", flat=True)) == ["E9", "O2", "I1", "E3"]


def test_what_the_plan_has_or_lost_in_the_other_year_is_not_copied(office: Office, new: Plan) -> None:
    olds = [office.measure("E13"), office.measure("E14", removed=True)]
    assert len(copy(office, new, olds)) == 1
    assert copy(office, new, olds) == []  # a form sent twice
    assert list(new.measures.values_list("code", flat=True)) == ["E13"]
    assert AuditEvent.objects.filter(action="measure.copied").count() == 1


def test_nothing_is_copied_by_or_from_others(office: Office, new: Plan) -> None:
    old, elsewhere = office.measure(), a_plan(an_agency("elsewhere"))
    stranger = a_user("stranger", Role.COORDINATOR, agency=elsewhere.agency)
    for who in (stranger, office.mana):
        with pytest.raises(Refused):
            copy(office, new, [old], by=who)
    with pytest.raises(ValueError, match="another agency"):
        copying.copy(plan=new, source=elsewhere, measures=[a_measure(elsewhere).pk], by=office.manee)
    assert new.measures.count() == 0


def said(office: Office, new: Plan, measure: Measure) -> list[str]:
    [found] = [each for each in copying.offered(new, office.plan) if each.pk == measure.pk]
    return copy_doubts.doubts(found, new, office.plan, copy_doubts.of_plans(new, office.plan))


def test_a_number_that_moved_between_the_lists_is_said_with_where_it_went(office: Office, new: Plan) -> None:
    asked, other = "หน่วยงานมีระบบการให้บริการออนไลน์หรือไม่", "หน่วยงานเปิดโอกาสให้มีส่วนร่วมหรือไม่"
    for code, text in (("E12", asked), ("E13", other), ("E1", "")):
        an_indicator(code, year=2566, text=text)
    assert said(office, new, office.measure("E13", question=asked)) == [
        f"ข้อ E13 ของปี 2566 คือ “{other}” ถ้อยคำนี้ตรงกับข้อ E12"
    ]
    assert said(office, new, office.measure("E99", question="เลิกใช้แล้ว")) == ["ไม่มีข้อ E99 ในรายการปี 2566"]
    assert said(office, new, office.measure("E1", question=asked)) == ["ถ้อยคำนี้ตรงกับข้อ E12 ของปี 2566 ไม่ใช่ E1"]
    for code, question in (("E12", asked), ("E1", "ยังไม่มีถ้อยคำ"), ("E7", "เลขที่รายการยังขาด"), ("I1", "ไม่มีรายการ")):
        assert said(office, new, office.measure(code, question=question)) == [], code


def test_a_reference_whose_number_names_another_item_now_is_said_once(office: Office, new: Plan) -> None:
    for code, year, text in (
        ("O13", 2566, "คู่มือการให้บริการ"),
        ("O13", 2567, "รายงานผลประจำปี"),
        ("O14", 2567, "คู่มือการให้บริการ"),
    ):
        an_indicator(code, year=year, text=text)
    measure = office.measure("E1", steps=["ทำ (อ้างอิงจาก o13)", "อีก (อ้างอิงจาก o13)"], references=["o13", "o13"])
    assert said(office, new, measure) == [
        "อ้างอิง o13 เดิมคือ “คู่มือการให้บริการ” ในรายการปี 2567 เลขนี้คือ “รายงานผลประจำปี” รายการเดิมย้ายไปเป็น O14"
    ]


def test_a_year_in_the_words_is_said_in_whichever_digits(office: Office, new: Plan) -> None:
    measure = office.measure(steps=["รายงานประจำปี ๒๕๖๖", "แผนปี 2570 เลขที่ 256600"])
    assert said(office, new, measure) == ["ข้อความกล่าวถึงปี 2566 โปรดแก้ให้เป็นปีที่ถูกต้องหลังคัดลอก"]


def test_each_is_ticked_beforehand_and_one_can_be_left_out(office: Office, new: Plan, signed_in: SignedIn) -> None:
    stays, goes = office.measure("E13", steps=["ทำในปี 2566"]), office.measure("E14")
    client: Any = signed_in(office.manee)
    url = "/a/thung-sai-than/2567/measures/copy/"
    page = client.get(url)
    assert form_of(page).choices["measures"] == [str(stays.pk), str(goes.pk)]
    assert page.content.decode().count(" checked>") == 2
    assert "ระบบยังไม่มีรายการข้อคำถามของปี 2566 และปี 2567" in words_of(page)
    response = client.post(url, {"measures": [stays.pk]})
    assert response["Location"] == "/a/thung-sai-than/2567/measures/"
    told = words_of(client.get(response["Location"]))
    assert "คัดลอก 1 มาตรการจากปี 2566 แล้ว" in told and "มาตรการที่ควรดูถ้อยคำก่อนใช้ E13" in told
    response = client.post(url, {})
    assert response.status_code == 422 and "โปรดเลือกอย่างน้อย 1 มาตรการ" in words_of(response)
    assert "checked" not in response.content.decode()


def test_another_year_can_be_chosen_and_without_any_the_page_says_so(
    office: Office, new: Plan, signed_in: SignedIn
) -> None:
    older = a_plan(office.plan.agency, 2564)
    client: Any = signed_in(office.manee)
    url = "/a/thung-sai-than/2567/measures/copy/"
    assert "ยังไม่มีปีอื่นให้คัดลอก" in words_of(client.get(url))
    office.measure("E13"), a_measure(older, "I1")
    assert "คัดลอกมาตรการจากปี 2566" in words_of(client.get(url))
    page = words_of(client.get(url + "?from=2564"))
    assert "คัดลอกมาตรการจากปี 2564" in page and "I1" in page and "E13" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_makes_as_many_queries_as_it_does_for_one(
    office: Office, new: Plan, signed_in: SignedIn, count: int
) -> None:
    for code in ("E13", "I1", "O2")[:count]:
        office.measure(code, steps=["ทำ (อ้างอิงจาก o13)"], references=["o13"])
    client: Any = signed_in(office.manee)
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/a/thung-sai-than/2567/measures/copy/").status_code == 200
    assert len(captured) == 16
