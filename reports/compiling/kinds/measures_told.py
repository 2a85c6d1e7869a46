"""The measures of a year as a document of a kind prints them: a plan without what was done, a progress report with what
was done by its day and how far each is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from document import Action, Detail
from document import Measure as Printed
from measures.models import State
from reports.compiling.kept.contents import Contents
from reports.models.kinds import ACTIONS, OUTCOMES, PERIODS, STANDINGS, Declared, Kind
from thai.dates import format_date

NOT_BEGUN, UNDER_WAY, DONE = "ยังไม่ได้ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการแล้วเสร็จ"


def of(kind: Kind, year: int, held: Contents) -> tuple[Printed, ...]:
    """The measures, in their order; the same value again for the same contents."""
    declared = kind.declared
    if declared.tells_all:
        return held.measures
    if kind not in held.told:
        rows = zip(held.measures, held.rows, held.due_on, strict=True)
        held.told[kind] = tuple(_told(declared, year, measure, state, due_on) for measure, (_, state), due_on in rows)
    return held.told[kind]


def _told(declared: Declared, year: int, measure: Printed, state: str, due_on: date | None) -> Printed:
    by = declared.last_day(year)
    actions = tuple(each for each in measure.actions if ACTIONS in declared.tells and _began_by(each, by))
    details = measure.details
    if PERIODS in declared.tells and due_on and not any(each.kind == "period" for each in details):
        details = (*details, _by_due_day(due_on))
    return replace(
        measure,
        actions=actions,
        outcomes=measure.outcomes if OUTCOMES in declared.tells else (),
        details=details,
        standing=_standing(measure, actions, state) if STANDINGS in declared.tells else "",
    )


def _by_due_day(day: date) -> Detail:
    """The period of a measure that has none but its due day."""
    return Detail("period", "", f"ภายในวันที่ {format_date(day)}")


def without_due_day(measure: Printed, due_on: date | None) -> Printed:
    """A measure that was read out of a plan, without the period that its due day had stood for."""
    if due_on is None or _by_due_day(due_on) not in measure.details:
        return measure
    return replace(measure, details=tuple(each for each in measure.details if each != _by_due_day(due_on)))


def _began_by(action: Action, day: date | None) -> bool:
    """Whether an action belongs to what was done by a day: also one of which nobody knows when it was."""
    return day is None or not action.dates or any(each.start <= day for each in action.dates)


def _standing(measure: Printed, actions: tuple[Action, ...], state: str) -> str:
    """How far a measure was, as far as what was done by then tells: one that is taken may have been finished later."""
    if not actions:
        return NOT_BEGUN
    return DONE if state == State.TAKEN and actions == measure.actions else UNDER_WAY
