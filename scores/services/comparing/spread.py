"""Quartiles of scores that lie in the database: it answers with the figures round them, never with every figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, CharField, Count, F, IntegerField, Q, QuerySet, TextField, Value, When, Window
from django.db.models.expressions import Combinable, ExpressionWrapper
from django.db.models.functions import Cast, RowNumber

from ita.rules import rounded
from scores.models import Score


@dataclass(frozen=True)
class Quartiles:
    """Of so many figures a quarter lies at or under `low`, half at or under `median`, a quarter at or above `high`."""

    number: int
    low: Decimal
    median: Decimal
    high: Decimal


@dataclass(frozen=True)
class Around:
    """The figures round the quartiles of so many, by rank from 1 on: enough to leave out any one of them.

    `below` is how many of all are under the pass mark that was asked for.
    """

    number: int
    by_rank: Mapping[int, Decimal]
    below: int = 0

    @classmethod
    def of(cls, figures: Iterable[Decimal]) -> Around:
        """Out of all figures at hand."""
        ordered = sorted(figures)
        return cls(len(ordered), dict(enumerate(ordered, 1)))

    def quartiles(self, without: Decimal | None = None) -> Quartiles | None:
        """Of all but one figure that is among them, or of all; None where nothing is left.

        Between two ranks the figure lies in proportion, as in PERCENTILE_CONT.
        """
        number = self.number - (without is not None)
        if number < 1:
            return None
        return Quartiles(number, *(rounded(self._cut(quarter, number, without)) for quarter in (1, 2, 3)))

    def _cut(self, quarter: int, number: int, without: Decimal | None) -> Decimal:
        whole, part = divmod(quarter * (number - 1), 4)
        lower = self._at(whole + 1, without)
        return lower + (self._at(whole + 2, without) - lower) * part / 4 if part else lower

    def _at(self, rank: int, without: Decimal | None) -> Decimal:
        """The figure of a rank among those that are left: what is left out moves all from it on by one."""
        figure = self.by_rank[rank]
        if without is None or figure < without:
            return figure
        return self.by_rank.get(rank + 1, figure)


_KEY = Case(
    When(of=Score.Of.TOOL, then=F("tool")),
    When(of=Score.Of.GROUP, then=Cast("group_no", CharField())),
    default=F("code"),
    output_field=TextField(),
)


def around(
    scores: QuerySet[Score], pass_mark: Decimal, kind: Combinable | None = None
) -> dict[tuple[str, str], Around]:
    """The figures round the quartiles of each place, by (kind, key); one query, nine rows a place at the most.

    `kind` is an expression that parts scores of the same key, as those of items of several lists; empty without one.
    """
    parts = scores.annotate(_kind=kind or Value("", output_field=TextField()), _key=_KEY)
    apart = [F("_kind"), F("_key")]
    ranked = parts.annotate(
        _rank=Window(RowNumber(), partition_by=apart, order_by=[F("value").asc(), F("pk").asc()]),
        _number=Window(Count("pk"), partition_by=apart),
        _below=Window(Count("pk", filter=Q(value__lt=pass_mark)), partition_by=apart),
    )
    rows = ranked.filter(_near_quartiles()).order_by()
    found: dict[tuple[str, str], Around] = {}
    for each, key, number, below, rank, value in rows.values_list(
        "_kind", "_key", "_number", "_below", "_rank", "value"
    ):
        place = found.setdefault((each, key), Around(number, {}, below))
        place.by_rank[rank] = value  # type: ignore[index]  # the dictionary that was made here
    return found


def _near_quartiles() -> Q:
    """Three ranks at each quartile, which are those of all figures and of all but one."""
    near = Q()
    for quarter in (1, 2, 3):
        first = ExpressionWrapper((F("_number") - 2) * quarter / 4, IntegerField())  # whole numbers in both databases
        near |= Q(_rank__gt=first, _rank__lte=first + 3)
    return near
