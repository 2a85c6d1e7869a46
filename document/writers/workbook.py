"""What workbooks have in common: cells of text, numbers and real days, and how they look.

Nothing that anybody typed is a formula, a link or markup. Days are shown in the Buddhist era by Excel's own Thai
calendar.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import category

if TYPE_CHECKING:  # whoever writes one loads it
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

MOST_IN_A_CELL = 32_767  # letters that a cell holds
FONT = {"font_name": "TH SarabunPSK", "font_size": 14, "valign": "top", "text_wrap": True}
_THAI_DAY = "[$-107041E]d mmm yyyy"
_NO_FORMULAS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_LONG_AGO = datetime(2000, 1, 1)
_A4 = 9
_LINE, _HIGHEST = 20.0, 409.0  # points; no row is higher
_LETTERS = 1.0  # of the font, or of what stands in for it, in the width of one of a spreadsheet's own

Value = str | int | Decimal | date | None


def opened(out: io.BytesIO, *, title: str, author: str) -> xlsxwriter.Workbook:
    """A workbook to be written into `out`, the same bytes whenever that is."""
    import xlsxwriter  # noqa: PLC0415 - loaded where a workbook is written

    book = xlsxwriter.Workbook(out, _NO_FORMULAS)
    book.set_properties({"title": title.replace("\n", " "), "author": author, "created": _LONG_AGO})
    return book


class Look:
    """How cells look."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.text = book.add_format({**FONT, "border": 1, "num_format": "@"})
        self.given = book.add_format({**FONT, "border": 1, "num_format": "@", "bg_color": "#F5F7FA"})
        self.number = book.add_format({**FONT, "border": 1, "align": "center"})
        self.hundredths = book.add_format({**FONT, "border": 1, "align": "right", "num_format": "0.00"})
        self.day = book.add_format({**FONT, "border": 1, "num_format": _THAI_DAY, "align": "left"})
        self.head = book.add_format({**FONT, "border": 1, "bold": True, "bg_color": "#EEF1F5", "align": "center"})
        self.title = book.add_format({**FONT, "bold": True, "font_size": 16, "text_wrap": False})
        self.outside = book.add_format({**FONT, "text_wrap": False})


def on_a4(sheet: Worksheet) -> None:
    """The sheet prints across A4, as many pages long as it takes."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)


def write_cell(sheet: Worksheet, row: int, column: int, value: Value, look: Look) -> None:
    """A cell in its frame: text as text, a number as a number, a figure with two places, a day as a real day."""
    if value is None:
        sheet.write_blank(row, column, None, look.text)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime.combine(value, time()), look.day)
    elif isinstance(value, int):
        sheet.write_number(row, column, value, look.number)
    elif isinstance(value, Decimal):
        sheet.write_number(row, column, float(value), look.hundredths)
    else:
        sheet.write_string(row, column, within(value), look.text)


def height(cells: Iterable[tuple[Value, int]], *, rows: int = 1) -> float:
    """How high each of so many rows is, in points, that together show the cells (value and width in letters) whole:
    spreadsheets don't find that by themselves where cells are merged, and some never do.
    """
    most = max((_lines(value, width) for value, width in cells if isinstance(value, str)), default=1)
    return min(_LINE * max(ceil(most / rows), 1), _HIGHEST)


def _lines(text: str, width: int) -> int:
    room = width * _LETTERS
    return sum(max(ceil(sum(category(each) != "Mn" for each in line) / room), 1) for line in text.split("\n"))


def within(text: str) -> str:
    """As much as a cell holds."""
    return text if len(text) <= MOST_IN_A_CELL else f"{text[: MOST_IN_A_CELL - 1]}…"
