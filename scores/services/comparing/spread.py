"""Quartiles of figures that are in order: whole hundredths, so that nothing is rounded before the end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ita.rules import rounded


@dataclass(frozen=True)
class Quartiles:
    """Of so many figures a quarter lies at or under `low`, half at or under `median`, a quarter at or above `high`."""

    number: int
    low: Decimal
    median: Decimal
    high: Decimal


def quartiles(figures: Sequence[int], without: int | None = None) -> Quartiles | None:
    """Of all figures, or of all but one that is among them; None where nothing is left.

    Between two ranks the figure lies in proportion, as in PERCENTILE_CONT.
    """
    number, left_out = len(figures), len(figures)
    if without is not None:
        number, left_out = number - 1, bisect_left(figures, without)
    if number < 1:
        return None

    def at(rank: int) -> int:
        return figures[rank + (rank >= left_out)]

    return Quartiles(number, *(_cut(at, quarter * (number - 1)) for quarter in (1, 2, 3)))


def _cut(at: Callable[[int], int], quarters_of_rank: int) -> Decimal:
    rank, part = divmod(quarters_of_rank, 4)
    lower = at(rank)
    upper = at(rank + 1) if part else lower
    return rounded(Decimal(4 * lower + part * (upper - lower)) / 400)
