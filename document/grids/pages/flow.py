"""Letters to lines, and lines to paragraphs: a PDF says where each letter stands and nothing of either."""

from __future__ import annotations

import re
from dataclasses import dataclass

from document.grids.pages.letters import Letter, is_mark
from thai.text import clean

# What begins a list's item: a number or letter with its sign, or a dash or bullet.
_ITEM = re.compile(r"(\(?([0-9๐-๙]{1,3}([.][0-9๐-๙]{1,3})*|[ก-ฮ])[.)]|[0-9๐-๙]+([.][0-9๐-๙]+)+\s|[-–•·▪●○❖➢✓☐☑]\s)")
_LATIN = re.compile(r"[0-9A-Za-z๐-๙]")
_WORD_SIZES = 5  # no Thai word takes more heights of a line


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words from x to `end` at the height y."""

    text: str
    x: float
    end: float
    y: float
    size: float
    page: int = 0


def lines(letters: list[Letter], page: int = 0) -> list[Line]:
    """The lines from the top; letters keep the order of the file within a stretch, stretches go from left to right."""
    rows: list[list[list[Letter]]] = []
    for stretch in sorted(_stretches(letters), key=lambda each: each[0].y):
        base = rows[-1][0][0] if rows else None
        if base and abs(stretch[0].y - base.y) <= 0.3 * min(base.size, stretch[0].size):
            rows[-1].append(stretch)
        else:
            rows.append([stretch])
    made = [_line(sorted(row, key=lambda each: each[0].x), page) for row in rows]
    return [line for line in made if line.text]


def _stretches(letters: list[Letter]) -> list[list[Letter]]:
    """Letters that follow each other on one line."""
    found: list[list[Letter]] = []
    for letter in letters:
        last = found[-1][-1] if found else None
        goes_on = (
            last and abs(letter.y - found[-1][0].y) <= 0.3 * letter.size and letter.x >= last.x - 0.4 * letter.size
        )
        if last and (goes_on or (is_mark(letter.text) and abs(letter.x - last.x) < 2 * letter.size)):
            found[-1].append(letter)
        elif not letter.text.isspace():
            found.append([letter])
    return found


def _line(row: list[list[Letter]], page: int) -> Line:
    parts: list[str] = []
    end = row[0][0].x
    for stretch in row:
        if parts and stretch[0].x - end > 0.15 * stretch[0].size:
            parts.append(" ")
        parts.append("".join(letter.text for letter in stretch))
        end = max(letter.end for letter in stretch if not letter.text.isspace())
    text = " ".join(clean("".join(parts)).split())
    size = max(letter.size for stretch in row for letter in stretch)
    return Line(text, row[0][0].x, end, row[0][0].y, size, page)


def paragraphs(found: list[Line], right: float) -> list[tuple[str, Line]]:
    """The lines joined where they run on to the right edge, each paragraph with its first line."""
    made: list[tuple[str, Line]] = []
    left = min((line.x for line in found), default=0.0)
    for before, line in zip([None, *found], found, strict=False):
        if before is None or not _runs_on(before, line, left, right):
            made.append((line.text, line))
        else:
            text, first = made[-1]
            made[-1] = joined(text, line.text), first
    return made


def _runs_on(before: Line, line: Line, left: float, right: float) -> bool:
    """Whether a line goes on where the one before it ended: it had no room, and this one begins nothing."""
    if _ITEM.match(line.text) or (line.x - left > 1.2 * line.size and line.x > before.x + 0.3 * line.size):
        return False
    if line.page == before.page and line.y - before.y > 1.9 * max(before.size, line.size):
        return False
    first = len(line.text.split(" ", 1)[0]) / max(len(line.text), 1) * (line.end - line.x)
    return right - before.end < min(first, _WORD_SIZES * line.size) + 0.2 * line.size


def joined(text: str, more: str) -> str:
    """Two lines as one: Thai goes on without a space, other letters and digits with one."""
    if text.endswith("-") and len(text) > 1 and text[-2].isascii() and text[-2].isalpha():
        return text + more
    return f"{text} {more}" if _LATIN.match(text[-1]) or _LATIN.match(more[0]) else text + more
