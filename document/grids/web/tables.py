"""Tables of a page while they are read: cells find their columns as browsers lay them out, absurd spans are cut."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from document.grid import Cell, Paragraph, Picture, Place, Table
from document.grids import bounds


@dataclass(slots=True)
class OpenCell:
    """A cell whose words come in; a row span of 0 goes to the end of its group of rows."""

    row_span: int = 1
    column_span: int = 1
    paragraphs: list[Paragraph] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)


@dataclass(slots=True)
class OpenTable:
    """A table whose rows come in, in the groups in which they stand; a group's rows end the spans within it."""

    groups: list[list[list[OpenCell]]] = field(default_factory=lambda: [[]])

    def begin_group(self) -> None:
        """A <thead>, <tbody> or <tfoot> begins."""
        if self.groups[-1]:
            self.groups.append([])

    def begin_row(self) -> None:
        """A row begins."""
        self.groups[-1].append([])

    def begin_cell(self, element: etree._Element) -> OpenCell:
        """A cell begins, in the last row."""
        if not self.groups[-1]:
            self.begin_row()
        cell = OpenCell(span(element.get("rowspan"), least=0), span(element.get("colspan")))
        self.groups[-1][-1].append(cell)
        return cell

    def laid_out(self, place: Place) -> tuple[Table, list[Picture]]:
        """The table with every cell in its column, and the pictures of its cells."""
        return _laid_out([group for group in self.groups if group], place)

    def pictures(self) -> list[Picture]:
        """The pictures of all its cells."""
        return [each for group in self.groups for row in group for cell in row for each in cell.pictures]

    def lines(self) -> list[str]:
        """What stands in the table, a line a row: for a table within a cell."""
        rows = [[_line(cell) for cell in row] for group in self.groups for row in group]
        return [" | ".join(row) for row in rows if any(row)]


def _line(cell: OpenCell) -> str:
    return " ".join(each.words.replace("\n", " ") for each in cell.paragraphs)


def span(text: str | None, *, least: int = 1) -> int:
    """How many rows or columns an attribute says; 1 where it says no number."""
    value = (text or "").strip()
    return max(int(value), least) if value.isascii() and value.isdigit() and len(value) < 8 else 1


def _laid_out(groups: list[list[list[OpenCell]]], place: Place) -> tuple[Table, list[Picture]]:
    widest, area = _widest(groups), 0
    rows: list[tuple[Cell, ...]] = []
    pictures: list[Picture] = []
    for group in groups:
        reach: dict[int, int] = {}  # column -> the first row of the group that nothing from above covers
        for index, row in enumerate(group):
            cells, column = [], 0
            for cell in row:
                while reach.get(column, 0) > index:
                    column += 1
                height = min(cell.row_span or len(group), len(group) - index)
                width = _width(cell, column, index, widest, reach)
                reach |= dict.fromkeys(range(column, column + width), index + height)
                area += width
                if column + width > bounds.MOST_COLUMNS:
                    raise bounds.too_much("คอลัมน์", bounds.MOST_COLUMNS)
                if area > bounds.MOST_CELLS:
                    raise bounds.too_much("ช่อง", bounds.MOST_CELLS)
                where = replace(place, row=len(rows) + 1, column=column + 1)
                cells.append(Cell(tuple(_at(each, where) for each in cell.paragraphs), where, height, width))
                pictures += [replace(each, place=where) for each in cell.pictures]
                column += width
            rows.append(tuple(cells))
    return Table(tuple(rows), place), pictures


def _at(paragraph: Paragraph, place: Place) -> Paragraph:
    # In place of dataclasses.replace, which costs four times as much.
    return Paragraph(paragraph.text, place, paragraph.marker, paragraph.level, paragraph.heading, paragraph.kind)


def _width(cell: OpenCell, column: int, row: int, widest: int, reach: dict[int, int]) -> int:
    """The columns that a cell takes: an absurd span goes to the edge, none goes over a cell from above."""
    width = cell.column_span if cell.column_span <= bounds.MOST_COLUMNS else max(widest - column, 1)
    return next((each for each in range(1, width) if reach.get(column + each, 0) > row), width)


def _widest(groups: list[list[list[OpenCell]]]) -> int:
    """The columns of the table as spans that aren't absurd have them."""
    widths = [
        sum(cell.column_span if cell.column_span <= bounds.MOST_COLUMNS else 1 for cell in row)
        for group in groups
        for row in group
    ]
    if max(widths, default=0) > bounds.MOST_COLUMNS:
        raise bounds.too_much("คอลัมน์", bounds.MOST_COLUMNS)
    return max(widths, default=0)
