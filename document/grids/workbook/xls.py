"""Sheets of Excel up to 2003 (.xls): what a person sees in them. Macros and formulas are never run."""

from __future__ import annotations

import struct
from io import StringIO

import xlrd

from document.errors import refuse
from document.grids import bounds
from document.grids.sheet_rows import Merge, Sheet
from document.grids.workbook import showing
from document.grids.workbook.found import Found, Odd, Workbook

WHAT = "ไฟล์ Excel รุ่นเก่า (.xls)"
LARGEST = 8 * bounds.MB  # a cell may take six bytes, and each costs some microseconds
# What xlrd raises for bytes that are no sheets, found by altering thousands of files.
_DAMAGED = (
    xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error, IndexError, KeyError, ValueError,
    RecursionError, AssertionError, TypeError, AttributeError, OverflowError, ZeroDivisionError,
)  # fmt: skip


def read(data: bytes) -> Workbook:
    """The visible sheets of a file; ReportError for a damaged or locked one."""
    if len(data) > LARGEST:
        raise refuse(bounds.PLACE, f"เป็น{WHAT} ที่ใหญ่เกิน {LARGEST // bounds.MB} MB โปรดบันทึกใหม่เป็น .xlsx")
    try:
        return _read(data)
    except _DAMAGED as error:
        raise (bounds.locked(WHAT) if "encrypted" in str(error) else bounds.damaged(WHAT)) from error


def _read(data: bytes) -> Workbook:
    opened = xlrd.open_workbook(
        file_contents=data, logfile=StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
    )
    book = Workbook()
    for number, name in enumerate(opened.sheet_names()):
        if opened._sheet_visibility[number]:
            book.hidden.append(name)
        else:
            book.sheets.append(_sheet(opened, opened.sheet_by_index(number)))
            opened.unload_sheet(number)
    return book


def _sheet(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Found:
    found = Found(Sheet(sheet.name))
    found.sheet.merges = [Merge(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    found.hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    found.hidden_columns = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            text, odd = _shown(book, cell)
            if text.strip():
                found.sheet.cells[row, column] = text
            if odd:
                found.note(odd, row, column)
        if len(found.sheet.cells) > bounds.MOST_CELLS:
            raise bounds.too_much("ช่อง", bounds.MOST_CELLS)
    return found


def _shown(book: xlrd.Book, cell: xlrd.sheet.Cell) -> tuple[str, Odd | None]:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return cell.value, None
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE", None
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#N/A"), Odd.ERROR
    if cell.ctype not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return "", None
    key = book.xf_list[cell.xf_index].format_key
    code = book.format_map[key].format_str if key in book.format_map else ""
    return showing.of_serial(cell.value, showing.BUILT_IN.get(key, code), from_1904=bool(book.datemode))
