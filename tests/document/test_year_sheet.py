"""A year's sheet, filled by a person in a spreadsheet and brought in: what was filled is a measure, nothing else is."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
import xlsxwriter

from document.grids import bounds, sheets
from document.grids.workbook import xlsx
from document.readers import by_grid
from document.readers.reading import Reading
from document.writers import year_sheet
from ita.catalogue import load_csv

ITEMS = load_csv().items(2565)
TITLE = "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
OPENING = "ตามที่ได้วิเคราะห์ผลคะแนน ปีงบประมาณ 2565 และจัดทำมาตรการ ในปีงบประมาณ 2566 โดยมีผลการดำเนินการ ดังนี้"
BLANK = year_sheet.write(title=TITLE, agency="เทศบาลตำบลทุ่งสาย", opening=OPENING, items=ITEMS)
STEPS, ACTION, START, END, OUTCOME, NAME, POST, UNIT = range(3, 11)
Filled = dict[int, str | date]


def rows() -> list[Filled]:
    """The rows of the sheet as it is downloaded, with the cells that hold something."""
    [found] = xlsx.read(bounds.container(BLANK, "")).sheets
    last = max(row for row, _ in found.sheet.cells)
    return [{column: text for (at, column), text in found.sheet.cells.items() if at == row} for row in range(last + 1)]


def row_of(code: str) -> int:
    return next(number for number, row in enumerate(rows()) if row.get(0) == code)


def saved(found: list[Filled]) -> bytes:
    """The rows as a spreadsheet writes them, with real days where somebody typed such."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, day = book.add_worksheet("มาตรการ"), book.add_format({"num_format": "d mmm yyyy"})
    for row, cells in enumerate(found):
        for column, value in cells.items():
            if isinstance(value, date):
                sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)
            else:
                sheet.write_string(row, column, value)
    book.close()
    return out.getvalue()


def read(found: list[Filled]) -> Reading:
    return by_grid.read(sheets.read(saved(found)), agency="เทศบาลตำบลทุ่งสาย", catalogue=load_csv())


def filled(code: str, cells: Filled, *, below: tuple[Filled, ...] = ()) -> list[Filled]:
    """The sheet with one item filled, and rows put in below it."""
    found, at = rows(), row_of(code)
    found[at] |= cells
    found[at + 1 : at + 1] = below
    return found


def days(reading: Reading) -> list[tuple[date, date | None, bool]]:
    [measure] = reading.document.measures
    return [(each.start, each.end, each.open_ended) for action in measure.actions for each in action.dates]


WHOLE: Filled = {
    STEPS: "1. จัดทำคู่มือ\n2. เผยแพร่",
    ACTION: "จัดทำคู่มือแล้ว\nและแจกให้ทุกกอง",
    START: "1/6/66",
    OUTCOME: "ประชาชนเข้าใจขั้นตอน",
    NAME: "นายดี งามยิ่ง",
    POST: "ปลัดเทศบาล",
    UNIT: "ที่ว่าการ",
}


def test_it_lists_every_item_of_the_year_under_the_reports_own_words() -> None:
    found = rows()
    assert [found[at][0] for at in range(3)] == [TITLE, "เทศบาลตำบลทุ่งสาย", OPENING]
    assert list(found[4].values()) == [each.head for each in year_sheet.COLUMNS]
    listed = [(row[0], row[1], row[2]) for row in found[5 : 5 + len(ITEMS)]]
    assert listed == [(each.code, each.tool, each.text or each.group_name) for each in ITEMS] and len(ITEMS) > 50
    assert year_sheet.write(title=TITLE, agency="เทศบาลตำบลทุ่งสาย", opening=OPENING, items=ITEMS) == BLANK


def test_what_was_filled_is_a_measure_and_the_other_items_are_none() -> None:
    reading = read(filled("E13", WHOLE))
    [measure] = reading.document.measures
    [question] = [each.text or each.group_name for each in ITEMS if each.code == "E13"]
    assert (measure.code, measure.tool, measure.question) == ("E13", "EIT", question)
    assert measure.heading == f"มาตรการข้อ E13 {question} :"
    assert [(each.marker, each.text) for each in measure.steps] == [("1.", "จัดทำคู่มือ"), ("2.", "เผยแพร่")]
    [action] = measure.actions
    assert action.text == "จัดทำคู่มือแล้ว\nและแจกให้ทุกกอง เมื่อวันที่ 1 มิถุนายน 2566"
    assert days(reading) == [(date(2023, 6, 1), date(2023, 6, 1), False)]
    assert [each.text for each in measure.outcomes] == ["ประชาชนเข้าใจขั้นตอน"]
    assert [(each.name, each.position, each.unit) for each in measure.officers] == [
        ("นายดี งามยิ่ง", "ปลัดเทศบาล", "ที่ว่าการ")
    ]
    assert measure.details == ()
    document = reading.document
    assert (document.title.split("\n")[-2:], document.assessed_year, document.measures_year) == (
        [TITLE, "เทศบาลตำบลทุ่งสาย"],
        2565,
        2566,
    )
    assert (document.schema, document.kind, document.cover) == (1, "result", ())


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2023, 6, 1), "", (date(2023, 6, 1), date(2023, 6, 1), False)),
        (date(2023, 6, 1), date(2023, 9, 29), (date(2023, 6, 1), date(2023, 9, 29), False)),
        ("๑ มิ.ย. ๖๖", "29 กันยายน 2566", (date(2023, 6, 1), date(2023, 9, 29), False)),
        ("2566-06-01", "2023-09-29", (date(2023, 6, 1), date(2023, 9, 29), False)),
        ("1/6/2566", "ต่อเนื่อง", (date(2023, 6, 1), None, True)),
        ("", "29/9/66", (date(2023, 9, 29), date(2023, 9, 29), False)),
    ],
)
def test_days_are_read_whether_text_or_real(start: str | date, end: str | date, expected: object) -> None:
    reading = read(filled("E13", {ACTION: "อบรม", **({START: start} if start else {}), **({END: end} if end else {})}))
    assert days(reading) == [expected]


def test_a_day_of_the_column_stands_behind_words_that_hold_another_and_not_twice() -> None:
    other = read(filled("E13", {ACTION: "ประชุมเมื่อวันที่ 2 มิถุนายน 2566", START: "5/6/66"}))
    assert [each[0].day for each in days(other)] == [2, 5]
    same = read(filled("E13", {ACTION: "ประชุมเมื่อวันที่ 5 มิถุนายน 2566", START: "5/6/66"}))
    assert [each[0].day for each in days(same)] == [5]


@pytest.mark.parametrize("wrong", [{START: "กลางปี"}, {START: "31/6/66"}, {START: "5/6/66", END: "1/6/66"}])
def test_a_day_that_cannot_be_read_stays_as_words(wrong: Filled) -> None:
    [measure] = read(filled("E13", {ACTION: "อบรม", **wrong})).document.measures
    assert all(str(each) in measure.actions[0].text for each in wrong.values())


def test_days_without_an_action_are_kept() -> None:
    [measure] = read(filled("E13", {STEPS: "1. จัดทำคู่มือ", START: "5/6/66"})).document.measures
    assert [(each.kind, each.text) for each in measure.details] == [("period", "5/6/66")]


@pytest.mark.parametrize("again", [{}, {0: "E13", 1: "EIT"}], ids=["without its code", "with its code"])
def test_a_row_put_in_below_is_another_action_of_the_same_measure(again: Filled) -> None:
    question = rows()[row_of("E13")][2]
    more = {**again, **({2: question} if again else {}), ACTION: "อบรม", START: "5/6/66", NAME: "นายดี งามยิ่ง"}
    [measure] = read(filled("E13", {ACTION: "ประชุม", NAME: "นายดี งามยิ่ง"}, below=(more,))).document.measures
    assert [each.text for each in measure.actions] == ["ประชุม", "อบรม เมื่อวันที่ 5 มิถุนายน 2566"]
    assert [each.name for each in measure.officers] == ["นายดี งามยิ่ง"]


def test_several_officers_stand_line_beside_line() -> None:
    cells: Filled = {ACTION: "อบรม", NAME: "นายดี งามยิ่ง\nนางสาวน้ำ ใจดี", POST: "ปลัด\nนิติกร", UNIT: "สำนักปลัด"}
    [measure] = read(filled("E13", cells)).document.measures
    assert [(each.name, each.position, each.unit) for each in measure.officers] == [
        ("นายดี งามยิ่ง", "ปลัด", "สำนักปลัด"),
        ("นางสาวน้ำ ใจดี", "นิติกร", "สำนักปลัด"),
    ]


def test_what_is_filled_below_the_table_is_the_reports() -> None:
    found = filled("E13", WHOLE)
    [problems] = [number for number, row in enumerate(found) if row.get(0) == "ปัญหา/อุปสรรค :"]
    found[problems + 1 : problems + 2] = [{0: "งบประมาณไม่พอ"}]
    [suggestions] = [number for number, row in enumerate(found) if row.get(0) == "ข้อเสนอแนะ :"]
    found[suggestions + 1 : suggestions + 2] = [{0: "ขอเพิ่ม"}]
    document = read(found).document
    assert [each.text for each in (*document.problems, *document.suggestions)] == ["งบประมาณไม่พอ", "ขอเพิ่ม"]
