"""Where steps mention items of the instrument, "(อ้างอิงจาก o13)", and the words beside each mention."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LEAD = r"(?:(?:ตาม|ดู(?:ที่|จาก)?)\s*)?(?:ข้อ(?:มูล)?(?:ที่)?\s*)?"
_ITEM = r"(?:OIT|[oO])\s?[0-9๐-๙]{1,2}"
# In brackets, with words that point there; without them only where nothing but items with their letter stand there.
_MENTION = re.compile(
    rf"\(\s*(?:อ้างอิง(?:จาก|ตาม|ถึง)?(?P<names>[^()]*)"
    rf"|{_LEAD}(?P<items>{_ITEM}(?:\s*(?:,|/|และ|หรือ|กับ|[-\u2010-\u2015]|ถึง)\s*(?:ข้อ\s*)?{_ITEM}){{0,9}}))\s*\)",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"(?P<first>{_ITEM})\s*(?:[-\u2010-\u2015]|ถึง)\s*(?P<last>{_ITEM})", re.IGNORECASE)
# A space before a number parts two names, but not a letter from its number: E l3, o 14, ๐ ๓๐.
_LETTER = "[IEOieol|๐0]"
_BETWEEN = re.compile(
    r"\s*(?:,|/|และ|หรือ|กับ|ข้อ)\s*"
    rf"|(?<!(?<![^\s,/]){_LETTER})(?<![IEOieo][Ii][Tt])\s+(?=[^\s0-9๐-๙]?[0-9๐-๙]|{_LETTER}\s+[l|IOo]*[0-9๐-๙]|{_LETTER}[l|IOo]+[0-9๐-๙])"
)
NEAR = 120
_WIDEST = 43


@dataclass(frozen=True, slots=True)
class Mention:
    """The codes in one pair of brackets as written, the brackets, and at most NEAR characters of words before them."""

    names: tuple[str, ...]
    written: str
    beside: str


def find_mentions(text: str) -> Iterator[Mention]:
    """The mentions of a step in order; the words beside one never reach back over the mention before it."""
    end = 0
    for match in _MENTION.finditer(text):
        names = _names(match["names"] if match["items"] is None else match["items"])
        yield Mention(names, match[0], text[max(end, match.start() - NEAR) : match.start()].strip())
        end = match.end()


def _names(written: str) -> tuple[str, ...]:
    """The names in brackets, a range opened: what stands between its ends is named as the first end is."""
    words = " ".join(_RANGE.sub(_opened, written).split())
    return tuple(name for name in _BETWEEN.split(words) if name)


def _opened(match: re.Match[str]) -> str:
    first, last = (int(re.sub("[^0-9๐-๙]", "", match[end])) for end in ("first", "last"))
    if not 0 < last - first <= _WIDEST:
        return f"{match['first']}, {match['last']}"
    return ", ".join([match["first"], *(f"O{number}" for number in range(first + 1, last)), match["last"]])
