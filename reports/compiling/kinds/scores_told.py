"""The scores before and after a year's measures, as the annex of its result report tells them."""

from __future__ import annotations

from document import ScorePair
from measures.models import Plan
from reports.compiling.kept.contents import Contents
from scores.services import helped


def of(plan: Plan, held: Contents) -> tuple[ScorePair, ...]:
    """Each item of a measure with both scores, in the order of the measures; none of an item that can't be compared.

    Read once for as long as the plan's contents are kept; the same number of queries for any number of measures.
    """
    if not held.scored:
        held.scored.append(_read(plan, held))
    return held.scored[0]


def _read(plan: Plan, held: Contents) -> tuple[ScorePair, ...]:
    numbers = {key: number for number, (key, _) in enumerate(held.rows, start=1)}
    return tuple(
        ScorePair(numbers[row.measure.pk], each.code, f"{each.before:.2f}", each.code_after, f"{each.after:.2f}")
        for row in sorted(helped.of_plan(plan.agency, plan).rows, key=lambda row: numbers.get(row.measure.pk, 0))
        for each in row.compared
        if each.change is not None and row.measure.pk in numbers  # not of a measure that a colleague adds just now
    )
