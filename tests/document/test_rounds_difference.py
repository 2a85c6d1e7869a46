"""What changed between two rounds, field by field, in words that a reader of the report knows."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from document import Action, Approver, MarkedText, Measure, Officer, ReportDocument
from document.difference import Change, changes
from document.readers import text
from tests.document import samples
from tests.document.strategies import any_document, plain
from thai.difference import merged

DOCUMENT = text.read(samples.report(), agency="อบต.ทดสอบ").document
MEASURE = DOCUMENT.measures[0]


def with_measures(*measures: Measure) -> ReportDocument:
    return replace(DOCUMENT, measures=measures)


def acted(*texts: str) -> ReportDocument:
    actions = tuple(Action(f"{number}.", words) for number, words in enumerate(texts, start=1))
    return with_measures(replace(MEASURE, actions=actions))


def shown(found: tuple[Change, ...]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [(change.place, change.field, list(change.pieces)) for change in found]


@given(any_document)
def test_a_document_does_not_differ_from_itself(document: ReportDocument) -> None:
    assert changes(document, document) == ()


@given(any_document, any_document)
def test_two_documents_differ_exactly_where_they_are_not_equal(one: ReportDocument, other: ReportDocument) -> None:
    assert (changes(one, other) == ()) == (one == other)


@given(any_document, any_document)
def test_every_line_shows_a_difference(one: ReportDocument, other: ReportDocument) -> None:
    assert [change for change in changes(one, other) if change.pieces and change.before == change.after] == []


def test_what_no_reader_sees_is_a_line_all_the_same() -> None:
    after = replace(DOCUMENT, problems=(*DOCUMENT.problems, MarkedText("", "")))
    assert [(each.field, each.pieces) for each in changes(DOCUMENT, after)] == [("ข้อมูลที่ไม่ปรากฏในหน้ารายงาน", ())]


@given(st.text(max_size=60), st.text(max_size=60))
def test_merged_pieces_hold_both_texts_whole(before: str, after: str) -> None:
    pieces = merged(before, after)
    assert "".join(words for kind, words in pieces if kind != "added") == before
    assert "".join(words for kind, words in pieces if kind != "removed") == after
    assert all(words for _, words in pieces)


@given(plain, plain, plain)
def test_words_put_in_between_are_all_that_is_marked(start: str, added: str, end: str) -> None:
    pieces = merged(f"{start} {end}", f"{start} {added} {end}")
    assert not [words for kind, words in pieces if kind == "removed"]


def test_a_mark_above_is_never_parted_from_its_letter() -> None:
    assert merged("ประชุมที่บ้าน", "ประชุมที่บ้านใหม่") == [("kept", "ประชุมที่บ้าน"), ("added", "ใหม่")]
    for before, after in [("กา", "ก้า"), ("น้ำ", "นำ")]:
        assert [kind for kind, _ in merged(before, after)][:2] == ["removed", "added"]


def test_a_huge_changed_text_is_compared_at_once() -> None:
    before, after = "ก" * 30000 + "ข" * 30000, "ค" * 40000 + "ง" * 40000
    assert [(kind, len(words)) for kind, words in merged(before, after)] == [("removed", 60000), ("added", 80000)]


def test_words_added_to_an_action_are_marked_in_it() -> None:
    before = acted("เผยแพร่แล้ว", "จัดประชุมประชาคมหมู่บ้าน เพื่อรับฟังปัญหา")
    after = acted("เผยแพร่แล้ว", "จัดประชุมประชาคมหมู่บ้าน รวม 9 ครั้ง เพื่อรับฟังปัญหา")
    assert shown(changes(before, after)) == [
        (
            "ข้อ E13",
            "สรุปผลการดำเนินการที่ 2",
            [("kept", "จัดประชุมประชาคมหมู่บ้าน "), ("added", "รวม 9 ครั้ง "), ("kept", "เพื่อรับฟังปัญหา")],
        )
    ]


def test_an_action_put_first_does_not_change_those_that_follow() -> None:
    before, after = acted("เผยแพร่แล้ว", "จัดประชุมแล้ว"), acted("แต่งตั้งคณะทำงาน", "เผยแพร่แล้ว", "จัดประชุมแล้ว")
    assert [(each.field, each.before, each.after) for each in changes(before, after)] == [
        ("สรุปผลการดำเนินการที่ 1", "", "แต่งตั้งคณะทำงาน"),
        ("เลขลำดับของสรุปผลการดำเนินการ", "1. 2.", "2. 3."),
    ]


def test_measures_that_came_and_went_are_shown_whole() -> None:
    new = replace(MEASURE, code="O18", question="บริการออนไลน์", heading="มาตรการข้อ O18 บริการออนไลน์ :")
    found = changes(with_measures(MEASURE), with_measures(new))
    assert [(change.place, change.field) for change in found] == [("ข้อ O18", "เพิ่มทั้งข้อ"), ("ข้อ E13", "นำออกทั้งข้อ")]
    assert found[0].before == found[1].after == ""
    assert found[0].after.startswith("มาตรการข้อ O18 บริการออนไลน์ :\n")


def test_a_code_that_was_put_right_is_one_measure() -> None:
    right = replace(MEASURE, code="E14", code_as_written="E14", heading=MEASURE.heading.replace("E13", "E14"))
    assert [(each.place, each.field) for each in changes(DOCUMENT, with_measures(right))] == [("ข้อ E14", "หัวข้อ")]


def test_a_changed_order_is_one_line() -> None:
    other = replace(MEASURE, code="O18", question="บริการออนไลน์", heading="มาตรการข้อ O18 บริการออนไลน์ :")
    found = changes(with_measures(MEASURE, other), with_measures(other, MEASURE))
    assert [(each.field, each.before, each.after) for each in found] == [("ลำดับมาตรการ", "E13 O18", "O18 E13")]


def test_the_reports_own_parts_have_names() -> None:
    after = replace(
        DOCUMENT,
        opening=f"{DOCUMENT.opening} ดังนี้",
        problems=(MarkedText("", "ฝนตกหนัก"),),
        reporter=replace(DOCUMENT.reporter, unit="กองคลัง"),
        approver=Approver("นายดี", "ปลัด", "acting", "นายก"),
    )
    assert [(each.place, each.field) for each in changes(DOCUMENT, after)] == [
        ("รายงาน", "ข้อความนำ"),
        ("รายงาน", "ปัญหา/อุปสรรค"),
        ("รายงาน", "กองงานของผู้รายงาน"),
        ("รายงาน", "ผู้อนุมัติ"),
        ("รายงาน", "ตำแหน่งผู้อนุมัติ"),
    ]
    assert changes(DOCUMENT, after)[-1].after == "ปลัด รักษาราชการแทน นายก"


def test_an_officer_who_took_over_is_shown_by_both_names() -> None:
    officer = Officer("นางสาวกานดา ใจงาม", "นักพัฒนาชุมชน", "กองสวัสดิการ", "")
    found = changes(DOCUMENT, with_measures(replace(MEASURE, officers=(officer,))))
    assert [each.field for each in found] == ["ผู้รับผิดชอบ"]
    assert "กานดา" in found[0].after
    assert "กานดา" not in found[0].before
