"""The weak items of a plan's assessed year, each with the measures of the plan that answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from measures.models import Indicator, Measure, Plan
from scores.services import results as years
from scores.services import weak
from scores.services.matching import by_item
from scores.services.results import Line, Results
from scores.services.weak import Found, Weak

if TYPE_CHECKING:
    from scores.services.choosing.candidates import Candidate

SHOWN = 30  # items to choose for on one page, the lowest; the next follow once these have measures


@dataclass(frozen=True)
class Row:
    """A weak item with the measures that answer it and those that could be taken for it."""

    weak: Weak
    item: Indicator | None
    measures: Sequence[Measure] = ()
    candidates: Sequence[Candidate] = field(default=())

    @property
    def line(self) -> Line:
        return self.weak.line

    def offering(self, candidates: Sequence[Candidate]) -> Row:
        """The same row with what could be taken."""
        return replace(self, candidates=tuple(candidates))


@dataclass(frozen=True)
class Answers:
    """The weak items of a year, the lowest first, each answered by a measure of the plan or not."""

    results: Results
    found: Found
    rows: Sequence[Row]

    @property
    def answered(self) -> list[Row]:
        return [row for row in self.rows if row.measures]

    @property
    def unanswered(self) -> list[Row]:
        return [row for row in self.rows if not row.measures]


def of_plan(plan: Plan) -> Answers:
    """What the plan answers; the same number of queries however many items and measures there are."""
    results = years.of_year(plan.agency, plan.assessed_year)
    found = weak.find(results)
    measures = by_item(Measure.objects.kept().filter(plan=plan).by_code())
    items = results.now.outline.by_code
    rows = [Row(each, items.get(each.line.key), measures.get(each.line.key, [])) for each in found.rows]
    return Answers(results, found, rows)
