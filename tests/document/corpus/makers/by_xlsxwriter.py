"""Workbooks by XlsxWriter, as Excel's own are made."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import xlsxwriter

from tests.document.corpus.makers.blocks import ABOVE, LEFT, spans

Cell = str | float | date


def workbook(*sheets: tuple[str, list[list[Cell]]]) -> bytes:
    """A workbook of these sheets; a day is a real date, a number a number."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    day = book.add_format({"num_format": "d mmmm yyyy"})
    wrapped = book.add_format({"text_wrap": True})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        words = [[each if isinstance(each, str) else "0" for each in row] for row in rows]
        covered = {(top, left): (tall, wide) for top, left, _, tall, wide in spans(words)}
        for top, row in enumerate(rows):
            for left, value in enumerate(row):
                tall, wide = covered.get((top, left), (1, 1))
                if value in ("", ABOVE, LEFT):
                    continue
                if tall > 1 or wide > 1:
                    sheet.merge_range(top, left, top + tall - 1, left + wide - 1, value, wrapped)
                elif isinstance(value, date):
                    sheet.write_datetime(top, left, value, day)
                else:
                    sheet.write(top, left, value, wrapped)
    book.close()
    return buffer.getvalue()
