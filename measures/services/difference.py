"""Which words of one text another does not have."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

# A number, a Latin word, or a letter with the marks above and below it: a difference never parts them.
_CLUSTER = re.compile(r"[0-9๐-๙]+|[A-Za-z]+|[\s\S][\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]*")

# Differences with fewer clusters between them than this are one difference: Thai has no spaces between its words, and
# single letters that happen to agree inside a changed word only confuse.
_GAP = 4


def marked(text: str, other: str) -> list[tuple[bool, str]]:
    """The text in pieces: (True, words that `other` lacks) and (False, words that both have), in order."""
    mine, theirs = _CLUSTER.findall(text), _CLUSTER.findall(other)
    matcher = SequenceMatcher(None, theirs, mine, autojunk=False)
    pieces: list[tuple[bool, str]] = []
    for start, length in _kept_runs(matcher, len(mine)):
        done = sum(len(_CLUSTER.findall(piece)) for _, piece in pieces)
        if start > done:
            pieces.append((True, "".join(mine[done:start])))
        if length:
            pieces.append((False, "".join(mine[start : start + length])))
    return pieces


def _kept_runs(matcher: SequenceMatcher[str], end: int) -> list[tuple[int, int]]:
    blocks = [(block.b, block.size) for block in matcher.get_matching_blocks() if block.size]
    kept = [(at, size) for at, size in blocks if size >= _GAP or at == 0 or at + size == end]
    return [*kept, (end, 0)]


def merged(mine: str, theirs: str) -> str:
    """Both texts in one: what they share once, and what only one of them says beside what the other says there."""
    one, other = _CLUSTER.findall(theirs), _CLUSTER.findall(mine)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    both: list[str] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        both += one[a:b]
        if kind != "equal":
            both += other[c:d]
    return "".join(both)
