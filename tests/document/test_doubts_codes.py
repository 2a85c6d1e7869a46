"""Doubts about a measure's code: guessed, outside the lists, or with another item's wording."""

import dataclasses

import pytest

from document import Measure, ReportDocument
from document.doubts import Doubt, find
from document.readers import text
from ita.catalogue import Catalogue, Entry, load_csv
from tests.document.samples import SEED, report, row

SAMPLE = text.read(SEED).document
CATALOGUE = load_csv()


def with_first(**fields: object) -> ReportDocument:
    """The sample with fields of its first measure replaced, its references left out."""
    first: Measure = dataclasses.replace(SAMPLE.measures[0], references=(), **fields)  # type: ignore[arg-type]  # names are checked at run time
    return dataclasses.replace(SAMPLE, measures=(first, *SAMPLE.measures[1:]))


def codes(document: ReportDocument, catalogue: Catalogue = CATALOGUE) -> list[Doubt]:
    return [each for each in find(document, catalogue) if each.key.startswith(("code", "no-list", "years"))]


def test_eleven_is_read_as_i11_while_its_words_are_those_of_i1() -> None:
    [doubt] = codes(SAMPLE)
    assert doubt == Doubt(
        "code:I11", "มาตรการที่ 1 (ข้อ 11)", "พิมพ์ว่า ข้อ 11 อ่านเป็น I11 แต่ถ้อยคำเป็นของข้อ I1 ของปี 2566 ท่านหมายถึงข้อนั้นหรือไม่"
    )


def test_a_person_who_settles_the_code_settles_the_doubt() -> None:
    assert codes(with_first(code="I1")) == []


def test_a_right_code_with_another_items_words_is_doubted_without_a_guess() -> None:
    [doubt] = codes(with_first(code="I12", code_as_written="I12"))
    assert (doubt.key, doubt.message) == ("code:I12", "พิมพ์ว่า ข้อ I12 แต่ถ้อยคำเป็นของข้อ I1 ของปี 2566 ท่านหมายถึงข้อนั้นหรือไม่")


def test_small_differences_of_typing_do_not_hide_another_items_words() -> None:
    question = SAMPLE.measures[0].question.replace("ปฏิบัติหรือ", "ปฏิบัติงานหรือ").replace(" ", "")
    assert [each.key for each in codes(with_first(question=question))] == ["code:I11"]


def test_a_guess_that_no_wording_can_check_says_so() -> None:
    [doubt] = codes(with_first(question="คำถามที่ไม่มีใครรู้จัก"))
    assert doubt.message == "พิมพ์ว่า ข้อ 11 อ่านเป็น I11 โดยคาดเดา และไม่มีถ้อยคำในรายการข้อคำถามให้เทียบ"


def test_a_guess_whose_words_are_the_items_own_is_no_doubt() -> None:
    assert codes(with_first(code="I1", code_as_written="l1", tool="IIT")) == []


@pytest.mark.parametrize("written", ["e13", "E 13", "E๑๓"])
def test_case_spaces_and_thai_digits_are_no_guess(written: str) -> None:
    fields = {"code": "E13", "code_as_written": written, "tool": "EIT", "question": "คำถามที่ไม่มีใครรู้จัก"}
    assert codes(with_first(**fields)) == []


def test_a_code_outside_the_lists_is_doubted_by_the_pages() -> None:
    [doubt] = codes(with_first(code="I31", code_as_written="I31"))
    assert (doubt.key, doubt.message) == ("code-unlisted:I31", "ไม่มีข้อ I31 ในรายการข้อคำถามปี 2565 และปี 2566")


def test_a_code_that_only_the_measures_year_holds_is_listed() -> None:
    only = Catalogue(
        [Entry(2566, "IIT", "I11", 2, "ก", "", "no_text"), Entry(2565, "EIT", "E13", 8, "ก", "", "no_text")]
    )
    unlisted = [each.key for each in codes(SAMPLE, only) if each.key.startswith("code-unlisted")]
    assert unlisted == ["code-unlisted:E14"]


def test_without_any_list_one_doubt_says_so_for_the_whole_report() -> None:
    assert [each.key for each in codes(SAMPLE, Catalogue([]))] == ["no-list", "code:I11"]


def test_an_assessed_year_after_that_of_the_measures_is_doubted() -> None:
    assert codes(dataclasses.replace(SAMPLE, assessed_year=2567))[0].key == "years"


def test_two_measures_of_one_code_have_keys_of_their_own() -> None:
    twice = dataclasses.replace(SAMPLE, measures=(SAMPLE.measures[0], *SAMPLE.measures))
    keys = [each.key for each in find(twice, CATALOGUE)]
    assert [each for each in keys if each.startswith("code")] == ["code:I11", "code:I11#2"]
    assert len(set(keys)) == len(keys)


def test_keys_do_not_depend_on_the_order_of_measures_nor_on_the_reading() -> None:
    turned = dataclasses.replace(SAMPLE, measures=SAMPLE.measures[::-1])
    keys = {each.key for each in find(SAMPLE, CATALOGUE)}
    assert {each.key for each in find(turned, CATALOGUE)} == keys
    assert {each.key for each in find(text.read(SEED).document, CATALOGUE)} == keys


def test_a_heading_with_letters_in_its_number_is_read_with_a_said_guess() -> None:
    for written, code in (("E l3", "E13"), ("El3", "E13"), ("O1O", "O10"), ("I l1", "I11")):
        reading = text.read(report(row(measure=f"มาตรการข้อ {written} คำถามที่ไม่มีใครรู้จัก : 1. ก")))
        assert (reading.document.measures[0].code, reading.document.measures[0].question) == (
            code,
            "คำถามที่ไม่มีใครรู้จัก",
        )
        assert [each.message for each in reading.warnings if each.key == f"code:{code}"] == [
            f"พิมพ์ว่า ข้อ {written} อ่านเป็น {code} โดยคาดเดา และไม่มีถ้อยคำในรายการข้อคำถามให้เทียบ"
        ]


def of_2568(measure: str, catalogue: Catalogue = CATALOGUE) -> list[Doubt]:
    """The doubts about codes and lists of a typed report of measures of 2568 with one measure."""
    opening = "ตามที่ได้วิเคราะห์ ปีงบประมาณ 2567 และจัดทำมาตรการ ในปีงบประมาณ 2568"
    closing = "ผู้รายงาน : นายดี งามยิ่ง กองงาน : กองช่างเทศบาลตำบลทุ่งสาย ว/ด/ป 3 ตุลาคม 2568"
    cell = row(measure=f"มาตรการข้อ {measure} คำถามที่ไม่มีใครรู้จัก : 1. จัดทำ E-Service (อ้างอิงจาก O10)")
    reading = text.read(report(cell, opening=opening, closing=closing), catalogue=catalogue)
    assert reading.document.measures_year == 2568
    return [each for each in reading.warnings if each.key.startswith(("code", "no-list", "reference"))]


def test_a_year_of_which_one_tools_list_is_known_refuses_no_code_of_the_others() -> None:
    for code, tool in (("E13", "EIT"), ("I11", "IIT"), ("E99", "EIT")):
        message = f"ยังไม่มีรายการข้อคำถาม {tool} ปี 2567 และปี 2568 ให้ตรวจรหัส"
        assert of_2568(code) == [Doubt("no-list", "รหัสข้อคำถาม", message)], code
    assert of_2568("O26") == []


def test_a_code_behind_the_last_of_its_tools_list_is_said() -> None:
    assert [each.message for each in of_2568("O29")] == ["ไม่มีข้อ O29 ในรายการข้อคำถามปี 2568"]


def test_a_number_that_the_list_lacks_is_no_mistake() -> None:
    gaps = Catalogue([Entry(2568, "OIT", f"O{number}", 9, "ก", "", "no_text") for number in (10, 28)])
    assert of_2568("O26", gaps) == []
