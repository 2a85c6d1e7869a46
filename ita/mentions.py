"""Where steps mention items of the instrument, "(อ้างอิงจาก o13)", and the words beside each mention."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MENTION = re.compile(r"\(\s*อ้างอิง(?:จาก|ตาม|ถึง)?(?P<names>[^()]*)\)")
# A space before a number parts two names, but not a letter from its number: E l3, o 14, ๐ ๓๐.
_LETTER = "[IEOieol|๐0]"
_BETWEEN = re.compile(
    r"\s*(?:,|/|และ|หรือ|กับ|ข้อ)\s*"
    rf"|(?<!(?<![^\s,/]){_LETTER})\s+(?=[^\s0-9๐-๙]?[0-9๐-๙]|{_LETTER}\s+[l|IOo]*[0-9๐-๙]|{_LETTER}[l|IOo]+[0-9๐-๙])"
)
NEAR = 120


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
        names = tuple(name for name in _BETWEEN.split(" ".join(match["names"].split())) if name)
        yield Mention(names, match[0], text[max(end, match.start() - NEAR) : match.start()].strip())
        end = match.end()
