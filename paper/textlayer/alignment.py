"""Gives each group of glyphs its part of the text that was written, where the glyphs alone would say another one."""

import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise


def aligned(guesses: Sequence[str], written: str) -> list[str]:
    """As many texts as guesses, together `written`; white space doesn't count, for glyphs have but one space.

    What can't be laid beside equal characters goes to the group before it, so that some may be left empty. Text from
    right to left stays as guessed: its glyphs stand in visual order, and readers turn it round themselves.
    """
    guessed = "".join(guesses)
    if _squeezed(guessed) == _squeezed(written) or any(unicodedata.bidirectional(c) in ("R", "AL") for c in written):
        return list(guesses)
    starts = _starts(guessed, written)
    ends = [starts[end] for end in accumulate(len(guess) for guess in guesses)]
    return [written[start:end] for start, end in pairwise([0, *ends])]


def _starts(guessed: str, written: str) -> list[int]:
    """For each place between guessed characters, both ends included, where in `written` that begins which follows it.

    Of characters that differ, all that was written belongs to the place where the difference begins.
    """
    starts: list[int] = []
    end = 0
    for guess, start, size in SequenceMatcher(None, guessed, written, autojunk=False).get_matching_blocks():
        if differing := guess - len(starts):
            starts += [end] + [start] * (differing - 1)
        starts += range(start, start + size)
        end = start + size
    return [*starts, len(written)]


def _squeezed(text: str) -> str:
    return "".join(text.split())
