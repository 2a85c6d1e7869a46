"""Ruled tables to tables of a grid: what goes on over pages is one table, its repeated head stands once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from document.grid import Cell, Paragraph, Place, Table
from document.grids import bounds
from document.grids.pages.flow import lines, paragraphs
from document.grids.pages.ruled import RuledCell, RuledTable
from document.grids.pages.ruling import NEAR, clusters, nearest

MOST_HEAD_ROWS = 4
_PADDING = 12.0  # points: no cell is padded more
_MARKED = "(ต่อ)"


@dataclass(frozen=True, slots=True)
class _Laid:
    """A cell between its places across, with its words."""

    row: int
    row_span: int
    left: float
    right: float
    words: tuple[str, ...]


@dataclass(slots=True)
class Rows:
    """The rows of a table as far as it has been read."""

    across: list[float]
    rows: list[list[_Laid]] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)  # the page of each row
    broken: list[int] = field(default_factory=list)  # pages whose first row may belong to the row before

    def goes_on_in(self, other: Rows) -> bool:
        """Whether the table of the next page has the same edges and columns."""
        if abs(self.across[0] - other.across[0]) > 2 * NEAR or abs(self.across[-1] - other.across[-1]) > 2 * NEAR:
            return False
        few, many = sorted((self.across, other.across), key=len)
        return all(abs(many[nearest(many, place)] - place) <= 2 * NEAR for place in few)

    def add(self, other: Rows) -> None:
        """Takes in the rows of the next page, without the head that they repeat."""
        rows = other.rows[_repeated_head(self.rows, other.rows) :]
        if rows and not any(cell.words for cell in rows[0][:1]):
            self.broken.append(other.pages[0])
        self.rows += rows
        self.pages += other.pages[: len(rows)]
        self.across = clusters([*self.across, *other.across])


def read(table: RuledTable, page: int) -> Rows:
    """The rows of a table on a page, with the words of their cells."""
    made = Rows(table.across, [[] for _ in table.down[1:]], [page] * (len(table.down) - 1))
    for cell in table.cells:
        left, right = table.across[cell.column], table.across[cell.column + cell.column_span]
        made.rows[cell.row].append(_Laid(cell.row, cell.row_span, left, right, _words(cell, left, right)))
    return made


def _words(cell: RuledCell, left: float, right: float) -> tuple[str, ...]:
    found = lines(cell.letters)
    padding = min(max(min((line.x for line in found), default=left) - left, 0), _PADDING)
    return tuple(text for text, _ in paragraphs(found, right - padding))


def _repeated_head(before: list[list[_Laid]], after: list[list[_Laid]]) -> int:
    """How many rows at the top of a page only repeat those at the top of the table."""
    same = 0
    for one, other in zip(before[:MOST_HEAD_ROWS], after, strict=False):
        if _said(one) != _said(other) or not any(_said(one)) or _is_numbered(one):
            break
        same += 1
    # A row whose merged cells reach on is no whole head.
    while same and any(cell.row_span > same - number for number in range(same) for cell in after[number]):
        same -= 1
    return same


def _is_numbered(row: list[_Laid]) -> bool:
    """Whether a row begins with a number: no head does, and equal rows may follow each other."""
    return bool(row and row[0].words and row[0].words[0][0].isdecimal())


def _said(row: list[_Laid]) -> list[tuple[str, ...]]:
    return [tuple(word.replace(_MARKED, "").strip() for word in cell.words) for cell in row]


def table(rows: Rows, number: int) -> Table:
    """The table of a grid that the rows make."""
    if len(rows.across) - 1 > bounds.MOST_COLUMNS:
        raise bounds.too_much("คอลัมน์", bounds.MOST_COLUMNS)
    made = []
    for index, row in enumerate(rows.rows):
        made.append(tuple(_cells(row, rows, index, number)))
    return Table(tuple(made), Place(page=rows.pages[0], table=number))


def _cells(row: list[_Laid], rows: Rows, index: int, number: int) -> Iterable[Cell]:
    for cell in row:
        first, last = nearest(rows.across, cell.left), nearest(rows.across, cell.right)
        place = Place(page=rows.pages[index], table=number, row=index + 1, column=first + 1)
        words = tuple(Paragraph(text, place) for text in cell.words)
        yield Cell(words, place, min(cell.row_span, len(rows.rows) - index), max(last - first, 1))
