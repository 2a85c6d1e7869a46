"""Where a line of Thai may not end: inside a common compound, an agency's name or a Latin word with a hyphen.

Pango breaks Thai at the words of its dictionary, which knows หน่วย and งาน but not หน่วยงาน, and heeds no word
joiner; what must hold together stands in a span without breaks. WeasyPrint then sees no break at its edges, so that a
zero-width space stands where Pango would have broken: never where it wouldn't. No reader of the PDF gives it back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from paper.sheet.measuring import letters

BREAK = "<wbr>"  # for a browser; paper.html makes it a zero-width space for the PDF
_COMPOUNDS = Path(__file__).parent / "data" / "compounds.txt"
_HYPHENED = r"(?<![A-Za-z0-9-])[A-Za-z]{1,12}(?:-[A-Za-z]{1,12})+(?![A-Za-z0-9-])"
# The parts of an agency's name, before each of which a line may end where the whole is too long for its column.
_PARTS = re.compile(r"(?<=.)(?=ส่วนตำบล|ส่วนจังหวัด|(?<!ส่วน)(?:ตำบล|เมือง|นคร|อำเภอ|จังหวัด|เขต))")
_KIND = re.compile(r"(?<=^ส่วนตำบล)(?=.)|(?<=^ส่วนจังหวัด)(?=.)|(?<=^ตำบล)(?=.)|(?<=^เมือง)(?=.)|(?<=^นคร)(?=.)")
KINDS = ("องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนจังหวัด", "เทศบาลตำบล", "เทศบาลเมือง", "เทศบาลนคร")
"""The words with which the names of local bodies begin, whoever else a report names."""


@lru_cache
def compounds() -> tuple[str, ...]:
    """The list, the longest first."""
    lines = _COMPOUNDS.read_text("utf-8").split("\n")
    return tuple(sorted((line for line in lines if line and not line.startswith("#")), key=len, reverse=True))


def pieces(name: str, room: int) -> list[str]:
    """The parts of a name that stay whole in a column of so many letters: one, if it fits.

    A place stays with the word for what it is (ส่วนตำบลจำปา) as long as both fit.
    """
    if letters(name) <= room:
        return [name]
    return [part for each in _PARTS.split(name) for part in ([each] if letters(each) <= room else _KIND.split(each))]


@dataclass(frozen=True)
class Column:
    """What a line has room for, in letters, and the names that no line in it breaks inside."""

    room: int
    names: tuple[str, ...]
    breaks: Callable[[str], set[int]]

    def bound(self, text: str) -> str:
        """Escaped text with what must hold together in spans; nothing where it would be wider than the column."""
        found = self.breaks(text)
        parts, done = [], 0
        for match in self._pattern.finditer(text):
            start, end = match.span()
            if not found & set(range(start + 1, end)):
                continue
            parts.append(text[done:start])
            parts.append(self._held(match[0], start, found))
            done = end
        return "".join([*parts, text[done:]])

    def _held(self, words: str, start: int, found: set[int]) -> str:
        whole = pieces(words, self.room) if words in self.names else [words]
        spans = BREAK.join(f'<span class="nb">{each}</span>' if letters(each) <= self.room else each for each in whole)
        before = BREAK if start in found else ""
        return before + spans + (BREAK if start + len(words) in found else "")

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        fitting = [each for each in compounds() if letters(each) <= self.room]
        words = sorted({*self.names, *fitting}, key=len, reverse=True)
        return _pattern(tuple(words))


@lru_cache(64)
def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join([*map(re.escape, words), _HYPHENED]))
