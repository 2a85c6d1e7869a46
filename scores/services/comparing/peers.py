"""An agency beside the others of its kind in the same year: quartiles, never names, never of few.

An agency's own figures are left out of what it is compared with: else it could change them and see where others lie.
Nothing is said of fewer than five others; of a province only where five of it and five elsewhere have the figure, for
what the kind has and the province hasn't could be told from both. Other agencies of whoever looks don't count among
the five: their figures could be changed at will until those of the rest are known.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Q, QuerySet

from accounts.models import Agency
from ita.catalogue import TOOLS
from measures.models.catalogue import KIND_OF_LIST, Kind, kind_of
from scores.models import ScoreSheet
from scores.services.comparing.gathered import TOTAL, Gathered, Place, place_of
from scores.services.comparing.kept import gathered
from scores.services.comparing.spread import Quartiles, quartiles
from scores.services.results import Line, Results

LEAST = 5  # others


@dataclass(frozen=True)
class Row:
    """One's own figure, and the quartiles of the others; None where too few have one."""

    line: Line
    others: Quartiles | None

    @property
    def apart(self) -> Decimal | None:
        """How far one's own lies from the median."""
        return None if self.others is None or self.line.score is None else self.line.score - self.others.median


@dataclass(frozen=True)
class Others:
    """All that were gathered of agencies with one kind of lists, but one of them."""

    among: Gathered
    agency: int
    kind: Kind

    @cached_property
    def _left_out(self) -> Mapping[Place, int]:
        return self.among.figures_of(self.agency)

    def quartiles(self, key: str) -> Quartiles | None:
        """None where no other has the figure."""
        place = place_of(self.kind, key)
        return quartiles(self.among.column(place), without=self._left_out.get(place))


@dataclass(frozen=True)
class Comparison:
    """A year's results beside those of the kind, or of the kind in the agency's province alone."""

    results: Results
    of_kind: Others
    of_province: Others | None
    least: int

    def _row(self, line: Line) -> Row:
        kind = self.of_kind.quartiles(line.key)
        if kind is None or kind.number < self.least:
            return Row(line, None)
        if self.of_province is None:
            return Row(line, kind)
        province = self.of_province.quartiles(line.key)
        is_few = province is None or province.number < self.least or kind.number - province.number < self.least
        return Row(line, None if is_few else province)

    @cached_property
    def main(self) -> list[Row]:
        """The total and the tools."""
        total = Line(TOTAL, "คะแนนรวม", "", self.results.now.total)
        return [self._row(line) for line in (total, *self.results.tools)]

    @cached_property
    def groups(self) -> list[Row]:
        """Those of which anything is known."""
        rows = map(self._row, self.results.groups)
        return [row for row in rows if row.others or row.line.score is not None]

    @cached_property
    def items(self) -> list[tuple[str, list[Row]]]:
        """The items of which the others are known, tool by tool; the list tells what the others' items are."""
        rows = [row for row in map(self._row, self.results.items) if row.others]
        by_tool = ((tool, [row for row in rows if row.line.tool == tool]) for tool in TOOLS)
        return [(tool, found) for tool, found in by_tool if found]

    @property
    def says_anything(self) -> bool:
        return any(row.others for row in (*self.main, *self.groups)) or bool(self.items)


def compare(agency: Agency, results: Results, *, in_province: bool, of_viewer: Collection[int] = ()) -> Comparison:
    """The agency's results beside the others'; the same number of queries however many they are.

    `of_viewer` are the keys of all agencies of whoever looks.
    """
    kind = kind_of(agency)
    sheets = ScoreSheet.objects.filter(year=results.year, agency__in=alike(agency))
    name = f"peers-{agency.kind}-{kind}"
    of_kind, of_province = Others(gathered(name, sheets, results.year), agency.pk, kind), None
    if in_province:
        near = sheets.filter(agency__province=agency.province)
        of_province = Others(gathered(f"{name}-{agency.province}", near, results.year), agency.pk, kind)
    others = set(of_viewer) - {agency.pk}
    return Comparison(results, of_kind, of_province, LEAST + len(others & of_kind.among.agencies.keys()))


def alike(agency: Agency) -> QuerySet[Agency]:
    """The agencies of its kind that are assessed by the same lists, itself too."""
    kind = kind_of(agency)
    lists = Q(list_kind=kind)
    if KIND_OF_LIST.get(agency.kind) == kind:
        lists |= Q(list_kind="")
    return Agency.objects.filter(lists, kind=agency.kind)
