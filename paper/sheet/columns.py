"""The four columns of the table: in a result report as wide as what stands in them wants, within limits, so that no
column stays empty for pages while another runs on; in the other kinds always the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from document import Measure, ReportDocument
from document.kinds.layouts import layout_of
from paper.sheet import dates
from paper.sheet.measuring import letters

Orientation = Literal["landscape", "portrait"]
Widths = tuple[int, int, int, int]


@dataclass(frozen=True)
class Sheet:
    """The room of an orientation: the text's width and one letter's in the table, both in millimetres, and the limits
    of columns in per cent of the text's width; `usual` is what a short report gets.
    """

    text: float
    letter: float
    usual: Widths
    first: range
    third: range
    fourth: range

    def room(self, width: int) -> int:
        """How many letters surely stand side by side in a column of so many per cent."""
        return int((self.text * width / 100 - _PADDING) / self.letter)


_PADDING = 5.2  # of a cell, left and right
_PARAGRAPH = 0.3  # of a line, between two paragraphs
_SHEETS: dict[Orientation, Sheet] = {
    "landscape": Sheet(247, 2.745, (33, 29, 17, 21), range(28, 43), range(16, 22), range(17, 22)),
    "portrait": Sheet(160, 2.45, (30, 28, 20, 22), range(27, 37), range(19, 24), range(20, 24)),
}
_FIXED: dict[str, dict[Orientation, Widths]] = {
    "plan": {"landscape": (40, 17, 21, 22), "portrait": (36, 18, 23, 23)},
    "progress": {"landscape": (31, 32, 15, 22), "portrait": (29, 32, 16, 23)},
}
_SECOND = 24  # at least
_ONE_PAGE: dict[Orientation, int] = {"landscape": 24, "portrait": 40}  # lines of the table


@dataclass(frozen=True)
class Cell:
    """How much stands in a cell."""

    letters: int
    paragraphs: int

    def lines(self, room: int) -> float:
        """About how many lines it takes."""
        return self.letters / room + self.paragraphs * (0.5 + _PARAGRAPH)


def sheet(orientation: Orientation) -> Sheet:
    """The room of an orientation."""
    return _SHEETS[orientation]


def of_document(document: ReportDocument, orientation: Orientation) -> Widths:
    """The widths of the document's columns, in per cent."""
    fixed = _FIXED.get(layout_of(document).kind)
    return fixed[orientation] if fixed else widths(document.measures, orientation)


def widths(measures: Sequence[Measure], orientation: Orientation) -> Widths:
    """The widths with which the rows together are lowest; those nearest to the usual among equals, and for one page."""
    paper = _SHEETS[orientation]
    rows = [_cells(measure) for measure in measures]
    if sum(_height(paper, paper.usual, row) for row in rows) <= _ONE_PAGE[orientation]:
        return paper.usual
    fourth = _fourth(paper, measures)
    return min(_candidates(paper, _second(paper, measures, fourth), fourth), key=lambda each: _cost(paper, each, rows))


def _fourth(paper: Sheet, measures: Sequence[Measure]) -> int:
    """As narrow as the names allow: no line breaks between title and surname."""
    longest = max((letters(each.name) for measure in measures for each in measure.officers), default=0)
    return next((width for width in paper.fourth if paper.room(width) > longest), paper.usual[3])


def _second(paper: Sheet, measures: Sequence[Measure], fourth: int) -> int:
    """At least so wide that its longest date stands in one line, as far as the narrowest others leave room for it."""
    longest = dates.widest(each.printed for measure in measures for each in measure.actions)
    most = 100 - paper.first[0] - paper.third[0] - fourth
    return next((width for width in range(_SECOND, most) if paper.room(width) >= longest), most)


def _candidates(paper: Sheet, least: int, fourth: int) -> Iterator[Widths]:
    for first in paper.first:
        for third in paper.third:
            second = 100 - first - third - fourth
            if second >= least:
                yield first, second, third, fourth


def _cost(paper: Sheet, each: Widths, rows: Sequence[tuple[Cell, ...]]) -> tuple[int, int]:
    away = sum(abs(width - usual) for width, usual in zip(each, paper.usual, strict=True))
    return round(sum(_height(paper, each, row) for row in rows)), away


def _height(paper: Sheet, each: Widths, row: tuple[Cell, ...]) -> float:
    return max(cell.lines(paper.room(width)) for cell, width in zip(row, each, strict=True))


def _cells(measure: Measure) -> tuple[Cell, Cell, Cell, Cell]:
    officers = [part for each in measure.officers for part in (each.name, each.position, each.unit) if part]
    return (
        _cell([measure.heading, *(each.text for each in measure.steps), *(each.printed for each in measure.details)]),
        _cell([each.printed for each in measure.actions]),
        _cell([each.text for each in measure.outcomes]),
        _cell(officers),
    )


def _cell(texts: Sequence[str]) -> Cell:
    return Cell(sum(map(letters, texts)), len(texts))
