"""What the page says of each agency: its scores, and how far the plan is that was drawn from them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import Agency
from ita import rules
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
    """An agency's year: total, level and tools; the measures of its plan, if it has one, and its documents' states."""

    slug: str
    name: str
    province: str
    kind: str  # in words
    year: int
    pass_mark: Decimal
    total: Decimal | None = None
    level: str = ""
    tools: tuple[tuple[str, Decimal | None], ...] = tuple((tool, None) for tool in TOOLS)
    measures: int | None = None
    taken: int | None = None
    documents: tuple[tuple[str, Status], ...] = ()

    @property
    def has_plan(self) -> bool:
        return self.measures is not None


def lines_of(keys: Collection[int], year: int) -> list[Line]:
    """The lines of agencies in the order of their keys; four queries at the most."""
    agencies = Agency.objects.filter(pk__in=keys).values_list("pk", "slug", "name", "province", "kind")
    named = {key: (slug, name, place, str(Agency.Kind(kind).label)) for key, slug, name, place, kind in agencies}
    rows = with_totals(ScoreSheet.objects.filter(agency__in=keys, year=year), year).order_by()
    sheets = {row["agency"]: row for row in rows.values("agency", "total", "level", "iit", "eit", "oit")}
    plans = plans_seen(Plan.objects.filter(agency__in=keys, assessed_year=year))
    pass_mark, lines = rules.of_year(year).pass_mark, []
    for key in keys:
        if key not in named:
            continue
        sheet, plan = sheets.get(key, {}), plans.get(key)
        lines.append(
            Line(
                *named[key],
                year,
                pass_mark,
                total=score_of(sheet.get("total")),
                level=sheet.get("level", ""),
                tools=tuple((tool, score_of(sheet.get(tool.lower()))) for tool in TOOLS),
                measures=plan.measures if plan else None,
                taken=plan.taken if plan else None,
                documents=_documents(plan) if plan else (),
            )
        )
    return lines


def _documents(plan: PlanSeen) -> tuple[tuple[str, Status], ...]:
    """Of each document its latest edition's state; a year on paper has its result report alone."""
    kinds = [each for each in DOCUMENTS if each[0].declared.is_final or not plan.is_from_paper]
    return tuple((words, plan.badge(kind)) for kind, words in kinds)
