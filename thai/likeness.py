"""Names that were perhaps meant by one that nothing is called by."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from thai.text import loose

_SHORTEST = 4  # letters; a shorter word is like too many
_LIKE = 0.75


def alike(typed: str, names: Iterable[str], most: int = 3) -> list[str]:
    """The names that are most like what was typed, or that end so: what an office is comes before what it is called."""
    word = loose(typed)
    if len(word) < _SHORTEST:
        return []
    matcher = SequenceMatcher(b=word, autojunk=False)
    rated = [(_rate(matcher, loose(name), len(word)), name) for name in dict.fromkeys(names)]
    best = sorted((each for each in rated if each[0] >= _LIKE), key=lambda each: (-each[0], each[1]))
    return [name for _, name in best[:most]]


def _rate(matcher: SequenceMatcher[str], name: str, length: int) -> float:
    best = 0.0
    for part in {name, name[-length:], name[-length - 1 :]}:
        matcher.set_seq1(part)
        if matcher.real_quick_ratio() >= _LIKE and matcher.quick_ratio() >= _LIKE:
            best = max(best, matcher.ratio())
    return best
