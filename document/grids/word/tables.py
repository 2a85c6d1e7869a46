"""Word's tables as a grid has them: each cell once with its spans, without rows that are deleted or hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from document.grid import Block, Cell, Kind, Paragraph, Picture, Place, Table
from document.grids.bounds import MOST_COLUMNS, too_much
from document.grids.word.floats import caption_of, with_captions
from document.grids.word.names import MC, Element, W, branch, child, number, setting, value
from document.grids.word.reading import Reading

BETWEEN = " | "  # cells of a table within a cell
_LEFT_OUT = {W + "sdtPr", W + "sdtEndPr", W + "customXmlPr", W + "tblPr", W + "tblGrid", W + "trPr", W + "tblPrEx"}
Read = Callable[[Element, Place], list[Block]]


@dataclass(slots=True)
class _Draft:
    """A cell that others may yet join."""

    place: Place
    column_span: int
    row_span: int = 1
    blocks: list[Block] = field(default_factory=list)

    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(each for each in self.blocks if isinstance(each, Paragraph))


def read(element: Element, place: Place, reading: Reading, cell: Read) -> tuple[Table, list[Picture]]:
    """The table at a place, and the pictures of its cells; `cell` reads what a cell holds.

    ReportError for more columns or cells than a report has.
    """
    widest = len(element.findall(f"{W}tblGrid/{W}gridCol"))
    drafts: list[list[_Draft]] = []
    above: dict[int, _Draft] = {}
    for row in _within(element, W + "tr", reading):
        where = replace(place, row=len(drafts) + 1, page=reading.pages.now)
        above, made = _row(row, where, widest, above, reading, cell)
        drafts.append(made)
    rows = tuple(
        tuple(Cell(each.paragraphs(), each.place, each.row_span, each.column_span) for each in row) for row in drafts
    )
    return Table(rows, place), list(_pictures(drafts))


def _row(
    row: Element, place: Place, widest: int, above: dict[int, _Draft], reading: Reading, cell: Read
) -> tuple[dict[int, _Draft], list[_Draft]]:
    """The cells that begin in a row, and by column those of it that the next row may reach up to."""
    made: list[_Draft] = []
    open_below: dict[int, _Draft] = {}
    column = 1 + _span(value(child(row, "trPr", "gridBefore")), 0, widest)
    first_page = last_page = reading.pages.now
    left: _Draft | None = None
    for each in _within(row, W + "tc", reading):
        reading.count_cell()
        reading.pages.now = first_page  # cells stand beside each other: each begins where its row does
        said = child(each, "tcPr")
        span = max(_span(value(child(said, "gridSpan")), 1, widest - column + 1), 1)
        if column + span - 1 > MOST_COLUMNS:
            raise too_much("คอลัมน์", MOST_COLUMNS)
        upper = above.get(column) if _merge(said, "vMerge") == "continue" else None
        if _merge(said, "hMerge") == "continue" and left:
            draft = left
            draft.column_span += span
        elif upper and upper.column_span == span:
            draft = upper
            draft.row_span += 1
        else:
            draft = _Draft(replace(place, column=column), span)
            made.append(draft)
        draft.blocks += cell(each, draft.place)
        if _merge(said, "vMerge"):
            open_below[column] = draft
        left = draft
        column += span
        last_page = max(last_page, reading.pages.now)
    reading.pages.now = last_page
    return open_below, made


def _within(element: Element, wanted: str, reading: Reading) -> Iterator[Element]:
    """The rows or cells of an element, through what wraps them, without those that aren't seen."""
    for each in element:
        if each.tag == wanted:
            if _is_seen(each, reading):
                yield each
        elif each.tag == MC + "AlternateContent":
            if (chosen := branch(each)) is not None:
                yield from _within(chosen, wanted, reading)
        elif each.tag not in _LEFT_OUT:
            yield from _within(each, wanted, reading)


def _is_seen(element: Element, reading: Reading) -> bool:
    said = child(element, "trPr" if element.tag == W + "tr" else "tcPr")
    if said is None:
        return True
    if said.find(W + "del") is not None or said.find(W + "cellDel") is not None:
        reading.remark("revisions")
        return False
    if said.find(W + "ins") is not None or said.find(W + "cellIns") is not None:
        reading.remark("revisions")
    if setting(said, "hidden"):
        reading.remark("hidden")
        return False
    return True


def _merge(said: Element | None, kind: str) -> str:
    found = child(said, kind)
    return "" if found is None else value(found) or "continue"


def _span(text: str, unsaid: int, widest: int) -> int:
    """A count of columns; one that no table has is as many as the table has left."""
    said = number(text) if text else unsaid
    if said is None or said < 0:
        return unsaid
    return said if said <= MOST_COLUMNS else max(min(widest, MOST_COLUMNS), unsaid)


def _pictures(drafts: list[list[_Draft]]) -> Iterator[Picture]:
    """The pictures of all cells; the caption of one may stand in the cell below."""
    for at, row in enumerate(drafts):
        below = {each.place.column: each for each in drafts[at + 1]} if at + 1 < len(drafts) else {}
        for draft in row:
            under = below.get(draft.place.column)
            words = next((each.text for each in under.paragraphs() if each.text.strip()), "") if under else ""
            for each in with_captions(draft.blocks):
                if isinstance(each, Picture):
                    yield each if each.caption else replace(each, caption=caption_of(words))


def flattened(table: Table, place: Place, kind: Kind) -> Iterator[Paragraph]:
    """The words of a table that stands within a cell, a row a paragraph; rows of one cell as they are."""
    for row in table.rows:
        filled = [cell for cell in row if cell.text]
        if len(filled) == 1:
            yield from filled[0].paragraphs
        elif filled:
            yield Paragraph(BETWEEN.join(cell.text for cell in row), place, kind=kind)
