"""A document as a workbook: a sheet of all measures, a row an action, and a sheet for each measure.

What is cut in a cell stands whole in the sheet of its measure, an item a row. Beside the days stand the words in which
they were written.
"""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

from xlsxwriter.worksheet import Worksheet

from document.evidence import HEADING
from document.kinds import scored
from document.kinds.layouts import IN_A_WORKBOOK, RESULT, Layout, layout_of
from document.values import Action, Measure, ReportDocument
from document.writers import printed
from document.writers.workbook import Look, Value, height, on_a4, opened, within, write_cell

_MOST_SHEETS = 300  # of measures: a workbook of more is slow to open, and its tabs can't be read
# Head and width in letters.
_COLUMNS = (
    *zip(IN_A_WORKBOOK, (6, 9, 46), strict=True),
    ("สรุปผลการดำเนินการ", 46),
    ("วันที่เริ่ม", 13),
    ("วันที่สิ้นสุด", 13),
    ("วันที่ตามที่เขียน", 24),
    ("ผลลัพธ์หรือความสำเร็จ", 36),
    ("ผู้รับผิดชอบ", 30),
)
_WORDS = 100  # letters in a line of a measure's own sheet
_EVIDENCE = (
    ("ลำดับ", 6),
    ("มาตรการ", 16),
    ("ชนิด", 10),
    ("คำบรรยาย", 46),
    ("วันที่ของหลักฐาน", 16),
    ("ข้อที่ใช้", 10),
    ("ชื่อไฟล์", 30),
    ("SHA-256 หรือที่อยู่เว็บไซต์", 70),
)
_SCORES = "คะแนนก่อนและหลัง"
_OF_THE_MEASURE = (0, 1, 2, 7, 8)  # columns whose cells reach over all rows of a measure
_LAST = 46, 30  # letters in a column that stands for the days, and in that of the officers


def write(document: ReportDocument) -> bytes:
    """The workbook's bytes, the same for the same document."""
    out = io.BytesIO()
    book = opened(out, title=document.title, author=document.agency)
    look = Look(book)
    _all(book.add_worksheet("มาตรการ"), document, look)
    for number, measure in enumerate(document.measures[:_MOST_SHEETS], start=1):
        _one(book.add_worksheet(f"{number}"), measure, look)
    if document.scores:
        _scores(book.add_worksheet(_SCORES), document, look)
    if document.evidence:
        _evidence(book.add_worksheet(HEADING), document, look)
    book.close()
    return out.getvalue()


def _all(sheet: Worksheet, document: ReportDocument, look: Look) -> None:
    row = _head(sheet, document, look)
    layout = layout_of(document)
    has_days = layout is RESULT
    for column, (head, width) in enumerate(_COLUMNS if has_days else _plain_columns(layout)):
        sheet.set_column(column, column, width)
        sheet.write_string(row, column, head, look.head)
    sheet.freeze_panes(row + 1, 2)
    sheet.repeat_rows(row)
    row += 1
    for number, measure in enumerate(document.measures, start=1):
        if has_days:
            row = _measure(sheet, row, number, measure, look)
        else:
            row = _plain_row(sheet, row, number, measure, layout, look)
    _below(sheet, row + 1, document, look)


def _head(sheet: Worksheet, document: ReportDocument, look: Look) -> int:
    on_a4(sheet)
    lines = [*document.title.split("\n"), document.agency, *document.opening.split("\n")]
    row = 0
    for row, line in enumerate(filter(None, lines)):
        sheet.write_string(row, 0, within(line), look.title if row == 0 else look.outside)
    return row + 2


def _plain_columns(layout: Layout) -> list[tuple[str, int]]:
    """The columns of a document that has none for days."""
    return [*_COLUMNS[:3], *((head, _LAST[0]) for head in layout.short), ("ผู้รับผิดชอบ", _LAST[1])]


def _plain_row(sheet: Worksheet, row: int, number: int, measure: Measure, layout: Layout, look: Look) -> int:
    """Writes a measure in one row, and says which row is free after it."""
    cells = [_lines(cell) for cell in printed.cells(measure, layout=layout)]
    values: list[str | int] = [number, " ".join((measure.code, *measure.more_codes)).strip(), *cells]
    widths = [width for _, width in _plain_columns(layout)]
    sheet.set_row(row, height(list(zip(values, widths, strict=True))))
    for column, value in enumerate(values):
        write_cell(sheet, row, column, value, look)
    return row + 1


def _measure(sheet: Worksheet, row: int, number: int, measure: Measure, look: Look) -> int:
    """Writes a measure's rows, and says which row is free after them."""
    actions: tuple[Action | None, ...] = measure.actions or (None,)
    last = row + len(actions) - 1
    of_measure, _, outcomes, officers = printed.cells(measure)
    whole: dict[int, Any] = {
        0: number,
        1: " ".join((measure.code, *measure.more_codes)).strip(),
        2: _lines(of_measure),
        7: _lines(outcomes),
        8: _lines(officers),
    }
    for column in _OF_THE_MEASURE:
        _write(sheet, (row, last), column, whole[column], look)
    merged = height([(whole[column], _COLUMNS[column][1]) for column in _OF_THE_MEASURE], rows=len(actions))
    for at, action in enumerate(actions, start=row):
        words = printed.item(action) if action else ""
        sheet.set_row(at, max(merged, height([(words, _COLUMNS[3][1])])))
        _action(sheet, at, action, look)
    return last + 1


def _action(sheet: Worksheet, row: int, action: Action | None, look: Look) -> None:
    days = action.dates if action else ()
    one = days[0] if len(days) == 1 else None  # of several, which are these? Their words say it.
    sheet.write_string(row, 3, within(printed.item(action)) if action else "", look.text)
    for column, day in ((4, one.start if one else None), (5, one.end if one else None)):
        write_cell(sheet, row, column, day, look)
    sheet.write_string(row, 6, within(_lines(each.as_written for each in days)), look.text)


def _write(sheet: Worksheet, rows: tuple[int, int], column: int, value: str | int, look: Look) -> None:
    first, last = rows
    if first < last:
        sheet.merge_range(first, column, last, column, "", look.number if isinstance(value, int) else look.text)
    write_cell(sheet, first, column, value, look)


def _below(sheet: Worksheet, row: int, document: ReportDocument, look: Look) -> None:
    layout = layout_of(document)
    found = printed.blocks(document, (*layout.before, *layout.after))
    lines = [
        *(line for heading, items in found for line in (heading, *items)),
        *printed.closing(document),
        *printed.cover(document),
    ]
    for at, line in enumerate(lines, start=row):
        sheet.write_string(at, 0, within(line), look.outside)


def _one(sheet: Worksheet, measure: Measure, look: Look) -> None:
    """A sheet of one measure: a label and its words a row."""
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, _WORDS)
    rows = [
        ("รหัสข้อ", " ".join([measure.code, *measure.more_codes]).strip()),
        ("ข้อคำถาม", measure.question),
        ("มาตรการหรือกิจกรรม", measure.heading),
        *(("ขั้นตอน", printed.item(each)) for each in measure.steps),
        *(("การดำเนินการ", printed.item(each)) for each in measure.actions),
        *(("ผลลัพธ์", printed.item(each)) for each in measure.outcomes),
        *(("ผู้รับผิดชอบ", each.printed) for each in measure.officers),
        *((each.shown_label, each.text) for each in measure.details),
        *((("สถานะ", measure.standing),) if measure.standing else ()),
        *(("ข้ออ้างอิง", f"{each.as_written} ({each.code} ปี {each.year})") for each in measure.references),
    ]
    for row, (label, words) in enumerate(rows):
        sheet.set_row(row, height([(words, _WORDS)]))
        sheet.write_string(row, 0, within(label), look.head)
        sheet.write_string(row, 1, within(words), look.text)


def _scores(sheet: Worksheet, document: ReportDocument, look: Look) -> None:
    """A row an item with a score before and after, and below what is to be known of them."""
    before, after = document.assessed_year, document.measures_year
    heads = ("มาตรการที่", "มาตรการ", f"ข้อในปี {before}", f"คะแนนปี {before}", f"ข้อในปี {after}", f"คะแนนปี {after}")
    for column, (head, width) in enumerate(zip((*heads, "เปลี่ยนแปลง"), (10, 46, 12, 14, 12, 14, 18), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, look.head)
    sheet.freeze_panes(1, 0)
    row = 0
    for row, each in enumerate(document.scores, start=1):
        called = document.measures[each.measure - 1].called
        figures: tuple[Value, ...] = (
            each.code,
            Decimal(each.before),
            each.code_after,
            Decimal(each.after),
            each.change,
        )
        for column, value in enumerate((each.measure, called, *figures)):
            write_cell(sheet, row, column, value, look)
    words = [scored.SAID, scored.left_out(document.scores, len(document.measures))]
    for below, line in enumerate(filter(None, words), start=row + 2):
        sheet.write_string(below, 0, line, look.outside)


def _evidence(sheet: Worksheet, document: ReportDocument, look: Look) -> None:
    """A row a piece of evidence."""
    for column, (head, width) in enumerate(_EVIDENCE):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, look.head)
    sheet.freeze_panes(1, 0)
    for row, item in enumerate(document.evidence, start=1):
        called = document.measures[item.measure - 1].called
        cells = (row, called, item.kind_words, item.caption, item.speaks_for, item.item, item.name)
        for column, value in enumerate((*cells, item.address or item.digest)):
            write_cell(sheet, row, column, value, look)


def _lines(items: Any) -> str:  # noqa: ANN401 - an iterable of texts
    return "\n".join(each for each in items if each)
