"""Which words of one text another does not have."""

from __future__ import annotations

from difflib import SequenceMatcher

from thai.text import clusters

# Differences with fewer clusters between them than this are one difference: Thai has no spaces between its words, and
# single letters that happen to agree inside a changed word only confuse.
_GAP = 4


def marked(text: str, other: str) -> list[tuple[bool, str]]:
    """The text in pieces: (True, words that `other` lacks) and (False, words that both have), in order."""
    mine, theirs = clusters(text), clusters(other)
    matcher = SequenceMatcher(None, theirs, mine, autojunk=False)
    pieces: list[tuple[bool, str]] = []
    for start, length in _kept_runs(matcher, len(mine)):
        done = sum(len(clusters(piece)) for _, piece in pieces)
        if start > done:
            pieces.append((True, "".join(mine[done:start])))
        if length:
            pieces.append((False, "".join(mine[start : start + length])))
    return pieces


def _kept_runs(matcher: SequenceMatcher[str], end: int) -> list[tuple[int, int]]:
    blocks = [(block.b, block.size) for block in matcher.get_matching_blocks() if block.size]
    kept = [(at, size) for at, size in blocks if size >= _GAP or at == 0 or at + size == end]
    return [*kept, (end, 0)]
