"""How far the words of an item of the catalogue stand in what somebody wrote.

Block length and threshold were set on the sample report: its references to manuals match their true items by 0.62 to
1.0, what stands beside ๐8 and ๐9 matches no item by more than 0.4.
"""

import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from ita.mentions import NEAR
from thai.text import fold

BLOCK = 3  # shorter agreements are chance: การ alone is three letters
ENOUGH = 0.6
SAME = 0.85
SHORT = 5
LONGEST_QUESTION = 1000  # what a stranger sends must neither cost minutes nor stay in the caches below


def mentions_item(item: str, beside: str) -> float:
    """The share (0 to 1) of the item's letters found in `beside`, in order and close together; 0 below ENOUGH.

    An item too short for blocks (Q&A) must stand there as it is.
    """
    wanted, found = letters(item), letters(beside[-NEAR:])
    if len(wanted) < SHORT:
        return float(bool(wanted) and fold(item) in fold(beside))
    shared = _blocks(wanted) & _blocks(found)
    # Cheap bounds first: nearly all items end here.
    if len(shared) * BLOCK < ENOUGH * len(wanted) or _covered(wanted, shared) < ENOUGH:
        return 0.0
    width = 2 * len(wanted)
    starts = range(0, max(1, len(found) - width + 1), max(1, len(wanted) // 4))
    best = max(_in_order(wanted, found[start : start + width]) for start in (*starts, max(0, len(found) - width)))
    return best if best >= ENOUGH else 0.0


def same_question(one: str, other: str) -> bool:
    """Whether two wordings are of one question, small differences of typing aside."""
    if max(len(one), len(other)) > LONGEST_QUESTION:
        return False
    a, b = letters(one), letters(other)
    return 2 * min(len(a), len(b)) >= SAME * (len(a) + len(b)) and _same(a, b)


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """The text folded as for search, without spaces and punctuation."""
    return "".join(each for each in fold(text) if each.isalnum() or unicodedata.category(each) == "Mn")


@lru_cache(maxsize=4096)
def _same(one: str, other: str) -> bool:
    if one == other:
        return bool(one)
    match = SequenceMatcher(None, one, other, autojunk=False)
    return match.quick_ratio() >= SAME and match.ratio() >= SAME


@lru_cache(maxsize=512)  # of up to 30 kB each
def _blocks(text: str) -> frozenset[str]:
    return frozenset(text[start : start + BLOCK] for start in range(len(text) - BLOCK + 1))


def _covered(wanted: str, shared: frozenset[str]) -> float:
    """The share of letters that lie in shared blocks, wherever these stand: never less than the share in order."""
    covered = reach = 0
    for start in range(len(wanted) - BLOCK + 1):
        if wanted[start : start + BLOCK] in shared:
            covered += start + BLOCK - max(reach, start)
            reach = start + BLOCK
    return covered / len(wanted)


@lru_cache(maxsize=4096)
def _in_order(wanted: str, found: str) -> float:
    match = SequenceMatcher(None, wanted, found, autojunk=False)
    return sum(block.size for block in match.get_matching_blocks() if block.size >= BLOCK) / len(wanted)
