"""A document beside the tables: which measures are new, the same or different, and in what."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Agency
from document import Detail, Measure
from document.values import Reporter
from measures.models import Measure as MeasureModel
from measures.models import State
from reports.compiling.adopt import adopt
from reports.compiling.taking import Found, compare
from reports.compiling.taking.matching import pairs
from tests.factories import a_measure, a_plan, an_agency
from tests.reports.compiling.taking.documents import CODED, OF_A_TOOL, UNCODED, a_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Agency:
    return an_agency()


def other(code: str, question: str) -> Measure:
    return Measure(code, code, "EIT" if code else "", question, f"{code} {question}".strip())


def test_all_is_new_where_there_is_no_year(agency: Agency) -> None:
    found = compare(agency, a_document(agency), 2566)
    assert [(each.number, each.found, each.is_locked) for each in found.measures] == [
        (1, Found.NEW, False),
        (2, Found.NEW, False),
        (3, Found.NEW, False),
    ]
    assert (found.plan, found.only_stored, found.report, found.held) == (None, (), (), "")


def test_what_was_taken_in_is_the_same(agency: Agency) -> None:
    document = a_document(agency)
    adopt(document)
    found = compare(agency, document, 2566)
    assert {each.found for each in found.measures} == {Found.SAME} and found.report == ()
    assert {each.found for each in compare(an_agency("elsewhere"), document, 2566).measures} == {Found.NEW}


def test_each_differing_field_has_its_name_and_both_words(agency: Agency) -> None:
    adopt(a_document(agency))
    said = replace(CODED, details=(Detail("period", "ระยะเวลา", "ไตรมาส 2"), CODED.details[1]), outcomes=())
    document = replace(a_document(agency, said), opening="อื่น", reporter=Reporter("นางแก้ว ขวัญใจ", ""), cover=())
    found = compare(agency, document, 2566)
    (row,) = found.of(Found.DIFFERENT)
    assert [(each.field, each.before, each.after) for each in row.changes] == [
        ("รายละเอียดที่ 1", "ระยะเวลา : ไตรมาส 1 - 4", "ระยะเวลา : ไตรมาส 2"),
        ("ผลลัพธ์", "ประชาชนใช้บริการได้", ""),
    ]
    assert [each.question for each in found.only_stored] == [UNCODED.question, OF_A_TOOL.question]
    assert [each.field for each in found.report if "หัว" in each.field or each.after == "อื่น"] == [
        "ข้อความนำ",
        "ส่วนหัวของบันทึกข้อความที่ 1",
        "ส่วนหัวของบันทึกข้อความที่ 2",
    ]
    bare = compare(agency, document, 2566, with_progress=False)
    assert [each.field for each in bare.measures[0].changes] == ["รายละเอียดที่ 1"] and bare.report == ()


def test_a_measure_that_was_handed_in_is_said_to_be_locked(agency: Agency) -> None:
    adopt(a_document(agency))
    MeasureModel.objects.filter(code="E13").update(state=State.HANDED_IN)
    found = compare(agency, a_document(agency, replace(CODED, details=())), 2566)
    assert [each.is_locked for each in found.measures] == [True]


def test_measures_are_matched_by_code_then_by_their_words() -> None:
    stored = [
        other("E1", "ความโปร่งใสของหน่วยงาน"),
        other("E2", "การให้บริการอย่างเท่าเทียม"),
        other("E2", "การใช้งบประมาณอย่างคุ้มค่า"),
        other("", "ประกาศนโยบายไม่รับของขวัญ"),
        other("I1", "การปฏิบัติหน้าที่ตามมาตรฐาน"),
    ]
    read = [
        other("E2", "การใช้งบประมาณอย่างคุ้มค่าและโปร่งใส"),
        other("", "ประกาศนโยบาย ไม่รับของขวัญ (No Gift Policy)"),
        other("E1", "ถ้อยคำอื่นทั้งหมด"),
        other("E2", "การให้บริการอย่างเท่าเทียมกัน"),
        other("I11", "การปฏิบัติหน้าที่ตามมาตรฐาน"),
        other("", "การประเมินความเสี่ยงการทุจริต"),
    ]
    assert pairs(read, stored) == {0: 2, 1: 3, 2: 0, 3: 1, 4: 4}


def test_a_code_that_stands_nowhere_else_keeps_measures_apart() -> None:
    assert pairs([other("E3", "การเปิดเผยข้อมูลข่าวสาร")], [other("E4", "การเปิดเผยข้อมูลข่าวสารของรัฐ")]) == {}


def test_of_several_alike_each_is_matched_once() -> None:
    same = [other("", "จัดอบรมคุณธรรม")] * 3
    assert pairs(same, same[:2]) == {0: 0, 1: 1}


@pytest.mark.parametrize("count", [1, 3])
def test_comparing_takes_the_same_number_of_queries_for_any_number_of_measures(
    agency: Agency, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    document = a_document(agency)
    document = replace(document, measures=document.measures[:1] * count)
    adopt(document)
    with django_assert_num_queries(10):
        compare(agency, document, 2566)


def test_a_measure_typed_by_hand_is_the_same_as_the_file_that_says_so(agency: Agency) -> None:
    plan = a_plan(agency)
    a_measure(plan, "e13", steps=["ก้าวแรก"])
    said = replace(
        CODED,
        code_as_written="e13",
        heading="มาตรการข้อ e13 หน่วยงานมีระบบการให้บริการออนไลน์หรือไม่ :",
        steps=(replace(CODED.steps[0], marker="", text="ก้าวแรก"),),
        references=(),
        actions=(),
        outcomes=(),
        officers=(),
        more_codes=(),
        details=(),
    )
    assert [each.found for each in compare(agency, a_document(agency, said), 2566).measures] == [Found.SAME]
