"""Dates on paper: none breaks in its column; one that is wider than the column breaks before its year alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import cycle

from paper.sheet.measuring import letters

_NBSP = "\u00a0"
_DAYS = r"(?:[0-9๐-๙]{1,2}\s?[–-]\s?)?[0-9๐-๙]{1,2}"
_YEAR = r"(?:[พค]\.ศ\.[ \u00a0])?[0-9๐-๙]{2,4}"
_DASH = r"(?:[ \u00a0]–(?=\s))?"  # of a range: it stands at the end of a line, not alone on one
_IN_HTML = re.compile(rf"{_DAYS}\u00a0[ก-๛.]{{3,12}}\u00a0{_YEAR}{_DASH}")  # found by thai's keep_together
_IN_TEXT = re.compile(rf"{_DAYS}[ \u00a0][ก-๛.]{{3,12}}[ \u00a0]{_YEAR}{_DASH}")
_CELL = re.compile(r"(<td>.*?</td>)", re.DOTALL)


def widest(texts: Iterable[str]) -> int:
    """How many letters the longest date has; 0 where there is none."""
    found = (each[0].removesuffix("–").strip() for text in texts for each in _IN_TEXT.finditer(text))
    return max(map(letters, found), default=0)


def bound(html: str, *, across: int, rooms: Sequence[int]) -> str:
    """The page with its dates in spans without breaks: a no-break space before a Thai letter does not hold on paper.

    `rooms` are the letters that a line of each column takes, `across` those of a line outside of the table.
    """
    column = cycle(rooms)
    parts = _CELL.split(html)
    return "".join(_with_spans(part, next(column) if at % 2 else across) for at, part in enumerate(parts))


def _with_spans(html: str, room: int) -> str:
    return _IN_HTML.sub(lambda date: _span(date[0], room), html)


def _span(date: str, room: int) -> str:
    date = date.replace(_NBSP, " ")
    if letters(date) <= room:
        return _whole(date)
    if date.endswith(" –"):
        return f"{_span(date[:-2], room)} –"
    day, _, year = date.rpartition(" ")
    return f"{_whole(day) if letters(day) <= room else day} {year}"


def _whole(words: str) -> str:
    return f'<span class="nb">{words}</span>'
