"""What was decided on a report's rounds, as lines to read."""

from __future__ import annotations

from dataclasses import dataclass

from measures.models import Plan
from reports.models import Decision
from reports.workflow import TRANSITIONS


@dataclass(frozen=True)
class Line:
    """One decision with the icon and the verb of its move."""

    icon: str
    verb: str
    decision: Decision


def history(plan: Plan) -> list[Line]:
    """Every decision on the plan's reports, the latest first; one query."""
    made = Decision.objects.filter(round__edition__report__plan=plan).select_related("round__edition")
    return [Line(TRANSITIONS[each.move].icon, TRANSITIONS[each.move].done, each) for each in made.order_by("-pk")]
