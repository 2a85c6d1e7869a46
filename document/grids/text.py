"""Plain text to a grid: a line with tabs is a row, another a paragraph; a cell in quotes may go on over lines."""

from __future__ import annotations

import re

from document.errors import refuse
from document.grid import Block, Cell, Grid, Paragraph, Place, Table
from document.grids.bounds import MOST_CELLS, MOST_COLUMNS, too_much
from document.readers.encoding import PLACE, text_kind
from thai.text import clean

# Marks that some programs leave in text: of paragraphs within a cell, and of bold.
_PARAGRAPH = re.compile(r"</?p>", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_LONGEST_QUOTED = 20_000  # letters: a quote that is never closed doesn't swallow the file


def grid(text: str) -> Grid:
    """The grid of a text with "\\n" for line ends; ReportError for one that is of another text form, or too large."""
    if kind := text_kind(text):
        raise refuse(PLACE, f"เป็น{kind} ไม่ใช่แฟ้มข้อความของรายงาน")
    blocks: list[Block] = []
    rows: list[tuple[Cell, ...]] = []
    tables = cells = 0
    for number, line in _lines(text):
        parts = [paragraphs(cell) for cell in _cells(line)]
        filled = [part for part in parts if part]
        if len(parts) > 1 and len(filled) > 1:
            tables += not rows
            rows.append(_row(parts, tables, len(rows) + 1, number))
            cells += len(parts)
            if cells > MOST_CELLS:
                raise too_much("ช่องตาราง", MOST_CELLS)
            if len(parts) > MOST_COLUMNS:
                raise too_much("คอลัมน์", MOST_COLUMNS)
            continue
        if not filled:
            continue
        if rows:
            blocks.append(Table(tuple(rows), _whole(rows), ruled=False))
            rows = []
        blocks.append(Paragraph(" ".join(filled[0]), Place(line=number)))
    if rows:
        blocks.append(Table(tuple(rows), _whole(rows), ruled=False))
    return Grid(tuple(blocks))


def paragraphs(cell: str) -> list[str]:
    """The cell's paragraphs, cleaned, without `<p>` and `**` marks, white space run together, empty ones left out."""
    found = (
        "\n".join(" ".join(line.split()) for line in clean(part).split("\n") if line.strip())
        for part in _PARAGRAPH.split(cell.replace("**", ""))
    )
    return [part for part in found if part]


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines with their numbers; those within the quotes of a cell are one."""
    found: list[tuple[int, str]] = []
    waiting, begun = "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        if waiting:
            waiting = f"{waiting}\n{line}"
            if _is_whole(waiting) or len(waiting) > _LONGEST_QUOTED:
                found.append((begun, waiting))
                waiting = ""
        elif _opens(line):
            waiting, begun = line, number
        else:
            found.append((number, line))
    if waiting:  # never closed: its quotes are quotes
        found += [(begun + offset, line) for offset, line in enumerate(waiting.split("\n"))]
    return found


def _opens(line: str) -> bool:
    """Whether a cell of the line begins with a quote that the line doesn't close."""
    return ('"' in line) and (line.startswith('"') or '\t"' in line) and not _is_whole(line)


def _is_whole(line: str) -> bool:
    return line.count('"') % 2 == 0


def _cells(line: str) -> list[str]:
    """The cells between tabs; quotes around one are no part of it, and tabs within them part nothing."""
    if '"' not in line:
        return line.split("\t")
    found, at = [], 0
    while at <= len(line):
        match = _QUOTED.match(line, at)
        if match and (match.end() == len(line) or line[match.end()] == "\t"):
            found.append(match[0][1:-1].replace('""', '"'))
            at = match.end() + 1
            continue
        end = line.find("\t", at)
        end = len(line) if end < 0 else end
        found.append(line[at:end])
        at = end + 1
    return found


def _row(parts: list[list[str]], table: int, row: int, line: int) -> tuple[Cell, ...]:
    cells = []
    for column, part in enumerate(parts, start=1):
        place = Place(table=table, row=row, column=column, line=line)
        cells.append(Cell(tuple(Paragraph(words, place) for words in part), place))
    return tuple(cells)


def _whole(rows: list[tuple[Cell, ...]]) -> Place:
    first = rows[0][0].place
    return Place(table=first.table, line=first.line)
