"""Did it help: the right pairs of scores beside each measure, and a reason where there are none."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.permissions import Role
from measures.models import Indicator, Measure, Plan
from measures.services.catalogue import items_of
from scores.services import helped
from tests.factories import NOON, a_measure, a_plan, a_user, an_agency, an_indicator
from tests.scores.conftest import YEAR, Office, SignedIn
from tests.scores.test_results import a_year, link, page_of, say

LAST = YEAR - 1
OTHER = "หน่วยงานเปิดเผยผลการดำเนินงานต่อสาธารณชนหรือไม่"  # which no list has


@pytest.fixture
def plan(office: Office) -> Plan:
    """Measures of 2566, drawn from the scores of 2565."""
    return a_plan(office.agency, YEAR)


def said(plan: Plan) -> dict[str, list[str]]:
    found = helped.of_plan(plan.agency, plan)
    return {row.measure.shown_code: [each.words for each in row.compared] for row in found.rows}


def test_each_measure_stands_beside_what_became_of_its_score(office: Office, signed_in: SignedIn, plan: Plan) -> None:
    link("E1", "E2", confirmed=True)  # E2 of last year is E1 now
    say("E4", "เปิดโอกาสให้มีส่วนร่วมหรือไม่")
    link("E7", "E6", confirmed=True)  # E6 became two items
    link("E8", "E6", confirmed=True)
    a_year(office, {"E2": "79.40", "E4": "80", "E6": "90"}, LAST)
    a_year(office, {"E1": "85.10", "E2": "10", "E4": "80", "E7": "70", "E8": "95"})
    for code in ("E2", "E4", "E6"):
        a_measure(plan, code, question=OTHER, outcomes=["ร้องเรียนลดลง"])
    assert said(plan) == {
        "E2": ["คะแนนเปลี่ยนจาก 79.40 เป็น 85.10 เพิ่มขึ้น 5.70"],
        "E4": ["คะแนนเท่าเดิม 80.00"],
        "E6": ["คะแนนเปลี่ยนจาก 90.00 เป็น 70.00 ลดลง 20.00", "คะแนนเปลี่ยนจาก 90.00 เป็น 95.00 เพิ่มขึ้น 5.00"],
    }
    page = page_of_helped(office, signed_in)
    assert "คะแนนเปลี่ยนจาก 79.40 เป็น 85.10" in page
    assert "ปี 2566 คือข้อ E1" in page
    assert "ร้องเรียนลดลง" in page
    assert "เพราะมาตรการ" in page.split("ไม่ได้บอกว่าเปลี่ยน")[1][:20]
    assert "scores/helped/" in page_of(signed_in(office.mana), office)


def page_of_helped(office: Office, signed_in: SignedIn) -> str:
    response = signed_in(office.mana).get(office.url("helped", year=LAST))
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def test_nothing_is_said_where_years_cannot_be_matched_but_why(office: Office, plan: Plan) -> None:
    link("E3", None, confirmed=True)  # a new question under an old number
    say("E5", "มีช่องทางร้องเรียนหรือไม่")
    a_year(office, dict.fromkeys(("E2", "E3", "E5", "E30"), "70"), LAST)
    a_year(office, dict.fromkeys(("E2", "E3", "E30"), "80"))
    for code in ("E2", "E3", "E5", "E30"):
        a_measure(plan, code, question=OTHER)
    moved = a_measure(plan, "E9")
    Measure.objects.filter(pk=moved.pk).update(code_of_year=2564)
    bare = a_measure(plan, "E10")
    Measure.objects.filter(pk=bare.pk).update(code="", code_as_written="", tool="")
    unsure = "ยังไม่ยืนยันว่าข้อใดของปี 2566 คือข้อ {0} ของปี 2565 จึงเทียบไม่ได้"
    words = said(plan)
    assert words["E2"] == [unsure.format("E2")]
    assert words["E3"] == [unsure.format("E3")]
    assert words["E5"] == ["ยังไม่มีคะแนนของข้อนี้ในปี 2566"]
    assert words["E30"] == ["รายการข้อคำถามปี 2565 ไม่มีข้อ E30 จึงเทียบไม่ได้"]
    assert words["E9"] == ["รหัสข้อของมาตรการนี้มาจากรายการปี 2564 โปรดตรวจรหัสที่หน้ามาตรการก่อน จึงจะเทียบได้"]
    assert words[bare_code(bare)] == ["มาตรการนี้ไม่มีรหัสข้อ จึงไม่มีคะแนนให้เทียบ"]


def test_a_copied_measure_is_compared_where_its_number_did_not_move(office: Office, plan: Plan) -> None:
    an_indicator("E9", year=2564, text="มีคู่มือหรือไม่")
    say("E9", "มีคู่มือหรือไม่")
    a_year(office, {"E9": "70"}, LAST)
    copied = a_measure(plan, "E9", question="มีคู่มือหรือไม่")
    Measure.objects.filter(pk=copied.pk).update(code_of_year=2564)
    assert said(plan)["E9"] == ["ยังไม่มีคะแนนของข้อนี้ในปี 2566"]  # no word of its number


def test_nothing_is_said_where_a_number_and_its_words_are_of_two_items(office: Office, plan: Plan) -> None:
    link("O17", "O17", confirmed=True)
    link("O18", "O18", confirmed=True)
    words = Indicator.objects.get(year=LAST, code="O17").text  # E-Service, which is O18 a year later
    a_year(office, {"O17": "0", "O18": "0"}, LAST)
    a_year(office, {"O17": "100", "O18": "100"})
    a_measure(plan, "O18", question="แผนการใช้จ่ายงบประมาณประจำปี")
    a_measure(plan, "O17", question=words)
    for code in ("O34", "O36"):  # of the list of 2565 it is O39, of that of 2566 O36
        a_measure(plan, code, question="แผนปฏิบัติการป้องกันการทุจริต")
    slip = "ถ้อยคำของมาตรการเป็นของข้อ O39 ปี 2565 หรือข้อ O36 ปี 2566 ไม่ใช่ข้อ {0} ปี 2565 โปรดตรวจรหัสที่หน้ามาตรการก่อน จึงจะเทียบได้"
    assert said(plan) == {
        "O17": ["คะแนนเปลี่ยนจาก 0.00 เป็น 100.00 เพิ่มขึ้น 100.00"],
        "O18": ["คะแนนเปลี่ยนจาก 0.00 เป็น 100.00 เพิ่มขึ้น 100.00"],
        "O34": [slip.format("O34")],
        "O36": [slip.format("O36")],
    }


def bare_code(measure: Measure) -> str:
    measure.refresh_from_db()
    return measure.shown_code


def test_nothing_is_said_where_the_list_of_a_year_is_unknown(office: Office) -> None:
    plan = Plan.objects.get(agency=office.agency, year=YEAR + 1)
    a_year(office, {"E13": "70"})
    a_year(office, {"E13": "80"}, YEAR + 1)
    a_measure(plan, "E13")
    assert said(plan) == {"E13": ["ยังไม่มีรายการข้อคำถาม EIT ปี 2567 จึงเทียบไม่ได้"]}


def test_a_measure_is_followed_over_years_that_lie_between(office: Office) -> None:
    Plan.objects.all().delete()
    plan = a_plan(office.agency, 2568, assessed_year=2565)
    middle = Indicator.objects.get(year=2566, code="E1")
    link("E1", "E2", confirmed=True)
    facts = {"group_no": 6, "group_name": "คุณภาพการดำเนินงาน", "status": "no_text", "forerunner_confirmed_at": NOON}
    Indicator.objects.create(year=2568, tool="EIT", code="E4", forerunner=middle, **facts)
    a_year(office, {"E2": "60"}, 2565)
    a_year(office, {"E4": "75"}, 2568)
    a_measure(plan, "E2")
    assert said(plan) == {"E2": ["คะแนนเปลี่ยนจาก 60.00 เป็น 75.00 เพิ่มขึ้น 15.00"]}


def test_the_page_says_so_where_there_is_no_plan_or_no_later_score(
    office: Office, signed_in: SignedIn, plan: Plan
) -> None:
    a_measure(plan, "E2")
    assert "ยังไม่มีคะแนนของปีที่ดำเนินมาตรการ" in page_of_helped(office, signed_in)
    response = signed_in(office.mana).get(office.url("helped", year=2560))
    assert "ยังไม่มีมาตรการที่จัดทำจากคะแนนปีนี้" in response.content.decode()
    stranger = a_user("stranger", Role.COORDINATOR, agency=an_agency("ban-nong-yai"))
    assert signed_in(stranger).get(office.url("helped", year=LAST)).status_code == 404


@pytest.mark.parametrize("several", [False, True])
def test_the_page_makes_the_same_queries_for_few_measures_and_for_many(
    office: Office, signed_in: SignedIn, plan: Plan, several: bool
) -> None:
    codes = [item.code for item in items_of(office.agency, LAST)] if several else ["E2"]
    for year in (LAST, YEAR):
        a_year(office, dict.fromkeys(codes, "80"), year)
    for code in codes[:30]:
        a_measure(plan, code, outcomes=["ดี", "ดีมาก"])
    client = signed_in(office.mana)
    client.get(office.url("helped", year=LAST))
    with CaptureQueriesContext(connection) as captured:
        assert client.get(office.url("helped", year=LAST)).status_code == 200
    assert len(captured) == 11


def test_of_two_plans_from_the_scores_of_one_year_each_has_its_page(
    office: Office, signed_in: SignedIn, plan: Plan
) -> None:
    later = Plan.objects.get(agency=office.agency, year=YEAR + 1)
    Plan.objects.filter(pk=later.pk).update(assessed_year=LAST)
    a_measure(plan, "E2", question="ของแผนแรก")
    a_measure(later, "E2", question="ของแผนหลัง")
    a_year(office, {"E2": "80"})
    client, url = signed_in(office.mana), office.url("helped", year=LAST)
    pages = {query: client.get(url + query).content.decode() for query in ("", "?plan=2566", "?plan=2567", "?plan=x")}
    assert {query: "ของแผนแรก" in page for query, page in pages.items()} == {
        "": False,
        "?plan=2566": True,
        "?plan=2567": False,
        "?plan=x": False,
    }
    assert all('href="?plan=2566"' in page for page in pages.values())
    assert f"{url}?plan=2566" in client.get(office.url()).content.decode()
