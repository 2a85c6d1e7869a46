"""Plain text to a grid: a line with tabs is a row, another a paragraph; a cell in quotes may go on over lines."""

from __future__ import annotations

import re

from document.errors import refuse
from document.grid import Block, Cell, Grid, Paragraph, Place, Table
from document.grids.bounds import MOST_CELLS, MOST_COLUMNS, too_much
from document.readers.encoding import PLACE, text_kind
from document.understanding.outline import is_group, is_head
from document.understanding.tables.headings import begins_with_code
from thai.text import clean

# What parts the paragraphs of a cell: marks that some programs leave in text (those of bold fall away), a blank line.
_PARAGRAPH = re.compile(r"</?p>|\n[^\S\n]*\n", re.IGNORECASE)
_HASHES = re.compile(r"#{1,6}\s+(?=\S)")  # before a heading
# Between the rows of a table that is drawn with signs.
_RULE = re.compile(r"\s*[|+](?:\s*:?[-=_]{2,}:?\s*[|+])+\s*")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_LONGEST_QUOTED = 200_000  # letters of a row: a quote that is never closed doesn't swallow the file


def grid(text: str) -> Grid:
    """The grid of a text with "\\n" for line ends; ReportError for one that is of another text form, or too large."""
    if kind := text_kind(text):
        raise refuse(PLACE, f"เป็น{kind} ไม่ใช่แฟ้มข้อความของรายงาน โปรดเลือกไฟล์ใหม่")
    made = _Tables()
    lines = _lines(text)
    is_drawn = sum(_is_barred(line) for _, line in lines) > 1
    for number, line in lines:
        if not (is_drawn and _RULE.fullmatch(line)):
            made.take(number, [paragraphs(cell) for cell in (_drawn_cells(line) if is_drawn else _cells(line))])
    made.end_table()
    return Grid(tuple(made.blocks))


class _Tables:
    """Lines to blocks. A row whose cells were broken into lines without quotes is put together again: it goes on until
    it has as many cells as the first of its table.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.rows: list[tuple[int, list[list[str]]]] = []
        self.loose: list[tuple[int, str]] = []  # lines without tabs since the last row
        self.broken = False  # whether cells of this table were broken into lines
        self.tables = self.cells = 0

    def take(self, number: int, parts: list[list[str]]) -> None:
        """One line, as its cells' paragraphs."""
        filled = [part for part in parts if part]
        # Outside a table, and for the head of a part, tabs round words that stand alone are stray.
        if len(filled) > 1 or (filled and self.rows and len(parts) > 1 and not is_head(" ".join(filled[0]))):
            self._row(number, parts)
        elif filled and self.rows and is_head(" ".join(filled[0])):
            self.end_table()
            self._paragraph(number, " ".join(filled[0]))
        elif filled and self.rows:
            self.loose.append((number, " ".join(filled[0])))
        elif filled:
            self._paragraph(number, " ".join(filled[0]))

    def end_table(self) -> None:
        """The rows so far are a table; lines behind it are paragraphs, but for those of a cell that isn't whole."""
        if self.rows and (self._is_short() or self.broken):
            end = next((at for at, (_, line) in enumerate(self.loose) if is_group(line)), len(self.loose))
            self._go_on([line for _, line in self.loose[:end]])
            self.loose = self.loose[end:]
        if self.rows:
            self.tables += 1
            first = self.rows[0][0]
            rows = tuple(_cells_of(parts, self.tables, at, line) for at, (line, parts) in enumerate(self.rows, start=1))
            self.blocks.append(Table(rows, Place(table=self.tables, line=first), ruled=False))
        self.rows, self.broken = [], False
        for number, line in self.loose:
            self._paragraph(number, line)
        self.loose = []

    def _paragraph(self, number: int, words: str) -> None:
        self.blocks.append(Paragraph(words, Place(line=number)))

    def _row(self, number: int, parts: list[list[str]]) -> None:
        self.cells += len(parts)
        if self.cells > MOST_CELLS:
            raise too_much("ช่องตาราง", MOST_CELLS)
        if len(parts) > MOST_COLUMNS:
            raise too_much("คอลัมน์", MOST_COLUMNS)
        if self.rows and self._is_short() and len(self.rows[-1][1]) + len(parts) - 1 <= len(self.rows[0][1]):
            self._go_on([line for _, line in self.loose])
            self._go_on(parts[0])
            self.rows[-1][1].extend(parts[1:])
            self.loose = []
            return
        start = next((at for at, (_, line) in enumerate(self.loose) if begins_with_code(line)), len(self.loose))
        before, after = self.loose[:start], self.loose[start:]
        self.loose = []
        if before and not after:  # words between two rows that are of neither
            self.loose = before
            self.end_table()
        elif before:
            self._go_on([line for _, line in before])
        if after:
            number, parts = after[0][0], [[*(line for _, line in after), *parts[0]], *parts[1:]]
        self.rows.append((number, parts))

    def _is_short(self) -> bool:
        return len(self.rows) > 1 and len(self.rows[-1][1]) < len(self.rows[0][1])

    def _go_on(self, lines: list[str]) -> None:
        self.rows[-1][1][-1].extend(lines)
        self.broken = True


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
    waiting: list[str] = []
    begun = letters = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if waiting:
            waiting.append(line)
            letters += len(line)
            if not _is_whole(line) or letters > _LONGEST_QUOTED:
                found.append((begun, "\n".join(waiting)))
                waiting = []
        elif _opens(line):
            waiting, begun, letters = [line], number, len(line)
        else:
            found.append((number, line))
    # Never closed: its quotes are quotes.
    return found + [(begun + offset, line) for offset, line in enumerate(waiting)]


def _opens(line: str) -> bool:
    """Whether a cell of the line begins with a quote that the line doesn't close."""
    return ('"' in line) and (line.startswith('"') or '\t"' in line) and not _is_whole(line)


def _is_whole(line: str) -> bool:
    return line.count('"') % 2 == 0


def _is_barred(line: str) -> bool:
    """Whether a line is a row of at least two cells between bars."""
    words = line.strip()
    return words.startswith("|") and words.endswith("|") and words.count("|") > 2


def _drawn_cells(line: str) -> list[str]:
    """The cells between bars, in a text whose tables are drawn with them; a heading without its signs."""
    return line.strip()[1:-1].split("|") if _is_barred(line) else _cells(_HASHES.sub("", line, count=1))


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


def _cells_of(parts: list[list[str]], table: int, row: int, line: int) -> tuple[Cell, ...]:
    cells = []
    for column, part in enumerate(parts, start=1):
        place = Place(table=table, row=row, column=column, line=line)
        cells.append(Cell(tuple(Paragraph(words, place) for words in part), place))
    return tuple(cells)
