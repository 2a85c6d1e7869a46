"""A document as a workbook: a sheet of all measures, a row an action, and a sheet for each measure.

Every cell is text, a number or a real day; nothing that anybody typed is a formula, a link or markup. Days are shown in
the Buddhist era by Excel's own Thai calendar, with the words in which they were written beside them.
"""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from document.values import Action, Measure, ReportDocument
from document.writers import printed

MOST_IN_A_CELL = 32_767  # letters that a cell holds
_MOST_SHEETS = 300  # of measures: a workbook of more is slow to open, and its tabs can't be read
_THAI_DAY = "[$-107041E]d mmm yyyy"
_NO_FORMULAS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_LONG_AGO = datetime(2000, 1, 1)
# Head and width in letters.
_COLUMNS = (
    ("ลำดับ", 6),
    ("รหัสข้อ", 9),
    ("มาตรการหรือกิจกรรม", 46),
    ("สรุปผลการดำเนินการ", 46),
    ("วันที่เริ่ม", 13),
    ("วันที่สิ้นสุด", 13),
    ("วันที่ตามที่เขียน", 24),
    ("ผลลัพธ์หรือความสำเร็จ", 36),
    ("ผู้รับผิดชอบ", 30),
)
_OF_THE_MEASURE = (0, 1, 2, 7, 8)  # columns whose cells reach over all rows of a measure


def write(document: ReportDocument) -> bytes:
    """The workbook's bytes, the same for the same document."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _NO_FORMULAS)
    book.set_properties({"title": document.title.replace("\n", " "), "author": document.agency, "created": _LONG_AGO})
    look = _Look(book)
    _all(book.add_worksheet("มาตรการ"), document, look)
    for number, measure in enumerate(document.measures[:_MOST_SHEETS], start=1):
        _one(book.add_worksheet(f"{number}"), measure, look)
    book.close()
    return out.getvalue()


class _Look:
    """How cells look."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        plain = {"font_name": "TH SarabunPSK", "font_size": 14, "valign": "top", "text_wrap": True}
        self.text = book.add_format({**plain, "border": 1, "num_format": "@"})
        self.number = book.add_format({**plain, "border": 1, "align": "center"})
        self.day = book.add_format({**plain, "border": 1, "num_format": _THAI_DAY, "align": "left"})
        self.head = book.add_format({**plain, "border": 1, "bold": True, "bg_color": "#EEF1F5", "align": "center"})
        self.title = book.add_format({**plain, "bold": True, "font_size": 16, "text_wrap": False})
        self.outside = book.add_format({**plain, "text_wrap": False})


def _all(sheet: Worksheet, document: ReportDocument, look: _Look) -> None:
    row = _head(sheet, document, look)
    for column, (head, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(row, column, head, look.head)
    sheet.freeze_panes(row + 1, 2)
    sheet.repeat_rows(row)
    row += 1
    for number, measure in enumerate(document.measures, start=1):
        row = _measure(sheet, row, number, measure, look)
    _below(sheet, row + 1, document, look)


def _head(sheet: Worksheet, document: ReportDocument, look: _Look) -> int:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    lines = [*document.title.split("\n"), document.agency, *document.opening.split("\n")]
    row = 0
    for row, line in enumerate(filter(None, lines)):
        sheet.write_string(row, 0, _within(line), look.title if row == 0 else look.outside)
    return row + 2


def _measure(sheet: Worksheet, row: int, number: int, measure: Measure, look: _Look) -> int:
    """Writes a measure's rows, and says which row is free after them."""
    actions: tuple[Action | None, ...] = measure.actions or (None,)
    last = row + len(actions) - 1
    of_measure, _, outcomes, officers = printed.cells(measure)
    whole: dict[int, Any] = {
        0: number,
        1: measure.code,
        2: _lines(of_measure),
        7: _lines(outcomes),
        8: _lines(officers),
    }
    for column in _OF_THE_MEASURE:
        _write(sheet, (row, last), column, whole[column], look)
    for at, action in enumerate(actions, start=row):
        _action(sheet, at, action, look)
    return last + 1


def _action(sheet: Worksheet, row: int, action: Action | None, look: _Look) -> None:
    days = action.dates if action else ()
    one = days[0] if len(days) == 1 else None  # of several, which are these? Their words say it.
    sheet.write_string(row, 3, _within(printed.item(action)) if action else "", look.text)
    for column, day in ((4, one.start if one else None), (5, one.end if one else None)):
        if day is None:
            sheet.write_blank(row, column, None, look.day)
        else:
            sheet.write_datetime(row, column, datetime.combine(day, time()), look.day)
    sheet.write_string(row, 6, _within(_lines(each.as_written for each in days)), look.text)


def _write(sheet: Worksheet, rows: tuple[int, int], column: int, value: str | int, look: _Look) -> None:
    first, last = rows
    style = look.number if isinstance(value, int) else look.text
    if first < last:
        sheet.merge_range(first, column, last, column, "", style)
    if isinstance(value, int):
        sheet.write_number(first, column, value, style)
    else:
        sheet.write_string(first, column, _within(value), style)


def _below(sheet: Worksheet, row: int, document: ReportDocument, look: _Look) -> None:
    lines = [
        "ปัญหา/อุปสรรค :",
        *map(printed.item, document.problems),
        "ข้อเสนอแนะ :",
        *map(printed.item, document.suggestions),
        *printed.closing(document),
        *printed.cover(document),
    ]
    for at, line in enumerate(lines, start=row):
        sheet.write_string(at, 0, _within(line), look.outside)


def _one(sheet: Worksheet, measure: Measure, look: _Look) -> None:
    """A sheet of one measure: a label and its words a row."""
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    rows = [
        ("รหัสข้อ", " ".join([measure.code, *measure.more_codes]).strip()),
        ("ข้อคำถาม", measure.question),
        ("มาตรการหรือกิจกรรม", measure.heading),
        *(("ขั้นตอน", printed.item(each)) for each in measure.steps),
        *(("การดำเนินการ", printed.item(each)) for each in measure.actions),
        *(("ผลลัพธ์", printed.item(each)) for each in measure.outcomes),
        *(("ผู้รับผิดชอบ", each.printed) for each in measure.officers),
        *((each.label or "หมายเหตุ", each.text) for each in measure.details),
        *(("ข้ออ้างอิง", f"{each.as_written} ({each.code} ปี {each.year})") for each in measure.references),
    ]
    for row, (label, words) in enumerate(rows):
        sheet.write_string(row, 0, _within(label), look.head)
        sheet.write_string(row, 1, _within(words), look.text)


def _lines(items: Any) -> str:  # noqa: ANN401 - an iterable of texts
    return "\n".join(each for each in items if each)


def _within(text: str) -> str:
    """As much as a cell holds; what is cut stands whole in the sheet of its measure, an item a row."""
    return text if len(text) <= MOST_IN_A_CELL else f"{text[: MOST_IN_A_CELL - 1]}…"
