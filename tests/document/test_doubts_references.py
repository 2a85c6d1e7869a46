"""Doubts about references: a number outside its year's list, or words beside it of another item only."""

import dataclasses

import pytest

from document import MarkedText, Reference, ReportDocument
from document.doubts import Doubt, Proposal, Rename, Reyear, find
from document.readers import text
from ita.catalogue import Catalogue, Entry, load_csv
from tests.document.samples import SEED, report, row

SAMPLE = text.read(SEED).document
CATALOGUE = load_csv()


def doubts(document: ReportDocument, catalogue: Catalogue = CATALOGUE) -> list[Doubt]:
    return [each for each in find(document, catalogue) if each.key.startswith("reference")]


def of_step(step: str, year: int = 2566) -> list[str]:
    """Messages for a measure with this step, its references taken to be of `year`."""
    document = text.read(report(row(measure=f"มาตรการข้อ E13 หน่วยงานมีระบบการให้บริการออนไลน์หรือไม่ : 1. {step}"))).document
    [measure] = document.measures
    dated = tuple(dataclasses.replace(each, year=year) for each in measure.references)
    measure = dataclasses.replace(measure, references=dated)
    return [each.message for each in doubts(dataclasses.replace(document, measures=(measure,)))]


def test_in_the_sample_the_four_references_to_manuals_warn_and_no_other() -> None:
    assert [each.key for each in doubts(SAMPLE)] == [f"reference:I11:{number}" for number in (1, 2, 3, 4)]


def test_the_warning_names_the_items_whose_words_stand_there() -> None:
    first, second, *_ = doubts(SAMPLE)
    assert first.place == "มาตรการที่ 1 (ข้อ 11) ข้ออ้างอิงที่ 1 “o13”"
    assert first.message == (
        "พิมพ์ว่า o13 เลขนี้ของปี 2566 คือ “รายงานผลการดำเนินงานประจำปี” "
        "ท่านหมายถึง “คู่มือหรือมาตรฐานการปฏิบัติงาน” (o14 ของปี 2566 หรือ o13 ของปี 2565) หรือไม่"
    )
    assert second.message.split("ท่านหมายถึง ")[1] == "“คู่มือหรือมาตรฐานการให้บริการ” (o15 ของปี 2566 หรือ o14 ของปี 2565) หรือไม่"


def test_the_warning_proposes_another_number_or_another_years_list() -> None:
    first, *_ = doubts(SAMPLE)
    assert first.proposals == (
        Proposal("แก้เป็น o14", Rename(1, "o14")),
        Proposal("เป็นเลขของปี 2565", Reyear(1, 2565)),
    )


def test_the_same_mistake_twice_is_said_in_the_same_words() -> None:
    messages = [each.message for each in doubts(SAMPLE)]
    assert messages[0] == messages[2] != messages[1] == messages[3]


def test_the_same_references_of_the_year_before_are_right() -> None:
    first = SAMPLE.measures[0]
    references = tuple(dataclasses.replace(each, year=2565) for each in first.references)
    changed = dataclasses.replace(SAMPLE, measures=(dataclasses.replace(first, references=references),))
    assert doubts(changed) == []


@pytest.mark.parametrize(
    ("step", "year"),
    [
        ("เผยแพร่โครงสร้างหน่วยงาน (อ้างอิงจาก O1)", 2566),
        ("ปรับปรุงถาม-ตอบ Q&A (อ้างอิงจาก o8)", 2566),
        ("จัดทำคู่มือหรือมาตรฐานการให้บริการ (อ้างอิงจาก O15)", 2566),
        ("จัดทำคู่มือหรือมาตรฐานการให้บริการ (อ้างอิงจาก O14)", 2565),
        ("ทำสิ่งที่ไม่มีในรายการใด (อ้างอิงจาก O20)", 2566),
        ("จัดทำ E-Service และ Q&A (อ้างอิงจาก O18, O8)", 2566),
    ],
)
def test_a_reference_whose_words_are_its_own_or_nobodys_is_no_doubt(step: str, year: int) -> None:
    assert of_step(step, year) == []


@pytest.mark.parametrize(
    ("step", "year", "message"),
    [
        ("ทำ (อ้างอิงจาก O44)", 2566, "พิมพ์ว่า O44 แต่รายการของปี 2566 ไม่มีข้อ O44 โปรดตรวจเลขข้อ"),
        (
            "จัดทำ E-Service (อ้างอิงจาก O99)",
            2566,
            "พิมพ์ว่า O99 แต่รายการของปี 2566 ไม่มีข้อ O99 ท่านหมายถึง “E-Service” (O18 ของปี 2566 หรือ O17 ของปี 2565) หรือไม่",
        ),
        (
            "จัดทำ E-Service (อ้างอิงจาก O18)",
            2565,
            "พิมพ์ว่า O18 เลขนี้ของปี 2565 คือ “แผนการใช้จ่ายงบประมาณประจำปี” "
            "ท่านหมายถึง “E-Service” (O17 ของปี 2565 หรือ O18 ของปี 2566) หรือไม่",
        ),
        (
            "ทำ (อ้างอิงจาก E13)",
            2566,
            "พิมพ์ว่า E13 ซึ่งเป็นข้อของ EIT ไม่ใช่ OIT ท่านหมายถึง “รายงานผลการดำเนินงานประจำปี” (O13 ของปี 2566) หรือไม่",
        ),
        (
            "ทำ (อ้างอิงจาก 13)",
            2566,
            "พิมพ์ว่า 13 อ่านเป็น I13 ซึ่งเป็นข้อของ IIT ไม่ใช่ OIT ท่านหมายถึง “รายงานผลการดำเนินงานประจำปี” (o13 ของปี 2566) หรือไม่",
        ),
    ],
)
def test_a_wrong_reference_is_named(step: str, year: int, message: str) -> None:
    assert of_step(step, year) == [message]


def test_the_words_beside_one_reference_are_not_those_beside_the_one_before() -> None:
    assert of_step("จัดทำ E-Service (อ้างอิงจาก O18) และอื่น ๆ (อ้างอิงจาก O20)") == []


def test_words_far_before_a_reference_do_not_stand_beside_it() -> None:
    assert of_step("จัดทำ E-Service " + "แล้วติดตามผลต่อไป " * 10 + "(อ้างอิงจาก O20)") == []


def test_a_reference_of_a_year_without_a_list_cannot_be_doubted() -> None:
    assert of_step("จัดทำ E-Service (อ้างอิงจาก O1)", 2570) == []


def test_a_reference_of_a_year_with_the_lists_of_other_tools_or_with_gaps_cannot_be_doubted() -> None:
    [document] = [dataclasses.replace(SAMPLE, measures=(dataclasses.replace(SAMPLE.measures[0], steps=()),))]
    for entry in (Entry(2566, "EIT", "E1", 6, "ก", "", "no_text"), Entry(2566, "OIT", "O43", 10, "ก", "", "no_text")):
        assert doubts(document, Catalogue([entry])) == [], entry


def test_references_that_no_step_mentions_are_held_to_the_list_alone() -> None:
    first = dataclasses.replace(
        SAMPLE.measures[0],
        steps=(MarkedText("", "ก"),),
        references=(Reference("O13", "o13", 2566), Reference("O50", "", 2566)),
    )
    found = doubts(dataclasses.replace(SAMPLE, measures=(first,)))
    assert [each.key for each in found] == ["reference:I11:2"]


def test_brackets_without_a_readable_code_warn_when_the_file_is_read() -> None:
    reading = text.read(
        report(row(measure="มาตรการข้อ E13 ก : 1. ตามระเบียบ (อ้างอิงจาก คู่มือเดิม) และ (อ้างอิงจาก O18 และ O8)"))
    )
    assert [each.key for each in reading.warnings if each.key.startswith("reference-unread")] == [
        "reference-unread:1:measure:1"
    ]
    assert [each.code for each in reading.document.measures[0].references] == ["O18", "O8"]


def test_letters_put_for_digits_are_read_and_said_to_be_a_guess() -> None:
    said = [*of_step("จัดทำ E-Service (อ้างอิงจาก Ol8)"), *of_step("ทำ (อ้างอิงจาก o l8, O 4 และ O1O)")]
    assert [each.partition(" โดยคาดเดา ท่านหมายถึง ")[0] for each in said] == [
        "พิมพ์ว่า Ol8 อ่านเป็น O18",
        "พิมพ์ว่า o l8 อ่านเป็น O18",
        "พิมพ์ว่า O1O อ่านเป็น O10",
    ]
    [other] = of_step("ทำ (อ้างอิงจาก E l3)")
    assert other.startswith("พิมพ์ว่า E l3 อ่านเป็น E13 ซึ่งเป็นข้อของ EIT ไม่ใช่ OIT")


def test_a_guess_that_a_person_has_settled_is_not_said_again() -> None:
    first = dataclasses.replace(SAMPLE.measures[0], steps=(), references=(Reference("O19", "Ol8", 2566),))
    assert doubts(dataclasses.replace(SAMPLE, measures=(first,))) == []


def test_a_letter_apart_from_its_number_is_one_name() -> None:
    reading = text.read(report(row(measure="มาตรการข้อ E13 ก : 1. ทำ (อ้างอิงจาก o 14 o 15 และ ๐ ๘)")))
    assert [each.code for each in reading.document.measures[0].references] == ["O14", "O15", "O8"]
    assert [each.key for each in reading.warnings if each.key.startswith("reference-unread")] == []
