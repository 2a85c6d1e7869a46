"""Cells are split into items at the marks that people meant as marks."""

import pytest

from document import MarkedText
from document.grids.text import paragraphs
from document.understanding.items import items


def read(cell: str) -> list[tuple[str, str]]:
    return [(item.marker, item.text) for item in items(paragraphs(cell))]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1. ก 2. ข 3. ค", [("1.", "ก"), ("2.", "ข"), ("3.", "ค")]),
        ("<p>1. ก</p> <p>2. ข</p>", [("1.", "ก"), ("2.", "ข")]),
        ("<p>ก</p><p>ข</p>", [("", "ก"), ("", "ข")]),
        ("1) ก 2) ข", [("1)", "ก"), ("2)", "ข")]),
        ("(1) ก (2) ข", [("(1)", "ก"), ("(2)", "ข")]),
        ("๑. ก ๒. ข", [("๑.", "ก"), ("๒.", "ข")]),
        ("- ก - ข", [("-", "ก"), ("-", "ข")]),
        ("• ก • ข", [("•", "ก"), ("•", "ข")]),
        ("1. ก", [("1.", "ก")]),
        ("", []),
        ("<p> </p>", []),
        ("-", [("", "-")]),
        ("1. 2. ข", [("", "1."), ("2.", "ข")]),
        ("**1. ก** 2. ข", [("1.", "ก"), ("2.", "ข")]),
    ],
)
def test_marks_begin_items(cell: str, expected: list[tuple[str, str]]) -> None:
    assert read(cell) == expected


def test_a_year_before_a_mark_stays_with_its_sentence() -> None:
    assert read("1. ทำคู่มือปี พ.ศ. 2566 2. เผยแพร่") == [("1.", "ทำคู่มือปี พ.ศ. 2566"), ("2.", "เผยแพร่")]


@pytest.mark.parametrize(
    "cell",
    [
        "ทำคู่มือฉบับปี พ.ศ. 2566 2. แล้วเผยแพร่",  # no 1. before it
        "1. ทำก่อน 3. แล้วข้าม",  # 2 is missing
        "1. ตามข้อ 2. ของประกาศ",
        "1. เมื่อวันที่ 2. กันยายน 2566",
        "1. ภายใน 2. ก.ย. 2566",
        "1. ได้คะแนน 2.5 เต็ม",
        "1. เวลา 13.45 น. และ 2.00 น.",
        "1. แบบ2. ติดกัน",
        "1. ก (2) ข",  # another style
        "1. ก ๒. ข",  # other digits
        "ติดต่อ - สอบถาม",
        "- ระหว่าง 1 มิถุนายน 2566 - 29 กันยายน 2566",
    ],
)
def test_numbers_and_dashes_inside_sentences_are_no_marks(cell: str) -> None:
    assert len(read(cell)) == 1


@pytest.mark.parametrize("word", ["งบประมาณ", "เข้าถึง", "ตามลำดับ", "พื้นที่", "ล่วงหน้า", "ตรงเวลา"])
def test_a_sentence_may_end_in_a_word_that_looks_like_counting(word: str) -> None:
    assert read(f"1. จัดทำ{word} 2. เผยแพร่") == [("1.", f"จัดทำ{word}"), ("2.", "เผยแพร่")]


def test_a_number_that_begins_another_paragraph_is_not_looked_for_inside_one() -> None:
    cell = "<p>1. ก ดูเอกสาร 2. หน้าแรก</p><p>2. ข</p>"
    assert read(cell) == [("1.", "ก ดูเอกสาร 2. หน้าแรก"), ("2.", "ข")]


def test_dashes_inside_are_left_alone_when_several_paragraphs_begin_with_one() -> None:
    assert read("<p>- ช่องทางติดต่อ - สอบถาม</p><p>- ข</p>") == [("-", "ช่องทางติดต่อ - สอบถาม"), ("-", "ข")]


def test_two_digit_numbers_run_on() -> None:
    cell = " ".join(f"{number}. ก" for number in range(1, 31))
    assert read(cell) == [(f"{number}.", "ก") for number in range(1, 31)]


def test_marks_between_letters_leave_one_spelling() -> None:
    assert items(paragraphs("เ**เผยแพร่")) == (MarkedText("", "แผยแพร่"),)
