"""Names that were perhaps meant by one that nothing is called by."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from difflib import SequenceMatcher

from thai.text import loose

_SHORTEST = 4  # letters; a shorter word is like too many
_LIKE = 0.75
_FEW = 500  # names: so many are compared one by one


class Names:
    """Names to compare with what is typed. Of many, those are looked at that share its rarest runs of letters."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(dict.fromkeys(names))
        self._loose = [loose(name) for name in self._names]
        self._having: dict[str, array[int]] = {}
        if len(self._names) > _FEW:
            for number, name in enumerate(self._loose):
                for run in _runs(name):
                    self._having.setdefault(run, array("L")).append(number)

    def alike(self, typed: str, most: int = 3) -> list[str]:
        """Those that are most like what was typed, or that end so: what an office is comes before what it is called."""
        word = loose(typed)
        if len(word) < _SHORTEST:
            return []
        matcher = SequenceMatcher(b=word, autojunk=False)
        rated = [(_rate(matcher, self._loose[each], len(word)), self._names[each]) for each in self._perhaps(word)]
        best = sorted((each for each in rated if each[0] >= _LIKE), key=lambda each: (-each[0], each[1]))
        return [name for _, name in best[:most]]

    def _perhaps(self, word: str) -> Iterable[int]:
        if not self._having:
            return range(len(self._names))
        found: set[int] = set()
        for having in sorted((self._having[run] for run in _runs(word) if run in self._having), key=len):
            if len(found) + len(having) > _FEW:
                return found or having[:_FEW]
            found.update(having)
        return found


def _runs(text: str) -> set[str]:
    return {text[at : at + 3] for at in range(len(text) - 2)}


def _rate(matcher: SequenceMatcher[str], name: str, length: int) -> float:
    best = 0.0
    for part in {name, name[-length:], name[-length - 1 :]}:
        matcher.set_seq1(part)
        if matcher.real_quick_ratio() >= _LIKE and matcher.quick_ratio() >= _LIKE:
            best = max(best, matcher.ratio())
    return best
