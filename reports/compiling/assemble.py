"""From models to a document: the only place that reads measures for a report."""

from __future__ import annotations

import re

from document import Action, ActionDate, Approver, MarkedText, Measure, Officer, Reference, ReportDocument, Reporter
from measures.models import Action as ActionModel
from measures.models import Measure as MeasureModel
from measures.models import MeasureOfficer, Plan
from reports.models import Edition
from thai.dates import find_dates

_MARKER = re.compile(r"^([0-9๐-๙]{1,3}[.)]|[-–•])\s+(?=\S)")


def assemble(plan: Plan, edition: Edition) -> ReportDocument:
    """What the report of a plan says now; the same number of queries for any number of measures."""
    measures = MeasureModel.objects.kept().filter(plan=plan).in_full()
    return ReportDocument(
        kind=edition.report.kind,
        agency=plan.agency.name,
        title=edition.title,
        assessed_year=plan.assessed_year,
        measures_year=plan.year,
        opening=edition.opening,
        measures=tuple(_measure(measure) for measure in measures),
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


def _measure(measure: MeasureModel) -> Measure:
    actions: list[ActionModel] = measure.kept_actions  # type: ignore[attr-defined]  # set by in_full
    return Measure(
        code=measure.code,
        code_as_written=measure.code_as_written,
        tool=measure.tool,
        question=measure.question,
        heading=measure.heading,
        steps=tuple(MarkedText(step.marker, step.text) for step in measure.steps.all()),
        references=tuple(Reference(ref.code, ref.as_written, ref.year) for ref in measure.references.all()),
        actions=tuple(Action(action.marker, action.text, _dates(action)) for action in actions),
        outcomes=tuple(MarkedText(out.marker, out.text) for out in measure.kept_outcomes),  # type: ignore[attr-defined]  # set by in_full
        officers=tuple(_officer(duty) for duty in measure.duties.all()),
    )


def _officer(duty: MeasureOfficer) -> Officer:
    officer = duty.officer
    unit = officer.unit.name if officer.unit else ""
    return Officer(officer.name, officer.post, unit, duty.as_written or officer.line)


def _dates(action: ActionModel) -> tuple[ActionDate, ...]:
    """The dates that the words hold, and behind them the date field where the words do not hold it."""
    written = [
        ActionDate(found.start, found.end, found.open_ended, found.as_written)
        for found in find_dates(action.text)
        if found.start is not None
    ]
    if action.start_on is None:
        return tuple(written)
    days = {day for each in written for day in (each.start, each.end)}
    if action.start_on in days and (action.end_on is None or action.end_on in days):
        return tuple(written)
    end = action.end_on or (None if action.open_ended else action.start_on)
    return (*written, ActionDate(action.start_on, end, action.open_ended, ""))
