"""Items in which many agencies are weak: how many of those with a score are below the pass mark, and the median."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal

from ita import rules
from ita.codes import code_key
from measures.models.catalogue import Kind
from scores.services.comparing.gathered import Gathered
from scores.services.comparing.spread import quartiles
from scores.services.comparing.totals import cents

MANY = 2  # agencies below the pass mark


@dataclass(frozen=True)
class SharedItem:
    """An item of a kind's list; of `number` agencies that have a score of it so many are `below` the pass mark."""

    kind: Kind
    code: str
    number: int
    below: int
    median: Decimal

    @property
    def share(self) -> Decimal:
        """Of a hundred agencies with a score."""
        return rules.rounded(Decimal(self.below * 100) / self.number)


def shared_items(scores: Gathered, year: int) -> list[SharedItem]:
    """The items in which at least two agencies are weak, those of most agencies first, without their texts.

    The same code in the lists of two kinds is two items.
    """
    found, pass_mark = [], cents(rules.of_year(year).pass_mark)
    for place, figures in scores.columns.items():
        below, spread = bisect_left(figures, pass_mark), quartiles(figures)
        if place.kind and below >= MANY and spread is not None:
            found.append(SharedItem(Kind(place.kind), place.key, len(figures), below, spread.median))
    return sorted(found, key=lambda item: (-item.below, -item.share, item.median, item.kind, code_key(item.code)))
