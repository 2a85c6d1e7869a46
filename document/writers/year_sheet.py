"""A year's sheet to fill without the portal: the report's form as a workbook, a row an item, to be brought in again.

Cells are text, so that a spreadsheet makes nothing else of a day or a number that somebody types.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from document.writers.workbook import Look, height, on_a4, opened
from ita.catalogue import Entry

if TYPE_CHECKING:  # whoever writes one loads it
    from xlsxwriter.worksheet import Worksheet

_DAY = "พิมพ์วันที่ เช่น 29 ก.ย. 2566 หรือ 29/9/2566"


@dataclass(frozen=True)
class Column:
    """A column with what a person is told where they fill it."""

    head: str
    width: int
    hint: str = ""


COLUMNS = (
    Column("รหัสข้อ", 9),
    Column("เครื่องมือ", 9),
    Column("ข้อคำถาม", 46),
    Column("ขั้นตอนหรือสิ่งที่ต้องทำ", 40, "หลายข้อให้ขึ้นบรรทัดใหม่ด้วย Alt+Enter"),
    Column("สรุปผลการดำเนินการ", 40, "หนึ่งแถวคือหนึ่งการดำเนินการ หากมีหลายรายการ ให้แทรกแถวใต้ข้อนั้น แล้วเว้นรหัสข้อว่างหรือพิมพ์รหัสเดิม"),
    Column("วันที่เริ่ม", 16, _DAY),
    Column("วันที่สิ้นสุด", 16, f"{_DAY} ทำวันเดียวให้เว้นว่าง ยังทำอยู่ให้พิมพ์ว่า ต่อเนื่อง"),
    Column("ผลลัพธ์หรือความสำเร็จ", 36, "ผลที่เกิดจากมาตรการนี้"),
    Column("ผู้รับผิดชอบ", 26, "คำนำหน้า ชื่อ และนามสกุล หลายคนให้ขึ้นบรรทัดใหม่ด้วย Alt+Enter"),
    Column("ตำแหน่ง", 24, "ตำแหน่งของผู้รับผิดชอบ บรรทัดละคน"),
    Column("สังกัด", 24, "สำนัก/กองของผู้รับผิดชอบ บรรทัดละคน"),
)
_ROW = 24  # points: a row grows where somebody types more
_BELOW = ("ปัญหา/อุปสรรค :", "", "ข้อเสนอแนะ :", "")
_HOW = "กรอกเฉพาะข้อที่มีมาตรการ ข้อที่ไม่ได้กรอกจะไม่นำเข้า"


def write(*, title: str, agency: str, opening: str, items: Iterable[Entry]) -> bytes:
    """The workbook's bytes: title, agency and opening as the report has them, and the items to fill below."""
    out = io.BytesIO()
    book = opened(out, title=title, author=agency)
    look = Look(book)
    sheet = book.add_worksheet("มาตรการ")
    sheet.set_default_row(_ROW)
    for row, line in enumerate((title, agency, opening)):
        sheet.write_string(row, 0, line, look.outside)
    for column, each in enumerate(COLUMNS):
        sheet.write_string(4, column, each.head, look.head)
        sheet.set_column(column, column, each.width)
    row = 5
    for row, item in enumerate(items, start=5):
        question = item.text or item.group_name
        if (high := height([(question, COLUMNS[2].width)])) > _ROW:
            sheet.set_row(row, high)
        for column, words in enumerate((item.code, item.tool, question)):
            sheet.write_string(row, column, words, look.given)
        for column in range(3, len(COLUMNS)):
            sheet.write_blank(row, column, None, look.text)
    for below, words in enumerate(_BELOW, start=row + 2):
        sheet.write_string(below, 0, words, look.outside)
    _set_up(sheet, row)
    book.close()
    return out.getvalue()


def _set_up(sheet: Worksheet, last: int) -> None:
    """What stays in sight, how it prints, and what each column tells whoever fills it."""
    sheet.freeze_panes(5, 1)
    sheet.repeat_rows(4)
    on_a4(sheet)
    sheet.data_validation(4, 0, 4, 2, {"validate": "any", "input_title": "วิธีกรอก", "input_message": _HOW})
    for column, each in enumerate(COLUMNS):
        if each.hint:
            told = {"validate": "any", "input_title": each.head[:32], "input_message": each.hint}
            sheet.data_validation(4, column, last, column, told)
