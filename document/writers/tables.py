"""Lists of pages as files for spreadsheets: the one registry of what a list can be had as."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from document.writers.spreadsheet import csv_row
from document.writers.workbook import Look, Value, height, on_a4, opened, within, write_cell
from thai.dates import format_date


@dataclass(frozen=True)
class Table:
    """Rows under heads, each with its width in letters; `name` is a sheet's (31 letters at the most)."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True)
class ListFormat:
    """A kind of file that lists are written to; `link` are the words by which a page offers it."""

    extension: str
    media_type: str
    link: str
    write: Callable[[str, Sequence[Table]], bytes]


def _csv(title: str, tables: Sequence[Table]) -> bytes:
    """The first table, for a file of CSV has no other; with a byte order mark, by which spreadsheets know UTF-8."""
    table = tables[0]
    rows = [[head for head, _ in table.columns], *([_text(value) for value in row] for row in table.rows)]
    return ("\ufeff" + "".join(map(csv_row, rows))).encode()


def _text(value: Value) -> str:
    if value is None:
        return ""
    return format_date(value) if isinstance(value, date) else str(value)


def _xlsx(title: str, tables: Sequence[Table]) -> bytes:
    """A sheet a table."""
    out = io.BytesIO()
    book = opened(out, title=title, author="")
    look = Look(book)
    for table in tables:
        sheet = book.add_worksheet(table.name)
        on_a4(sheet)
        sheet.write_string(0, 0, within(title), look.title)
        for column, (head, width) in enumerate(table.columns):
            sheet.set_column(column, column, width)
            sheet.write_string(2, column, head, look.head)
        sheet.set_row(2, height(table.columns))
        for at, row in enumerate(table.rows, start=3):
            widths = [width for _, width in table.columns]
            sheet.set_row(at, height(zip(row, widths, strict=True)))
            for column, value in enumerate(row):
                write_cell(sheet, at, column, value, look)
        sheet.freeze_panes(3, 1)
        sheet.repeat_rows(2)
        if table.rows:
            sheet.autofilter(2, 0, 2 + len(table.rows), len(table.columns) - 1)
    book.close()
    return out.getvalue()


FORMATS = (
    ListFormat(
        "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "ดาวน์โหลดรายการนี้เป็น Excel", _xlsx
    ),
    ListFormat("csv", "text/csv; charset=utf-8", "เป็น CSV", _csv),
)


def list_format(extension: str) -> ListFormat | None:
    """The format of an extension without its dot, or None."""
    return next((each for each in FORMATS if each.extension == extension), None)
