"""From models to a document: measures as measures.services.doubts.printed has them, and the report's own words."""

from __future__ import annotations

import re

from document import Approver, Detail, EvidenceItem, MarkedText, ReportDocument, Reporter, ScorePair
from document import Measure as PrintedMeasure
from document.kinds.analysis import Analysis
from document.kinds.layouts import ANALYSIS
from document.values import schema_of
from measures.models import Plan
from reports.compiling import evidence_list
from reports.compiling.kept import contents
from reports.compiling.kinds import measures_told, scores_told
from reports.models import Edition
from reports.models.attached import Attached
from reports.models.kinds import EVIDENCE, SCORES

_MARKER = re.compile(r"^([0-9๐-๙]{1,3}[.)]|[-–•])\s+(?=\S)")


def assemble(plan: Plan, edition: Edition) -> ReportDocument:
    """What the report of a plan says now; the same number of queries for any number of measures."""
    return with_evidence(plan, edition)[0]


def with_evidence(plan: Plan, edition: Edition) -> tuple[ReportDocument, tuple[Attached, ...]]:
    """The same, and beside it all evidence, of which the document names what is published with it."""
    held, declared = contents.of(plan), edition.report.declared
    attached = held.attached if EVIDENCE in declared.tells else ()
    measures = measures_told.of(edition.kind, plan.year, held)
    scores = scores_told.of(plan, held) if edition.with_scores and SCORES in declared.tells else ()
    return report_of(plan, edition, measures, evidence_list.public(attached), scores), attached


def report_of(
    plan: Plan,
    edition: Edition,
    measures: tuple[PrintedMeasure, ...],
    evidence: tuple[EvidenceItem, ...] = (),
    scores: tuple[ScorePair, ...] = (),
) -> ReportDocument:
    """The same of measures, evidence and scores that were read already."""
    cover, analysis = cover_of(edition), Analysis(*(items(getattr(edition, each.name)) for each in ANALYSIS))
    return ReportDocument(
        schema=schema_of(measures, cover, plan.agency.name, evidence, analysis, scores),
        kind=edition.kind.value,  # a plain text: a document is read where no models are
        agency=plan.agency.name,
        title=edition.title,
        assessed_year=plan.assessed_year,
        measures_year=plan.year,
        opening=edition.opening,
        columns=edition.report.declared.layout.columns,
        analysis=analysis,
        measures=measures,
        problems=items(edition.problems),
        suggestions=items(edition.suggestions),
        reporter=Reporter(edition.reporter_name, edition.reporter_unit, edition.reporter_post),
        reported_on=edition.reported_on,
        reported_on_as_written=edition.reported_on_as_written,
        approver=_approver(edition),
        evidence=evidence,
        cover=cover,
        scores=scores,
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
