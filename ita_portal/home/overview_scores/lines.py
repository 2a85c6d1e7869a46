"""What the page says of each agency: its scores, and how far the plan is that was drawn from them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from accounts.models import Agency
from ita_portal.home.overview import latest_states, measure_counts
from measures.models import Plan
from reports.models.kinds import Kind
from reports.review import badge
from scores.models import ScoreSheet
from scores.services.comparing.totals import score_of, with_totals
from workflow.badge import Status

_NOT_BEGUN = Status("idle", "circle", "ยังไม่จัดทำ")
DOCUMENTS = ((Kind.PLAN, "แผน"), (Kind.PROGRESS, "ความก้าวหน้า"), (Kind.RESULT, "ผลการดำเนินการ"))
TOOLS = ("IIT", "EIT", "OIT")


@dataclass(frozen=True)
class Line:
    """An agency's year: total, level and tools; measures, those that are taken, and the documents of its plan."""

    agency: Agency
    total: Decimal | None = None
    level: str = ""
    tools: Sequence[tuple[str, Decimal | None]] = tuple((tool, None) for tool in TOOLS)
    plan: Plan | None = None
    measures: int = 0
    taken: int = 0
    documents: Sequence[tuple[str, Status]] = field(default=())


def lines_of(keys: Collection[int], year: int) -> list[Line]:
    """The lines of agencies in the order of their keys; five queries at the most."""
    agencies = Agency.objects.in_bulk(list(keys))
    rows = with_totals(ScoreSheet.objects.filter(agency__in=keys, year=year), year).order_by()
    sheets = {row["agency"]: row for row in rows.values("agency", "total", "level", "iit", "eit", "oit")}
    drawn = Plan.objects.filter(agency__in=keys, assessed_year=year).order_by("year")
    plans = {plan.agency_id: plan for plan in drawn}
    of_plans = [plan.pk for plan in plans.values()]
    counts, states = measure_counts(of_plans), latest_states(of_plans)
    lines = []
    for key in keys:
        if key not in agencies:
            continue
        sheet, plan = sheets.get(key, {}), plans.get(key)
        measures, _, taken = counts.get(plan.pk, (0, 0, 0)) if plan else (0, 0, 0)
        lines.append(
            Line(
                *(agencies[key], score_of(sheet.get("total")), sheet.get("level", "")),
                tools=[(tool, score_of(sheet.get(tool.lower()))) for tool in TOOLS],
                plan=plan,
                measures=measures,
                taken=taken,
                documents=_documents(plan, states) if plan else (),
            )
        )
    return lines


def _documents(plan: Plan, states: Mapping[tuple[int, Kind], str]) -> list[tuple[str, Status]]:
    """Of each document its latest edition's state; a year on paper has its result report alone."""
    kinds = [each for each in DOCUMENTS if each[0].declared.is_final or not plan.is_from_paper]
    latest = [(words, states.get((plan.pk, kind))) for kind, words in kinds]
    on_paper = plan.is_from_paper
    return [(words, badge.of_state(state, is_from_paper=on_paper) if state else _NOT_BEGUN) for words, state in latest]
