"""CSV to a grid, whatever parts its cells: commas, semicolons or tabs."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from document.errors import refuse
from document.grid import Grid, Note
from document.grids import bounds
from document.grids.sheet_rows import Sheet, blocks
from document.readers.encoding import decode, text_kind
from document.writers.spreadsheet import as_text

DELIMITERS = (",", ";", "\t")
SNIFFED = 100_000  # characters of the beginning, by which the delimiter is known
_DECLARED = re.compile(r"sep=([,;\t])\n")
_DECIMAL_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9])")


def read(data: bytes) -> Grid:
    """The grid of a CSV file: a table, with the lines above and below it as paragraphs.

    ReportError for what is no text, for another text form, and for more than any report has.
    """
    return grid(*_decoded(data))


def _decoded(data: bytes) -> tuple[str, list[Note]]:
    decoded = decode(data)
    if kind := text_kind(decoded.text):
        raise refuse(bounds.PLACE, f"เป็น{kind} ไม่ใช่ไฟล์ CSV โปรดเลือกไฟล์ใหม่")
    return decoded.text, [Note("encoding", decoded.doubt)] if decoded.doubt else []


def sheet(data: bytes) -> tuple[Sheet, list[Note]]:
    """The same file with every cell in its own row and column, and what a person should know; ReportError as read."""
    return _cells(*_decoded(data))


def grid(text: str, notes: list[Note]) -> Grid:
    """The grid of a text whose line ends are "\\n"; `notes` are those of whoever decoded it."""
    found, said = _cells(text, notes)
    return Grid(tuple(blocks(found)), tuple(said))


def _cells(text: str, notes: list[Note]) -> tuple[Sheet, list[Note]]:
    declared = _DECLARED.match(text)
    words, parted_by = (text[declared.end() :], declared[1]) if declared else (text, delimiter(text))
    try:
        found = _sheet(words, parted_by, lines_before=1 if declared else 0)
    except csv.Error as error:
        raise refuse(bounds.PLACE, "มีช่องที่ยาวผิดปกติ อาจมีเครื่องหมายคำพูดที่ไม่ได้ปิด โปรดบันทึกใหม่เป็น .xlsx") from error
    if _unclosed(words, parted_by):
        notes = [*notes, Note("unclosed", "เครื่องหมายคำพูดช่องสุดท้ายไม่ได้ปิด ไฟล์อาจถูกตัด โปรดดูแถวท้าย")]
    return found, notes


def _sheet(text: str, parted_by: str, lines_before: int) -> Sheet:
    sheet = Sheet()
    for row, (line, cells) in enumerate(_rows(text, parted_by)):
        if any(cells[bounds.MOST_COLUMNS :]):
            raise bounds.too_much("คอลัมน์", bounds.MOST_COLUMNS)
        for column, cell in enumerate(cells):
            if cell.strip():
                sheet.cells[row, column] = unguarded(cell)
                sheet.lines[row] = line + lines_before
        if len(sheet.cells) > bounds.MOST_CELLS:
            raise bounds.too_much("ช่อง", bounds.MOST_CELLS)
    return sheet


def _rows(text: str, parted_by: str, *, strict: bool = False) -> Iterator[tuple[int, list[str]]]:
    """The rows, each with the number of its first line."""
    # Of a string, splitlines() would also end lines within cells, at a form feed or U+2028.
    reader = csv.reader(StringIO(text), delimiter=parted_by, strict=strict)
    line = 1
    for cells in reader:
        yield line, cells
        line = reader.line_num + 1


def _unclosed(text: str, parted_by: str) -> bool:
    """Whether the file ends within quotes."""
    try:
        for _ in _rows(text, parted_by, strict=True):
            pass
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that our own files put before what a spreadsheet would compute."""
    return cell[1:] if cell.startswith("'") and as_text(cell[1:]) == cell else cell


def delimiter(text: str) -> str:
    """What parts the cells: the sign by which most rows fall into the same number of cells; a comma in doubt.

    A comma between two digits is left out of the count where others are compared, for it may be a decimal one.
    """
    start = text[:SNIFFED]
    scores = {sign: _score(_DECIMAL_COMMA.sub("", start) if sign == "," else start, sign) for sign in DELIMITERS}
    return max(DELIMITERS, key=lambda sign: scores[sign])


def _score(start: str, sign: str) -> float:
    """How well rows fall apart at a sign: the rows of the usual width, by their cells, by their share."""
    widths = Counter(len(cells) for _, cells in _rows(start, sign))
    del widths[1], widths[0]
    if not widths:
        return 0
    width, rows = max(widths.items(), key=lambda each: (each[1] * (each[0] - 1), each[0]))
    # Quoted on both sides, a sign parts cells for certain.
    return rows * (width - 1) * rows / widths.total() + 2 * start.count(f'"{sign}"')
