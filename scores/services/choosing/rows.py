"""The weak items of a plan's assessed year, each with the measures of the plan that answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from measures.models import Indicator, Measure, Plan
from scores.services import results as years
from scores.services import weak
from scores.services.choosing.coverage import Gap, gaps, with_lacks
from scores.services.matching import NOTHING, Unmoved, by_item, unmoved
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
    """The weak items of a year, the lowest first, each answered by a measure of the plan or not.

    `gaps` are what the plan's measures lack; `last` is the plan before it, with its measures; `unmoved` are numbers
    that were written by another list and are right.
    """

    results: Results
    found: Found
    rows: Sequence[Row]
    gaps: Sequence[Gap] = ()
    last: Plan | None = None
    of_last: Sequence[Measure] = ()
    unmoved: Unmoved = NOTHING

    @property
    def answered(self) -> list[Row]:
        return [row for row in self.rows if row.measures]

    @property
    def unanswered(self) -> list[Row]:
        return [row for row in self.rows if not row.measures]


def last_plan(plan: Plan, plans: Sequence[Plan]) -> Plan | None:
    """The agency's plan before this one, out of all that are known."""
    earlier = [each for each in plans if each.agency_id == plan.agency_id and each.year < plan.year]
    return max(earlier, key=lambda each: each.year, default=None)


def of_plan(plan: Plan, plans: Sequence[Plan]) -> Answers:
    """What the plan answers, with the plan before it out of all `plans` of the agency; the same number of queries
    however many items and measures there are.
    """
    results, last = years.of_year(plan.agency, plan.assessed_year), last_plan(plan, plans)
    both = [each.pk for each in (plan, last) if each is not None]
    rows = list(with_lacks(Measure.objects.kept().filter(plan__in=both), plan.year).by_code())
    own = [measure for measure in rows if measure.plan_id == plan.pk]
    now, past = results.now.outline, results.past.outline
    right = unmoved(plan, now, own, {past.year: past})
    found, measures, items = weak.find(results), by_item(own, right), now.by_code
    answered = [Row(each, items.get(each.line.key), measures.get(each.line.key, [])) for each in found.rows]
    of_last = [each for each in rows if each.plan_id != plan.pk]
    return Answers(results, found, answered, gaps(own), last, of_last, right)
