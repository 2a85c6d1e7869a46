"""What could be done about a weak item: recommended measures, and those of the last plan with what came of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from accounts.models import Agency
from ita import references
from measures.models import Indicator, Measure, Plan
from measures.services.recommended.library import Library
from scores.services.choosing.rows import Row
from scores.services.matching import by_item, matched
from scores.services.outline import Outline, of_year

MOST = 3  # recommended measures of one item


@dataclass(frozen=True)
class Candidate:
    """A measure that can be taken for an item: its words, step by step on lines, and where they come from.

    `measure` is that of the last plan, with what was done and what came of it; `recommended` the key of one of the
    agency's own library, which can be taken out.
    """

    key: str
    text: str
    source: str
    measure: Measure | None = None
    recommended: int | None = None

    @property
    def references(self) -> str:
        """The numbers of items that the words name: they are those of the list by which the words were written."""
        found = dict.fromkeys(name for line in self.text.splitlines() for _, name in references.find(line))
        return " ".join(found)


def last_plan(plan: Plan, plans: Sequence[Plan]) -> Plan | None:
    """The agency's plan before this one, out of all that are known."""
    earlier = [each for each in plans if each.agency_id == plan.agency_id and each.year < plan.year]
    return max(earlier, key=lambda each: each.year, default=None)


def with_candidates(plan: Plan, rows: Sequence[Row], now: Outline, past: Outline, plans: Sequence[Plan]) -> list[Row]:
    """The rows with what could be taken for each. The number of queries hangs on years, not on rows."""
    last = last_plan(plan, plans)
    library = Library(plan.agency) if rows else None
    carried = _carried(plan.agency, last, now, past) if rows and last else {}
    return [row.offering([*_of_last(carried, row, last), *_of_library(library, row.item)]) for row in rows]


def _carried(agency: Agency, last: Plan, now: Outline, past: Outline) -> Mapping[str, list[Measure]]:
    """The measures of the last plan by the codes that their items have now."""
    if last.assessed_year > now.year:
        return {}
    then = {now.year: now, past.year: past}.get(last.assessed_year) or of_year(agency, last.assessed_year)
    rows = Measure.objects.kept().filter(plan=last).in_full("steps", "actions", "outcomes").by_code()
    there = by_item(rows)
    return {code: there[was] for code, was in matched(agency, now, then).items() if was in there}


def _of_last(carried: Mapping[str, list[Measure]], row: Row, last: Plan | None) -> Iterator[Candidate]:
    for measure in carried.get(row.line.key, []):
        text = "\n".join(step.text for step in measure.steps.all())
        if text and last is not None:
            yield Candidate(f"m{measure.pk}", text, f"มาตรการปี {last.year}", measure=measure)


def _of_library(library: Library | None, item: Indicator | None) -> Iterator[Candidate]:
    if library is None or item is None:
        return
    for match in library.of(item)[:MOST]:
        row = match.recommended
        is_own = row.agency_id is not None
        where = "คลังของหน่วยงาน" if is_own else "มาตรการแนะนำ"
        source = where if match.is_same_item else f"{where} ของข้ออื่นในตัวชี้วัดเดียวกัน"
        yield Candidate(f"r{row.pk}", row.text, source, recommended=row.pk if is_own else None)
