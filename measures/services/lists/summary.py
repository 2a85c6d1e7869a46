"""Which lists there are: years by kinds of agency by tools, with how much of their wording is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import BooleanField, Case, Count, When

from measures.models import Indicator, Kind
from measures.models.catalogue import Tool


@dataclass
class ToolList:
    """The list of one tool: how many items it has by the status of their text; none where nobody knows the list."""

    tool: Tool
    counts: Counter[str] = field(default_factory=Counter)
    unlinked: int = 0  # items whose forerunner nobody confirmed

    @property
    def items(self) -> int:
        """How many items the list has."""
        return self.counts.total()

    @property
    def confirmed(self) -> int:
        """How many of them a person confirmed."""
        return self.counts[Indicator.Status.CONFIRMED]

    @property
    def statuses(self) -> list[tuple[str, int]]:
        """Each status that occurs, in Thai, with its count."""
        return [(str(each.label), self.counts[each]) for each in Indicator.Status if self.counts[each]]


@dataclass(frozen=True)
class YearList:
    """The lists of a year for a kind of agency; `is_missing` for a year between others of which none is known."""

    year: int
    kind: Kind
    tools: Sequence[ToolList]

    @property
    def is_missing(self) -> bool:
        """Whether nothing is known of it."""
        return not any(each.items for each in self.tools)


def lists() -> list[YearList]:
    """All lists, the latest year first, and the years between them that have none; one query."""
    is_open = Case(When(forerunner_confirmed_at=None, then=True), default=False, output_field=BooleanField())
    rows = Indicator.objects.order_by().annotate(is_open=is_open)
    found: dict[tuple[int, str], dict[str, ToolList]] = {}
    counted = rows.values_list("year", "kind", "tool", "status", "is_open").annotate(n=Count("pk"))
    for year, kind, tool, status, unlinked, count in counted:
        tools = found.setdefault((year, kind), {})
        one = tools.setdefault(tool, ToolList(Tool(tool)))
        one.counts[status] += count
        one.unlinked += count if unlinked else 0
    years = {year for year, _ in found}
    for year in range(min(years, default=0), max(years, default=-1) + 1):
        found.setdefault((year, Kind.GENERAL), {})
    order = list(Kind)
    keys = sorted(found, key=lambda key: (-key[0], order.index(Kind(key[1]))))
    return [
        YearList(year, Kind(kind), [found[year, kind].get(tool) or ToolList(tool) for tool in Tool])
        for year, kind in keys
    ]
