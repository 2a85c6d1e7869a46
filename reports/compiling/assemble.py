"""From models to a document: measures as measures.services.doubts.printed has them, and the report's own words."""

from __future__ import annotations

import re

from document import Approver, MarkedText, ReportDocument, Reporter
from measures.models import Measure, Plan
from measures.services.doubts.printed import printed
from reports.models import Edition

_MARKER = re.compile(r"^([0-9๐-๙]{1,3}[.)]|[-–•])\s+(?=\S)")


def assemble(plan: Plan, edition: Edition) -> ReportDocument:
    """What the report of a plan says now; the same number of queries for any number of measures."""
    measures = Measure.objects.kept().filter(plan=plan).in_full()
    return ReportDocument(
        kind=edition.report.kind,
        agency=plan.agency.name,
        title=edition.title,
        assessed_year=plan.assessed_year,
        measures_year=plan.year,
        opening=edition.opening,
        measures=tuple(printed(measure) for measure in measures),
        problems=items(edition.problems),
        suggestions=items(edition.suggestions),
        reporter=Reporter(edition.reporter_name, edition.reporter_unit, edition.reporter_post),
        reported_on=edition.reported_on,
        reported_on_as_written=edition.reported_on_as_written,
        approver=_approver(edition),
    )


def items(text: str) -> tuple[MarkedText, ...]:
    """A list that was typed a line an item, with the marker of each."""
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        marker = _MARKER.match(line)
        found.append(MarkedText(marker[1], line[marker.end() :]) if marker else MarkedText("", line))
    return tuple(found)


def _approver(edition: Edition) -> Approver | None:
    if not edition.approver_name:
        return None
    return Approver(edition.approver_name, edition.approver_post, edition.capacity, edition.acting_for)  # type: ignore[arg-type]  # a choice
