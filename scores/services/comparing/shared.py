"""Items in which many agencies are weak: how many of those with a score are below the pass mark, and the median."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, F, QuerySet, TextField, Value, When
from django.db.models.expressions import Combinable

from ita import rules
from ita.codes import code_key
from measures.models.catalogue import KIND_OF_LIST, Kind
from scores.models import Score, ScoreSheet
from scores.services.comparing.spread import around

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


def shared_items(sheets: QuerySet[ScoreSheet], year: int) -> list[SharedItem]:
    """The items in which at least two agencies are weak, those of most agencies first, without their texts.

    The same code in the lists of two kinds is two items. One query.
    """
    scores = Score.objects.filter(sheet__in=sheets.order_by(), of=Score.Of.ITEM)
    found = []
    for (kind, code), each in around(scores, rules.of_year(year).pass_mark, _kind_of_list()).items():
        quartiles = each.quartiles()
        if each.below >= MANY and quartiles is not None:
            found.append(SharedItem(Kind(kind), code, each.number, each.below, quartiles.median))
    return sorted(found, key=lambda item: (-item.below, -item.share, item.median, item.kind, code_key(item.code)))


def _kind_of_list() -> Combinable:
    """The kind of lists that a score's agency uses: see `measures.models.catalogue.kind_of`."""
    own = [When(sheet__agency__kind=kind, then=Value(of_list.value)) for kind, of_list in KIND_OF_LIST.items()]
    said = When(sheet__agency__list_kind__in=Kind.values, then=F("sheet__agency__list_kind"))
    return Case(said, *own, default=Value(Kind.GENERAL.value), output_field=TextField())
