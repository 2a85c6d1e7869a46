"""Which words of one text another does not have."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter

# A number, a Latin word, or a letter with the vowels before and behind it and the marks above and below: a difference
# never parts them.
_CLUSTER = re.compile(
    r"[0-9๐-๙]+|[A-Za-z]+|[\u0e40-\u0e44]{0,2}[\s\S][\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]*[\u0e30\u0e32\u0e45]?"
)

# Differences with fewer clusters between them than this are one difference: Thai has no spaces between its words, and
# single letters that happen to agree inside a changed word only confuse.
GAP = 4

# A changed stretch of more clusters than this is shown as one: comparing letter by letter takes the square of it.
LONGEST = 2000


def marked(text: str, other: str) -> list[tuple[bool, str]]:
    """The text in pieces: (True, words that `other` lacks) and (False, words that both have), in order."""
    pieces = ((kind == "added", words) for kind, words in merged(other, text) if kind != "removed")
    grouped = groupby(pieces, key=itemgetter(0))
    return [(is_new, "".join(words for _, words in run)) for is_new, run in grouped]


def merged(before: str, after: str) -> list[tuple[str, str]]:
    """Both texts in one, in reading order: words that are "kept", "removed" (only before) or "added" (only after)."""
    pieces = parted(clusters_of(before), clusters_of(after))
    return [(kind, "".join(clusters)) for kind, clusters in pieces]


def clusters_of(text: str) -> list[str]:
    """The text in the smallest pieces that a difference takes or leaves."""
    return _CLUSTER.findall(text)


def parted(old: list[str], new: list[str]) -> list[tuple[str, list[str]]]:
    """Returns what `merged` says, of clusters."""
    head = _same(old, new)
    tail = _same(old[head:][::-1], new[head:][::-1])
    inner_old, inner_new = old[head : len(old) - tail], new[head : len(new) - tail]
    pieces: list[tuple[str, list[str]]] = [("kept", old[:head])]
    pieces += _runs(inner_old, inner_new) if max(len(inner_old), len(inner_new)) <= LONGEST else []
    if max(len(inner_old), len(inner_new)) > LONGEST:
        pieces += [("removed", inner_old), ("added", inner_new)]
    pieces.append(("kept", old[len(old) - tail :]))
    return [(kind, clusters) for kind, clusters in pieces if clusters]


def both(before: str, after: str) -> str:
    """Both texts in one, to be smoothed by hand: what stands in the place of something else is set apart by a space."""
    out, last = "", ""
    for kind, words in merged(before, after):
        meets = (last, kind) == ("removed", "added") and not out[-1:].isspace() and not words[:1].isspace()
        out += f" {words}" if meets else words
        last = kind
    return out


def _same(one: list[str], other: list[str]) -> int:
    """How many clusters two lists begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _runs(old: list[str], new: list[str]) -> list[tuple[str, list[str]]]:
    pieces: list[tuple[str, list[str]]] = []
    from_old = from_new = 0
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    for block in blocks:
        if block.size < GAP and block is not blocks[-1]:
            continue
        pieces.append(("removed", old[from_old : block.a]))
        pieces.append(("added", new[from_new : block.b]))
        pieces.append(("kept", new[block.b : block.b + block.size]))
        from_old, from_new = block.a + block.size, block.b + block.size
    return pieces
