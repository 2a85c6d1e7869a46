"""What a plan still lacks, counted: weak items without a measure, and measures without what a report needs."""

from __future__ import annotations

from dataclasses import dataclass

from measures.filters import Lack, lacking
from measures.models import Measure, Plan


@dataclass(frozen=True)
class Gap:
    """How many measures lack something, with the words and the value by which the list of measures shows them."""

    lack: Lack
    count: int


def gaps(plan: Plan) -> list[Gap]:
    """Each lack with how many measures of the plan have it; one query."""
    rows = Measure.objects.kept().filter(plan=plan)
    conditions = {lack.value: lacking(lack, plan.year) for lack in Lack}
    found = rows.annotate(**{f"lacks_{name}": condition for name, condition in conditions.items()})
    flags = list(found.order_by().values_list(*(f"lacks_{name}" for name in conditions)))
    return [Gap(lack, sum(bool(row[at]) for row in flags)) for at, lack in enumerate(Lack)]
