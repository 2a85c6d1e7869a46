"""A measure as a report prints it: the only place that reads a measure's models for a document."""

from __future__ import annotations

from document import Action, Detail, MarkedText, Measure, Officer, Reference
from document.dating import dates_of
from measures.models import Action as ActionModel
from measures.models import Measure as MeasureModel
from measures.models import MeasureOfficer


def printed(measure: MeasureModel) -> Measure:
    """The value of a measure that was fetched in full; it asks the database nothing."""
    actions: list[ActionModel] = measure.kept_actions  # type: ignore[attr-defined]  # set by in_full
    return Measure(
        code=measure.code,
        code_as_written=measure.code_as_written,
        tool=measure.tool,
        question=measure.question,
        heading=measure.heading,
        steps=tuple(MarkedText(step.marker, step.text) for step in measure.steps.all()),
        references=tuple(Reference(ref.code, ref.as_written, ref.year) for ref in measure.references.all()),
        actions=tuple(_action(action) for action in actions),
        outcomes=tuple(MarkedText(out.marker, out.text) for out in measure.kept_outcomes),  # type: ignore[attr-defined]  # set by in_full
        officers=tuple(_officer(duty) for duty in measure.duties.all()),
        more_codes=tuple(measure.more_codes),
        details=tuple(Detail(each.kind, each.label, each.text) for each in measure.details.all()),  # type: ignore[arg-type]  # a choice
    )


def _action(action: ActionModel) -> Action:
    dates = dates_of(action.text, action.start_on, action.end_on, action.open_ended)
    return Action(action.marker, action.text, dates)


def _officer(duty: MeasureOfficer) -> Officer:
    officer = duty.officer
    unit = officer.unit.name if officer.unit else ""
    return Officer(officer.name, officer.post, unit, duty.as_written or officer.line)
