"""A table made at random and written as a web page, as CSV and as .xlsx gives the same words and spans back."""

from __future__ import annotations

import html as escaping
import io
from typing import Any

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from document import ReportError
from document.grids import csv, html, pdf, sheets
from document.grids.sheet_rows import written
from document.writers.spreadsheet import csv_row
from tests.document.grids import seen

Cells = list[list[tuple[str, int, int]]]
WORDS = (
    "จัดทำคู่มือ",
    "น้ำใจ",
    "1.",
    "๒)",
    "=1+1",
    "-",
    "<b>",
    "&amp;",
    '"อ้าง"',
    "ก,ข",
    "ค;ง",
    "'",
    "บรรทัด\nสอง",
    "100%",
    "5 มกราคม 2566",
)
lines = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), min_size=1, max_size=3).map(" ".join)
# Something stands in every cell, for empty outer rows and columns are cut; of several spaces a page shows one.
words = lines.map(lambda text: "\n".join(" ".join(line.split()) for line in written(text).split("\n"))).filter(bool)


@st.composite
def tables(draw: st.DrawFn, *, merged: bool = True) -> Cells:
    """Rows of cells, from two by two, of which one in the first row covers others; then no row is a line by itself."""
    width, height = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    right, down = (draw(st.integers(1, width - 1)), draw(st.integers(1, height))) if merged else (1, 1)
    rows: Cells = []
    for row in range(height):
        cells = [(draw(words), 1, 1) for _ in range(width - (right if row < down else 0))]
        rows.append([(draw(words), down, right), *cells] if row == 0 else cells)
    # A further column keeps rows that the merged cell covers from holding one cell alone.
    return [[*row, (draw(words), 1, 1)] for row in rows]


def as_page(cells: Cells) -> bytes:
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td rowspan={down} colspan={right}>{escaping.escape(text).replace(chr(10), '<br>')}</td>"
            for text, down, right in row
        )
        for row in cells
    )
    return f"<!DOCTYPE html><meta charset=utf-8><table>{rows}</table>".encode()


def as_workbook(cells: Cells) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("แผ่น")
    for row, line in enumerate(placed(cells)):
        for column, text, down, right in line:
            if down > 1 or right > 1:
                sheet.merge_range(row, column, row + down - 1, column + right - 1, text)
            sheet.write_string(row, column, text)
    book.close()
    return buffer.getvalue()


def placed(cells: Cells) -> list[list[tuple[int, str, int, int]]]:
    """Each cell with its column: only the first of all covers others."""
    [(_, down, right), *_] = cells[0]
    rows = []
    for row, line in enumerate(cells):
        column, placed_row = right if 0 < row < down else 0, []
        for text, below, beside in line:
            placed_row.append((column, text, below, beside))
            column += beside
        rows.append(placed_row)
    return rows


@settings(max_examples=25, deadline=None)
@given(tables())
def test_a_web_page_and_a_workbook_give_words_and_spans_back(cells: Cells) -> None:
    expected = [[(text, down, right) for text, down, right in row] for row in cells]
    page, sheet = seen.table(html.read(as_page(cells))), seen.table(sheets.read(as_workbook(cells)))
    assert seen.spans(page) == expected
    assert seen.spans(sheet) == expected
    columns = [[column + 1 for column, *_ in row] for row in placed(cells)]
    for table in (page, sheet):
        assert [[cell.place.column for cell in row] for row in table.rows] == columns


@settings(max_examples=60, deadline=None)
@given(tables(merged=False), st.sampled_from(["utf-8-sig", "utf-16"]))
def test_our_own_csv_gives_words_back(cells: Cells, codec: str) -> None:
    rows = [[text for text, *_ in row] for row in cells]
    grid = csv.read("".join(map(csv_row, rows)).encode(codec))
    assert seen.cells(seen.table(grid)) == rows


@settings(max_examples=40, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"<p>", b"PK\x03\x04", b"%PDF-1.7\n", b"a,b\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
)
def test_any_bytes_are_read_or_refused(data: bytes, begins: bytes) -> None:
    readers: list[Any] = [html.read, sheets.read, csv.read, pdf.read]
    for read in readers:
        try:
            assert read(begins + data).blocks
        except ReportError as error:
            assert error.problems
