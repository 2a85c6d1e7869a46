"""What could be done about a weak item: recommended measures, and those of the last plan with what came of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from accounts.models import Agency
from ita import references
from measures.models import Indicator, Measure, Plan
from measures.models.measure import lists_of
from measures.services.recommended.library import Library
from scores.services.choosing.rows import Answers, Row
from scores.services.matching import by_item, matched
from scores.services.outline import of_year

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


@dataclass(frozen=True)
class Offered:
    """The rows with what could be taken for each, and how many measures the agency's own library has; None where it
    was not looked at."""

    rows: Sequence[Row]
    own: int | None = None


def with_candidates(plan: Plan, rows: Sequence[Row], answers: Answers, sent: Collection[int] = ()) -> Offered:
    """What could be taken for each row of the answers. The number of queries hangs on years, not on rows.

    `sent` are keys of recommended measures that the page offered when it was drawn: they still are, whatever became of
    them.
    """
    if not rows:
        return Offered(())
    last, library = answers.last, Library(plan.agency, sent)
    carried = _carried(plan.agency, last, answers) if last else {}
    found = ([*_of_last(carried, row, last), *_of_library(library, row.item, sent)] for row in rows)
    offered = [row.offering(candidates) for row, candidates in zip(rows, found, strict=True)]
    return Offered(offered, library.own_count)


def _carried(agency: Agency, last: Plan, answers: Answers) -> Mapping[str, list[Measure]]:
    """The measures of the last plan by the codes that their items have now, with what was done."""
    now, past = answers.results.now.outline, answers.results.past.outline
    if last.assessed_year > now.year or not answers.of_last:
        return {}
    then = {now.year: now, past.year: past}.get(last.assessed_year) or of_year(agency, last.assessed_year)
    there = by_item(answers.of_last)
    shown = {code: there[was] for code, was in matched(agency, now, then).items() if was in there}
    prefetch_related_objects(
        [measure for rows in shown.values() for measure in rows], *lists_of("steps", "actions", "outcomes")
    )
    return shown


def _of_last(carried: Mapping[str, list[Measure]], row: Row, last: Plan | None) -> Iterator[Candidate]:
    for measure in carried.get(row.line.key, []):
        text = "\n".join(step.text for step in measure.steps.all())
        if text and last is not None:
            yield Candidate(f"m{measure.pk}", text, f"มาตรการปี {last.year}", measure=measure)


def _of_library(library: Library, item: Indicator | None, sent: Collection[int]) -> Iterator[Candidate]:
    if item is None:
        return
    matches = library.of(item)
    shown = matches[:MOST] + [match for match in matches[MOST:] if match.recommended.pk in sent]
    for match in shown:
        row = match.recommended
        is_own = row.agency_id is not None
        where = "คลังของหน่วยงาน" if is_own else "มาตรการแนะนำ"
        source = where if match.is_same_item else f"{where} ของข้ออื่นในตัวชี้วัดเดียวกัน"
        yield Candidate(f"r{row.pk}", row.text, source, recommended=row.pk if is_own else None)
