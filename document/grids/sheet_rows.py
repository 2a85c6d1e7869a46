"""Cells of a sheet to blocks: lines above and below a table are paragraphs, blank rows part two tables."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from document.grid import Block, Cell, Paragraph, Place, Table
from document.grids import bounds
from thai.text import clean

MOST_AREA = 5 * bounds.MOST_CELLS  # of a table, its empty cells too


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells shown as one: the first and the last row and column, from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """What stands in a sheet: `cells` by (row, column) from 0, blank ones absent.

    `lines` gives the number by which a person finds a row where it isn't its own, from 1; `gone` are the hidden rows
    that were counted before.
    """

    name: str = ""
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    lines: dict[int, int] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)

    def line(self, row: int) -> int:
        """The number of a row as a person finds it."""
        found = row
        while (moved := row + bisect_right(self.gone, found)) != found:
            found = moved
        return self.lines.get(row, found + 1)


def without(sheet: Sheet, rows: Collection[int], columns: Collection[int]) -> Sheet:
    """The sheet as it is seen when these rows and columns are hidden; the words of a merged cell stay with its rest."""
    if not rows and not columns:
        return sheet
    gone_rows, gone_columns = sorted(rows), sorted(columns)
    hidden_rows, hidden_columns = set(rows), set(columns)
    seen = Sheet(sheet.name, gone=gone_rows)
    for (row, column), text in sheet.cells.items():
        if row not in hidden_rows and column not in hidden_columns:
            moved = row - bisect_left(gone_rows, row)
            seen.cells[moved, column - bisect_left(gone_columns, column)] = text
    for merge in sheet.merges:
        top, bottom = _left_over(gone_rows, merge.top, merge.bottom)
        left, right = _left_over(gone_columns, merge.left, merge.right)
        if top <= bottom and left <= right:
            seen.merges.append(Merge(top, left, bottom, right))
            if text := sheet.cells.get((merge.top, merge.left), ""):
                seen.cells[top, left] = text
    return seen


def _left_over(gone: list[int], first: int, last: int) -> tuple[int, int]:
    """The new numbers of what is left of a stretch, the last before the first where nothing is."""
    before = bisect_left(gone, first)
    return first - before, last - bisect_left(gone, last + 1)


def blocks(sheet: Sheet, *, tables_before: int = 0) -> list[Block]:
    """Paragraphs and tables in order, without the empty rows and columns around them.

    Raises ReportError for more cells or columns than any report has.
    """
    if len(sheet.cells) > bounds.MOST_CELLS:
        raise bounds.too_much("ช่อง", bounds.MOST_CELLS)
    plan = _Plan(sheet)
    found: list[Block] = []
    number = tables_before
    for run in plan.runs():
        before, table, after = plan.parted(run)
        found += map(plan.paragraph, before)
        if table:
            number += 1
            found.append(plan.table(table, Place(sheet=sheet.name, table=number)))
        found += map(plan.paragraph, after)
    return found


class _Plan:
    """A sheet whose merged cells are laid out: which rows hold what, and what reaches down into them."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.starts: dict[int, list[int]] = {}  # the filled cells of a row
        for row, column in sorted(sheet.cells):
            self.starts.setdefault(row, []).append(column)
        self.spans: dict[tuple[int, int], tuple[int, int]] = {}
        self.reached: dict[int, set[int]] = {}  # the rows whose merged cells reach down into a row
        self.covered: set[tuple[int, int]] = set()
        self._lay_merges()

    def _lay_merges(self) -> None:
        last_row, last_column = max(self.starts, default=0), max((each for _, each in self.sheet.cells), default=0)
        for merge in self.sheet.merges:
            # A title that is merged over all 16,384 columns reaches as far as there are words.
            bottom = merge.bottom if merge.bottom - merge.top < bounds.MOST_COLUMNS else min(merge.bottom, last_row)
            right = merge.right if merge.right - merge.left < bounds.MOST_COLUMNS else min(merge.right, last_column)
            if bottom < merge.top or right < merge.left or (merge.top, merge.left) in self.covered:
                continue
            self._lay(Merge(merge.top, merge.left, bottom, right))

    def _lay(self, merge: Merge) -> None:
        rows, columns = range(merge.top, merge.bottom + 1), range(merge.left, merge.right + 1)
        if len(self.covered) + len(rows) * len(columns) > bounds.MOST_CELLS:
            raise bounds.too_much("ช่อง", bounds.MOST_CELLS)
        area = {(row, column) for row in rows for column in columns}
        if len(area) == 1 or not area.isdisjoint(self.covered) or not area.isdisjoint(self.spans):
            return
        self.spans[merge.top, merge.left] = len(rows), len(columns)
        self.covered |= area - {(merge.top, merge.left)}
        for row in rows:
            # What lies under a merged cell is seen by nobody.
            under = {column for column in columns if (row, column) in self.covered}
            if row in self.starts and not under.isdisjoint(self.starts[row]):
                self.starts[row] = [column for column in self.starts[row] if column not in under]
            if row > merge.top and (merge.top, merge.left) in self.sheet.cells:
                self.reached.setdefault(row, set()).add(merge.top)

    def runs(self) -> Iterator[list[int]]:
        """Rows that follow each other without a blank one between them."""
        run: list[int] = []
        for row in sorted({row for row, columns in self.starts.items() if columns} | self.reached.keys()):
            if run and row != run[-1] + 1:
                yield run
                run = []
            run.append(row)
        if run:
            yield run

    def parted(self, run: list[int]) -> tuple[list[int], list[int], list[int]]:
        """The rows of lines before the table, of the table, and of lines after it."""
        first = 0
        while first < len(run) and self._is_line(run[first], run[:first]):
            first += 1
        last = len(run)
        left = min((self._left(row) for row in run[first:]), default=0)
        while last > first and self._closes(run[last - 1], left):
            last -= 1
        before = [row for row in run[:first] if self.starts.get(row)]
        return before, run[first:last], run[last:]

    def _is_line(self, row: int, lines: list[int]) -> bool:
        """Whether no more than one cell stands in the row, and nothing of a table's row reaches into it."""
        return len(self.starts.get(row, [])) <= 1 and self.reached.get(row, set()) <= set(lines)

    def _closes(self, row: int, left: int) -> bool:
        """Whether a row below a table is a line: its one cell begins where the table does or is merged over columns.

        One cell further right is a further line of the row above it.
        """
        columns = self.starts.get(row, [])
        if len(columns) != 1 or self.reached.get(row):
            return False
        return columns[0] <= left or self.spans.get((row, columns[0]), (1, 1))[1] > 1

    def _left(self, row: int) -> int:
        return min(self.starts.get(row, ()), default=bounds.LARGEST_FILE)

    def paragraph(self, row: int) -> Paragraph:
        """The one cell of a line, as a paragraph."""
        [column] = self.starts[row]
        return Paragraph(
            written(self.sheet.cells[row, column]), Place(sheet=self.sheet.name, line=self.sheet.line(row))
        )

    def table(self, rows: list[int], place: Place) -> Table:
        """The rows as a table, every one of its cells in its column."""
        box = [
            (column, self.spans.get((row, column), (1, 1))[1]) for row in rows for column in self.starts.get(row, ())
        ]
        left, right = min(column for column, _ in box), max(column + span for column, span in box)
        if right - left > bounds.MOST_COLUMNS:
            raise bounds.too_much("คอลัมน์", bounds.MOST_COLUMNS)
        if (right - left) * len(rows) > MOST_AREA:
            raise bounds.too_much("ช่อง", bounds.MOST_CELLS)
        return Table(tuple(self._row(rows, number, range(left, right), place) for number in range(len(rows))), place)

    def _row(self, rows: list[int], number: int, columns: range, place: Place) -> tuple[Cell, ...]:
        row, cells = rows[number], []
        for column in columns:
            if (row, column) in self.covered:
                continue
            where = replace(place, row=number + 1, column=column - columns[0] + 1, line=self.sheet.line(row))
            lines = written(self.sheet.cells.get((row, column), "")).split("\n")
            height, width = self.spans.get((row, column), (1, 1))
            paragraphs = tuple(Paragraph(line, where) for line in lines if line)
            # An empty merged cell may reach out of the table.
            cells.append(Cell(paragraphs, where, min(height, len(rows) - number), min(width, columns[-1] + 1 - column)))
        return tuple(cells)


def written(text: str) -> str:
    """The words of a cell in their one form, each line without the white space around it."""
    return "\n".join(line for each in clean(text).split("\n") if (line := each.strip()))
