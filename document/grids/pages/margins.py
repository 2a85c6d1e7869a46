"""Headers, footers and page numbers: lines at the edges of pages that stand on many of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from document.grid import Kind
from document.grids.pages.flow import Line

_EDGE = 0.12  # of a page's height
_NUMBERS = re.compile("[0-9๐-๙]+")
_PAGE_NUMBER = re.compile(r"[-–( ]*(หน้า(ที่)?\s*)?[0-9๐-๙]{1,4}(\s*(/|จาก|of)\s*[0-9๐-๙]{1,4})?[-–) ]*", re.IGNORECASE)


def edge(line: Line, height: float) -> Kind:
    """Whether a line stands at the upper or lower edge of a page of this height."""
    if line.y < _EDGE * height:
        return Kind.HEAD
    return Kind.FOOT if line.y > (1 - _EDGE) * height else Kind.BODY


def repeated(pages: Iterable[tuple[float, list[Line]]]) -> set[tuple[Kind, str]]:
    """What stands at the edges of at least two pages and of half of all, whatever its numbers are."""
    counted: Counter[tuple[Kind, str]] = Counter()
    total = 0
    for height, lines in pages:
        total += 1
        counted.update({(kind, pattern(line)) for line in lines if (kind := edge(line, height)) is not Kind.BODY})
    return {each for each, times in counted.items() if times >= max(2, total / 2)}


def pattern(line: Line) -> str:
    """The words of a line, its numbers aside."""
    return _NUMBERS.sub("#", line.text)


def kind(line: Line, height: float, known: set[tuple[Kind, str]]) -> Kind:
    """HEAD or FOOT for a repeated line and for a page's number, BODY for all else."""
    at = edge(line, height)
    is_one = (at, pattern(line)) in known or _PAGE_NUMBER.fullmatch(line.text)
    return at if is_one else Kind.BODY
