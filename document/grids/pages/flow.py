"""Letters to lines, and lines to paragraphs: a PDF says where each letter stands and nothing of either."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from document.grids.pages.letters import Letter, is_mark
from document.understanding.officers import TITLE, is_post_of
from thai.text import clean

# What begins a list's item: a number or letter with its sign, or a dash or bullet.
_ITEM = re.compile(r"(\(?([0-9๐-๙]{1,3}([.][0-9๐-๙]{1,3})*|[ก-ฮ])[.)]|[0-9๐-๙]+([.][0-9๐-๙]+)+\s|[-–•·▪●○❖➢✓☐☑]\s)")
# At the end of a line and the beginning of the next: what Thai, too, sets a space beside.
_APART_AFTER, _APART_BEFORE = re.compile(r"[0-9A-Za-z๐-๙ๆฯ)”:;,–]"), re.compile(r"[0-9A-Za-z๐-๙(“–]")
# A day begins behind a space, unless a word leads to it.
_DAY, _LEADS_TO_DAY = (
    re.compile(r"วันที่\s?[0-9๐-๙]"),
    re.compile(r"(?:ระหว่าง|ตั้งแต่|เมื่อ|ณ|ใน|ถึง|ลง|ประจำ|จาก|ก่อน|หลัง|และ)\Z"),
)
_OPEN_ENDED = ("–", "-", ",", "/", "(", "“")
_WORD_SIZES = 7  # no Thai word is wider, in sizes of its font
_NARROW = 0.4  # a space, and what the right edge is not known to
# A person's title and first name, behind which the surname stands apart.
_FIRST_NAME = re.compile(rf"{TITLE}[ก-๎]{{1,30}}")
_SPACE = 0.18  # a gap so wide, in sizes of the font, parts words


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words from x to `end` at the height y; `first` is how wide they are up to the first space, `block` the
    paragraph that a tagged file names (0 for none).
    """

    text: str
    x: float
    end: float
    y: float
    size: float
    first: float
    page: int = 0
    block: int = 0
    is_spaced: bool = False  # a space is drawn at its end, so that words end there


def lines(letters: list[Letter], page: int = 0) -> list[Line]:
    """The lines from the top; letters keep the order of the file within a stretch, stretches go from left to right."""
    rows: list[list[list[Letter]]] = []
    for stretch in sorted(_stretches(letters), key=lambda each: each[0].y):
        base = rows[-1][0][0] if rows else None
        if base and abs(stretch[0].y - base.y) <= 0.35 * min(base.size, stretch[0].size):
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
        is_level = last and abs(letter.y - found[-1][0].y) <= 0.35 * letter.size
        goes_on = last and is_level and letter.x >= last.x - 0.5 * letter.size
        if last and (goes_on or (is_mark(letter.text) and abs(letter.x - last.x) < 2 * letter.size)):
            found[-1].append(letter)
        elif not letter.text.isspace():
            found.append([letter])
    return found


def _line(row: list[list[Letter]], page: int) -> Line:
    parts: list[str] = []
    start, end = row[0][0].x, row[0][0].end
    first = 0.0
    for letter in chain.from_iterable(row):
        if letter.x - end > _SPACE * letter.size and not is_mark(letter.text):
            parts.append(" ")
        if not first and (letter.text.isspace() or parts[-1:] == [" "]):
            first = end - start
        parts.append(letter.text)
        end = max(end, letter.end)
    text = " ".join(clean("".join(parts)).split())
    words = [letter for letter in chain.from_iterable(row) if not letter.text.isspace()]
    size, last = max(letter.size for letter in words), max(letter.end for letter in words)
    block = words[-1].block  # the number before a list's item may be named apart
    is_spaced = "".join(parts).endswith(" ")
    return Line(text, start, last, row[0][0].y, size, first or last - start, page, block, is_spaced)


def paragraphs(found: list[Line], right: float) -> list[tuple[str, Line]]:
    """The lines joined where they run on to the right edge, each paragraph with its first line."""
    made: list[tuple[str, Line]] = []
    left = min((line.x for line in found), default=0.0)
    for before, line in zip([None, *found], found, strict=False):
        if before is None or not _is_one(before, line, left, right):
            made.append((line.text, line))
        else:
            text, first = made[-1]
            made[-1] = f"{text} {line.text}" if before.is_spaced else joined(text, line.text), first
    return made


def _is_one(before: Line, line: Line, left: float, right: float) -> bool:
    """Whether two lines are of one paragraph: as the file says, where it does, else by where they end and begin."""
    if before.block and line.block and before.page == line.page:
        return before.block == line.block and not _ITEM.match(line.text)
    return _runs_on(before, line, left, right)


def _runs_on(before: Line, line: Line, left: float, right: float) -> bool:
    """Whether a line goes on where the one before it ended: it had no room, and this one begins nothing."""
    if before.text.endswith(_OPEN_ENDED):
        return True
    if _ITEM.match(line.text) or (line.x - left > 1.5 * line.size and line.x > before.x + 0.4 * line.size):
        return False
    if line.page == before.page and line.y - before.y > 2.4 * max(before.size, line.size):
        return False
    return right - before.end < min(line.first, _WORD_SIZES * line.size) + _NARROW * line.size


def joined(text: str, more: str) -> str:
    """Two lines as one: Thai goes on without a space, other letters and digits, surname and post with one."""
    if text.endswith("-") and len(text) > 1 and text[-2].isascii() and text[-2].isalpha():
        return text + more
    is_named = _FIRST_NAME.fullmatch(text) or is_post_of(text, more)
    is_day = _DAY.match(more) and not _LEADS_TO_DAY.search(text)
    is_apart = _APART_AFTER.match(text[-1]) or _APART_BEFORE.match(more[0]) or is_named or is_day
    return f"{text} {more}" if is_apart else text + more
