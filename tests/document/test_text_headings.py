"""The first cell begins with code and question in the ways in which agencies write them."""

import pytest

from document import MarkedText
from document.readers import text
from tests.document.samples import report, row

QUESTION = "หน่วยงานมีระบบการให้บริการออนไลน์หรือไม่"
STEP = MarkedText("1.", "ทำ")


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("มาตรการข้อ E13 {} : 1. ทำ", "E13"),
        ("มาตรการข้อ E13: {} 1. ทำ", "E13"),
        ("มาตรการข้อ E13. {} : 1. ทำ", "E13"),
        ("มาตรการข้อ E13) {} :1. ทำ", "E13"),
        ("ข้อ E-13 {} : 1. ทำ", "E-13"),
        ("E13 {} 1. ทำ", "E13"),
        ("มาตรการที่ 2 ข้อ E 13 {} : 1. ทำ", "E 13"),
        ("ข้อคำถามที่ e13 {} : 1. ทำ", "e13"),
        ("3. มาตรการข้อ E๑๓ {} : 1. ทำ", "E๑๓"),
        ("<p>มาตรการข้อ E13 {} :</p><p>1. ทำ</p>", "E13"),
        ("<p>**มาตรการข้อ E13**</p> <p>{} :</p> <p>1. ทำ</p>", "E13"),
    ],
)
def test_code_question_and_first_step_are_found(cell: str, written: str) -> None:
    [measure] = text.read(report(row(measure=cell.format(QUESTION)))).document.measures
    found = (measure.code, measure.code_as_written, measure.tool, measure.question, measure.steps)
    assert found == ("E13", written, "EIT", QUESTION, (STEP,))


def test_the_heading_keeps_its_words_and_its_colon() -> None:
    [measure] = text.read(report(row(measure=f"มาตรการข้อ E13 {QUESTION} : 1. ทำ"))).document.measures
    assert measure.heading == f"มาตรการข้อ E13 {QUESTION} :"


@pytest.mark.parametrize(
    ("written", "code"), [("11", "I11"), ("l1", "I1"), ("๐18", "O18"), ("o13", "O13"), ("0 8", "O8"), ("๑๑", "I11")]
)
def test_a_code_is_read_by_its_spelling_and_kept_as_written(written: str, code: str) -> None:
    [measure] = text.read(report(row(measure=f"มาตรการข้อ {written} {QUESTION} : 1. ทำ"))).document.measures
    assert (measure.code, measure.code_as_written, measure.question) == (code, written, QUESTION)


def test_text_after_the_colon_without_a_mark_is_a_step() -> None:
    [measure] = text.read(report(row(measure=f"มาตรการข้อ E13 {QUESTION} : ทำ"))).document.measures
    assert measure.steps == (MarkedText("", "ทำ"),)
