"""What the page says of each agency: its scores, and how far the plan is that was drawn from them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from accounts.models import Agency
from ita_portal.home.plans_seen import PlanSeen, plans_seen
from measures.models import Plan
from reports.models.kinds import Kind
from scores.models import ScoreSheet
from scores.services.comparing.totals import score_of, with_totals
from workflow.badge import Status

DOCUMENTS = ((Kind.PLAN, "แผน"), (Kind.PROGRESS, "ความก้าวหน้า"), (Kind.RESULT, "ผลการดำเนินการ"))
TOOLS = ("IIT", "EIT", "OIT")


@dataclass(frozen=True)
class Line:
    """An agency's year: total, level and tools; its plan, and the documents of that."""

    agency: Agency
    total: Decimal | None = None
    level: str = ""
    tools: Sequence[tuple[str, Decimal | None]] = tuple((tool, None) for tool in TOOLS)
    plan: PlanSeen | None = None
    documents: Sequence[tuple[str, Status]] = field(default=())


def lines_of(keys: Collection[int], year: int) -> list[Line]:
    """The lines of agencies in the order of their keys; four queries at the most."""
    agencies = Agency.objects.in_bulk(list(keys))
    rows = with_totals(ScoreSheet.objects.filter(agency__in=keys, year=year), year).order_by()
    sheets = {row["agency"]: row for row in rows.values("agency", "total", "level", "iit", "eit", "oit")}
    plans = plans_seen(Plan.objects.filter(agency__in=keys, assessed_year=year))
    lines = []
    for key in keys:
        if key not in agencies:
            continue
        sheet, plan = sheets.get(key, {}), plans.get(key)
        lines.append(
            Line(
                *(agencies[key], score_of(sheet.get("total")), sheet.get("level", "")),
                tools=[(tool, score_of(sheet.get(tool.lower()))) for tool in TOOLS],
                plan=plan,
                documents=_documents(plan) if plan else (),
            )
        )
    return lines


def _documents(plan: PlanSeen) -> list[tuple[str, Status]]:
    """Of each document its latest edition's state; a year on paper has its result report alone."""
    kinds = [each for each in DOCUMENTS if each[0].declared.is_final or not plan.is_from_paper]
    return [(words, plan.badge(kind)) for kind, words in kinds]
