"""From models to a document: measures as measures.services.doubts.printed has them, and the report's own words."""

from __future__ import annotations

import re

from document import Approver, Detail, EvidenceItem, MarkedText, ReportDocument, Reporter
from document import Measure as PrintedMeasure
from document.values import schema_of
from measures.models import Plan
from reports.compiling import evidence_list
from reports.compiling.kept import contents
from reports.models import Edition
from reports.models.attached import Attached

_MARKER = re.compile(r"^([0-9๐-๙]{1,3}[.)]|[-–•])\s+(?=\S)")


def assemble(plan: Plan, edition: Edition) -> ReportDocument:
    """What the report of a plan says now; the same number of queries for any number of measures."""
    return with_evidence(plan, edition)[0]


def with_evidence(plan: Plan, edition: Edition) -> tuple[ReportDocument, tuple[Attached, ...]]:
    """The same, and beside it all evidence, of which the document names what is published with it."""
    held = contents.of(plan)
    return report_of(plan, edition, held.measures, evidence_list.public(held.attached)), held.attached


def report_of(
    plan: Plan, edition: Edition, measures: tuple[PrintedMeasure, ...], evidence: tuple[EvidenceItem, ...] = ()
) -> ReportDocument:
    """The same of measures and evidence that were read already."""
    cover = cover_of(edition)
    return ReportDocument(
        schema=schema_of(measures, cover, plan.agency.name, evidence),
        kind=str(edition.report.kind),  # of a report that isn't stored yet it is Django's own choice
        agency=plan.agency.name,
        title=edition.title,
        assessed_year=plan.assessed_year,
        measures_year=plan.year,
        opening=edition.opening,
        measures=measures,
        problems=items(edition.problems),
        suggestions=items(edition.suggestions),
        reporter=Reporter(edition.reporter_name, edition.reporter_unit, edition.reporter_post),
        reported_on=edition.reported_on,
        reported_on_as_written=edition.reported_on_as_written,
        approver=_approver(edition),
        evidence=evidence,
        cover=cover,
    )


def cover_of(edition: Edition) -> tuple[Detail, ...]:
    """The head of the memo that covers the report, as it was read."""
    return tuple(Detail(each["kind"], each["label"], each["text"]) for each in edition.cover)


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
