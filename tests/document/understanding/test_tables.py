"""Tables as offices draw them: heads in two rows, merged cells, groups, other columns, lists numbered by Word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from document import Measure
from document.grid import Block, Cell, Grid, Paragraph, Place, Table
from document.readers.reading import Reading
from document.understanding import understand
from tests.document.samples import CLOSING, OPENING, TITLE
from tests.document.tables import table_of

Row = list[tuple[str, int, int]]
HEADS = ("มาตรการ/กิจกรรม", "สรุปผลการดำเนินการ", "ผลลัพธ์", "ผู้รับผิดชอบ")
WHO = "นายดี งามยิ่ง นักวิชาการ กองช่าง"


def plain(*texts: str) -> Row:
    return [(text, 1, 1) for text in texts]


def read(*rows: Row, before: tuple[Block, ...] = (), after: tuple[Block, ...] = (), width: int = 0) -> Reading:
    """A report around one table."""
    table = table_of(list(rows), place=Place(table=1))
    assert not width or table.width == width
    return around(table, before=before, after=after)


def around(*blocks: Block, before: tuple[Block, ...] = (), after: tuple[Block, ...] = ()) -> Reading:
    head = (Paragraph(TITLE), Paragraph(OPENING), *before)
    end = (Paragraph("ปัญหา/อุปสรรค"), Paragraph("ไม่มี"), Paragraph("ข้อเสนอแนะ"), Paragraph("ไม่มี"), Paragraph(CLOSING))
    return understand(Grid((*head, *blocks, *after, *end)), agency="เทศบาลตำบลทุ่งสาย")


def summary(measure: Measure) -> tuple[str, str, list[str], list[str], list[str]]:
    """Code, question, and the texts of steps, actions and outcomes."""
    lists = (measure.steps, measure.actions, measure.outcomes)
    texts = [[each.text for each in part] for part in lists]
    return measure.code, measure.question, texts[0], texts[1], texts[2]


def measures(found: Reading) -> list[tuple[str, str, list[str], list[str], list[str]]]:
    return [summary(each) for each in found.document.measures]


def said(found: Reading) -> set[str]:
    return {each.kind for each in found.warnings}


ONE = ("E13", "ถามว่าอย่างไร", ["จัดทำคู่มือ"], ["ทำแล้ว"], ["ดีขึ้น"])
HEADING = "มาตรการข้อ E13 ถามว่าอย่างไร : 1. จัดทำคู่มือ"


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        (HEADS, (HEADING, "ทำแล้ว", "ดีขึ้น", WHO)),
        (("ลำดับที่", *HEADS), ("1", HEADING, "ทำแล้ว", "ดีขึ้น", WHO)),
        (("ผู้รับผิดชอบ", "มาตรการ", "ผลการดำเนินงาน", "ผลสำเร็จ"), (WHO, HEADING, "ทำแล้ว", "ดีขึ้น")),
        (("รหัสข้อ", "ข้อคำถาม", "วิธีดำเนินการ", *HEADS[1:]), ("E13", "ถามว่าอย่างไร", "1. จัดทำคู่มือ", "ทำแล้ว", "ดีขึ้น", WHO)),
        (("ที่", "ข้อ", "มาตรการ", *HEADS[1:]), ("1", "E 13", "ถามว่าอย่างไร : 1. จัดทำคู่มือ", "ทำแล้ว", "ดีขึ้น", WHO)),
        (
            ("มาตรการหรือกิจกรรมที่ได้ดำเนินการ", "รายงานผลการปฏิบัติ", "ผลที่ได้รับ", "หน่วยงานที่รับผิดชอบ"),
            (HEADING, "ทำแล้ว", "ดีขึ้น", WHO),
        ),
    ],
    ids=["the form", "numbered", "another order", "item and question apart", "item in a column", "other words"],
)
def test_columns_in_any_order_and_wording(heads: tuple[str, ...], cells: tuple[str, ...]) -> None:
    found = read(plain(*heads), plain(*cells))
    assert measures(found) == [ONE]
    [officer] = found.document.measures[0].officers
    assert (officer.name, officer.unit) == ("นายดี งามยิ่ง", "กองช่าง")


def test_a_head_in_two_rows() -> None:
    found = read(
        [("มาตรการ", 2, 1), ("ผลการดำเนินการ", 1, 2), ("ผู้รับผิดชอบ", 2, 1)],
        plain("สิ่งที่ดำเนินการ", "ผลลัพธ์"),
        plain(HEADING, "ทำแล้ว", "ดีขึ้น", WHO),
        width=4,
    )
    assert measures(found) == [ONE]


def test_a_head_whose_cells_reach_over_columns_of_months() -> None:
    found = read(
        [("มาตรการ", 2, 1), ("ระยะเวลาดำเนินการ", 1, 2), ("สรุปผลการดำเนินการ", 2, 1), ("ผู้รับผิดชอบ", 2, 1)],
        plain("ต.ค. - มี.ค.", "เม.ย. - ก.ย."),
        plain(HEADING, "/", "", "ทำแล้ว", WHO),
    )
    [measure] = found.document.measures
    assert [each.text for each in measure.actions] == ["ทำแล้ว"]
    assert [(each.kind, each.text) for each in measure.details] == [("period", "ต.ค. - มี.ค.")]


def test_one_measure_merged_over_the_rows_of_its_actions() -> None:
    found = read(
        plain(*HEADS),
        [(HEADING, 3, 1), ("อบรม", 1, 1), ("รู้มากขึ้น", 1, 1), (WHO, 3, 1)],
        plain("ติดป้าย", "เห็นมากขึ้น"),
        plain("ประกาศ", ""),
        plain("มาตรการข้อ E14 อีกข้อ :", "ประชุม", "ร่วมมือ", WHO),
    )
    assert measures(found) == [
        ("E13", "ถามว่าอย่างไร", ["จัดทำคู่มือ"], ["อบรม", "ติดป้าย", "ประกาศ"], ["รู้มากขึ้น", "เห็นมากขึ้น"]),
        ("E14", "อีกข้อ", [], ["ประชุม"], ["ร่วมมือ"]),
    ]
    assert [len(each.officers) for each in found.document.measures] == [1, 1]


def test_rows_that_leave_the_measure_empty_go_on_with_the_one_above() -> None:
    found = read(plain(*HEADS), plain(HEADING, "อบรม", "ดีขึ้น", WHO), plain("", "ติดป้าย", "", ""))
    assert [each[3] for each in measures(found)] == [["อบรม", "ติดป้าย"]]


def test_group_rows_say_the_instrument_of_bare_numbers() -> None:
    found = read(
        plain(*HEADS),
        [("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)", 1, 4)],
        plain("ข้อ 11 ถามว่าอย่างไร :", "ทำแล้ว", "ดีขึ้น", WHO),
        [("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)", 1, 4)],
        plain("ข้อ 13 ถามว่าอย่างไร :", "ทำแล้ว", "ดีขึ้น", WHO),
    )
    assert [each.code for each in found.document.measures] == ["I11", "E13"]


def test_the_title_in_merged_cells_over_the_heads() -> None:
    table = table_of(
        [[("รายงานอยู่ในตาราง ปีงบประมาณ 2566", 1, 4)], plain(*HEADS), plain(HEADING, "ทำแล้ว", "ดีขึ้น", WHO)],
        place=Place(table=1),
    )
    found = understand(Grid((table,)), agency="ก")
    assert (found.document.title, found.document.measures_year) == ("รายงานอยู่ในตาราง ปีงบประมาณ 2566", 2566)


def test_two_tables_of_one_report_the_second_without_heads() -> None:
    first = table_of([plain(*HEADS), plain(HEADING, "ทำแล้ว", "ดีขึ้น", WHO)], place=Place(table=1))
    second = table_of([plain("มาตรการข้อ E14 อีกข้อ :", "ประชุม", "ร่วมมือ", WHO)], place=Place(table=2))
    found = around(first, second)
    assert [each.code for each in found.document.measures] == ["E13", "E14"]


def test_heads_that_are_repeated_on_each_page_are_no_measures() -> None:
    row = plain(HEADING, "ทำแล้ว", "ดีขึ้น", WHO)
    assert measures(read(plain(*HEADS), row, plain(*HEADS), row)) == [ONE, ONE]


def test_a_table_of_three_columns_without_heads_is_read_by_place() -> None:
    found = read(plain(HEADING, "ทำแล้ว", WHO))
    [measure] = found.document.measures
    assert (summary(measure)[:4], measure.officers[0].name) == (ONE[:4], "นายดี งามยิ่ง")
    assert "columns" in said(found)


def listed(*items: tuple[str, str]) -> Cell:
    return Cell(tuple(Paragraph(text, Place(table=1, row=2, column=1), marker) for marker, text in items))


def test_lists_that_the_program_numbers() -> None:
    """The numbers stand nowhere in the words; a person sees them all the same."""
    head = table_of([plain(*HEADS)], place=Place(table=1)).rows[0]
    cells = [
        listed(("", "มาตรการข้อ E13 ถามว่าอย่างไร :"), ("1.", "จัดทำคู่มือ"), ("2.", "เผยแพร่")),
        listed(("๑.", "อบรม"), ("๒.", "ติดป้าย")),
        listed(("•", "ดีขึ้น"), ("•", "มากขึ้น")),
        listed(("", WHO)),
    ]
    row = tuple(replace(cell, place=Place(table=1, row=2, column=at)) for at, cell in enumerate(cells, start=1))
    found = around(Table((head, row), Place(table=1)))
    [measure] = found.document.measures
    assert [
        [(each.marker, each.text) for each in part] for part in (measure.steps, measure.actions, measure.outcomes)
    ] == [
        [("1.", "จัดทำคู่มือ"), ("2.", "เผยแพร่")],
        [("๑.", "อบรม"), ("๒.", "ติดป้าย")],
        [("•", "ดีขึ้น"), ("•", "มากขึ้น")],
    ]


def test_line_breaks_within_a_paragraph_begin_items_only_where_a_mark_stands() -> None:
    cell = Cell((Paragraph("1. อบรมเจ้าหน้าที่\nทุกคน\n2. ติดป้าย"),), Place(table=1, row=2, column=2))
    table = table_of([plain(*HEADS), plain(HEADING, "x", "ดีขึ้น", WHO)], place=Place(table=1))
    first, *others = table.rows[1]
    found = around(replace(table, rows=(table.rows[0], (first, cell, *others[1:]))))
    assert summary(found.document.measures[0])[3] == ["อบรมเจ้าหน้าที่\nทุกคน", "ติดป้าย"]


def test_several_measures_in_one_cell() -> None:
    found = read(
        plain(*HEADS),
        plain("มาตรการข้อ E1 ถามหนึ่ง :\nมาตรการข้อ E2 ถามสอง :", "อบรม\nติดป้าย", "ดีขึ้น", WHO),
    )
    assert measures(found) == [("E1", "ถามหนึ่ง", [], ["อบรม"], ["ดีขึ้น"]), ("E2", "ถามสอง", [], ["ติดป้าย"], [])]
    assert "shared" in said(found)
    assert [each.officers[0].name for each in found.document.measures] == ["นายดี งามยิ่ง"] * 2


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("มาตรการข้อ E13 และ E14 ถามว่า :", ("E13", "E14")),
        ("มาตรการข้อ E1/E2 ถามว่า :", ("E1", "E2")),
        ("มาตรการข้อ I1 - I3 ถามว่า :", ("I1", "I2", "I3")),
        ("มาตรการข้อ I1, 2 และ 5 ถามว่า :", ("I1", "I2", "I5")),
        ("EIT ข้อ 3 และ 4 ถามว่า :", ("E3", "E4")),
        ("ข้อ O8 ถึง O9 ถามว่า :", ("O8", "O9")),
        ("มาตรการข้อ E13 และการให้บริการ :", ("E13",)),
        ("มาตรการข้อ E13 - การให้บริการ 24 ชั่วโมง :", ("E13",)),
    ],
)
def test_several_items_in_one_heading(heading: str, codes: tuple[str, ...]) -> None:
    [measure] = read(plain(*HEADS), plain(heading, "ทำแล้ว", "ดีขึ้น", WHO)).document.measures
    assert (measure.code, *measure.more_codes) == codes
    assert not measure.question.startswith((":", "และ E", "/"))


def test_signatures_in_a_table() -> None:
    signs = table_of(
        [
            [
                ("ลงชื่อ......................ผู้รายงาน\n(นายดี งามยิ่ง)\nตำแหน่ง นักวิชาการ\nวันที่ 3 ตุลาคม 2566", 1, 1),
                ("ลงชื่อ......................ผู้อนุมัติ\n(นางงาม ดีจริง)\nนายกเทศมนตรีตำบลทุ่งสาย", 1, 1),
            ]
        ],
        place=Place(table=2),
    )
    table = table_of([plain(*HEADS), plain(HEADING, "ทำแล้ว", "ดีขึ้น", WHO)], place=Place(table=1))
    document = understand(Grid((Paragraph(TITLE), Paragraph(OPENING), table, signs))).document
    assert (document.reporter.name, document.reporter.position) == ("นายดี งามยิ่ง", "นักวิชาการ")
    assert (document.reported_on_as_written, document.reporter.unit) == ("3 ตุลาคม 2566", "กองช่าง")
    assert document.approver is not None
    assert (document.approver.name, document.approver.post) == ("นางงาม ดีจริง", "นายกเทศมนตรีตำบลทุ่งสาย")


def test_a_row_of_totals_is_no_measure() -> None:
    found = read(
        plain(*HEADS, "งบประมาณ"), plain(HEADING, "ทำแล้ว", "ดีขึ้น", WHO, "5,000"), plain("รวม", "", "", "", "5,000")
    )
    [measure] = found.document.measures
    assert [(each.kind, each.text) for each in measure.details] == [("budget", "5,000")]


def test_days_in_columns_of_their_own_belong_to_the_action_of_their_row() -> None:
    found = read(
        plain(*HEADS, "วันที่เริ่ม", "วันที่สิ้นสุด"),
        plain(HEADING, "อบรม", "ดีขึ้น", WHO, "1 มิถุนายน 2566", "5 มิถุนายน 2566"),
        plain("", "ติดป้าย เมื่อวันที่ 9 มิถุนายน 2566", "", "", "9 มิถุนายน 2566", ""),
    )
    [measure] = found.document.measures
    assert [each.text for each in measure.actions] == [
        "อบรม วันที่ 1 มิถุนายน 2566 – 5 มิถุนายน 2566",
        "ติดป้าย เมื่อวันที่ 9 มิถุนายน 2566",
    ]
    assert [[(day.start.day, day.end and day.end.day) for day in each.dates] for each in measure.actions] == [
        [(1, 5)],
        [(9, 9)],
    ]


def test_a_curriculum_vitae_is_no_report() -> None:
    from document import ReportError  # noqa: PLC0415

    table = table_of([plain("ชื่อ", "นายดี งามยิ่ง"), plain("การศึกษา", "ปริญญาตรี")], place=Place(table=1))
    with pytest.raises(ReportError, match="ไม่พบตารางมาตรการ"):
        understand(Grid((Paragraph("ประวัติย่อ"), table)))
