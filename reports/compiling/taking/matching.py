"""Which measure of a document is which measure of the tables: by code, then by likeness of the question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from document import Measure
from thai.text import loose

_LIKE = 0.75


def pairs(read: Sequence[Measure], stored: Sequence[Measure]) -> dict[int, int]:
    """The places in `stored` by the places in `read`, of those that are the same measure."""
    found = _by_code(read, stored)
    found |= _by_words(read, stored, found)
    return found | _by_likeness(read, stored, found)


def _by_code(read: Sequence[Measure], stored: Sequence[Measure]) -> dict[int, int]:
    """Those whose code stands once on either side."""
    of = {each.code: at for at, each in enumerate(stored)}
    counts = [Counter(each.code for each in side) for side in (read, stored)]
    return {
        at: of[each.code]
        for at, each in enumerate(read)
        if each.code and all(count[each.code] == 1 for count in counts)
    }


def _by_words(read: Sequence[Measure], stored: Sequence[Measure], found: dict[int, int]) -> dict[int, int]:
    """Those whose questions say the same, first of one code, then whatever their codes: one may have been put right."""
    more: dict[int, int] = {}
    for is_strict in (True, False):
        free = _free(len(stored), {**found, **more})
        of: dict[tuple[str, str], list[int]] = {}
        for at in free:
            of.setdefault(_words(stored[at], is_strict), []).append(at)
        for at in _left(len(read), {**found, **more}):
            if same := of.get(_words(read[at], is_strict)):
                more[at] = same.pop(0)
    return more


def _words(measure: Measure, is_strict: bool) -> tuple[str, str]:
    return measure.code if is_strict else "", loose(measure.question)


def _by_likeness(read: Sequence[Measure], stored: Sequence[Measure], found: dict[int, int]) -> dict[int, int]:
    """The likest first, of one code or where one of the two has none; of one code however unlike they are."""
    rated = [
        (rate, at, other)
        for at in _left(len(read), found)
        for other in _free(len(stored), found)
        if (rate := _rate(read[at], stored[other])) is not None
    ]
    more: dict[int, int] = {}
    for _, at, other in sorted(rated, key=lambda each: (-each[0], each[1], each[2])):
        if at not in more and other not in more.values():
            more[at] = other
    return more


def _rate(one: Measure, other: Measure) -> float | None:
    """How alike two measures are; None for two that are none and the same."""
    is_of_one_code = bool(one.code) and one.code == other.code
    if one.code and other.code and not is_of_one_code:
        return None
    matcher = SequenceMatcher(None, loose(one.question), loose(other.question), autojunk=False)
    if is_of_one_code:
        return matcher.ratio()
    if matcher.real_quick_ratio() < _LIKE or matcher.quick_ratio() < _LIKE:
        return None
    rate = matcher.ratio()
    return rate if rate >= _LIKE else None


def _left(count: int, found: dict[int, int]) -> list[int]:
    return [at for at in range(count) if at not in found]


def _free(count: int, found: dict[int, int]) -> list[int]:
    taken = set(found.values())
    return [at for at in range(count) if at not in taken]
