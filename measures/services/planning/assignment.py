"""A new measure with who answers for it, and officers and a due date for many measures at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from accounts.access import require
from accounts.models import User
from accounts.permissions import Permission
from measures.models import Measure, Officer, Plan
from measures.services import measure as measures
from measures.services import officers as duties
from measures.services.measure import Wanted
from measures.services.permission import Locked


@dataclass(frozen=True)
class Assigned:
    """What became of many: those that were assigned, and those that nobody may change now, each with the reason."""

    done: tuple[Measure, ...]
    refused: tuple[tuple[Measure, str], ...]


@transaction.atomic
def add(*, plan: Plan, wanted: Wanted, officers: Sequence[Officer], by: User, now: datetime) -> Measure:
    """Writes a new measure and who answers for it; a form sent twice changes nothing. Raises as `save` of a measure."""
    made = measures.save(plan=plan, measure=None, wanted=wanted, by=by, now=now)
    if officers and not duties.current(made):
        duties.assign(measure=made, officers=officers, seen=[], by=by, now=now)
    return made


@transaction.atomic
def add_many(
    *, plan: Plan, wanted: Iterable[Wanted], officers: Sequence[Officer], by: User, now: datetime
) -> list[Measure]:
    """Writes all of them or none, as `add` does each."""
    return [add(plan=plan, wanted=each, officers=officers, by=by, now=now) for each in wanted]


@transaction.atomic
def assign_many(
    *,
    plan: Plan,
    measures: Iterable[Measure],
    officers: Sequence[Officer],
    due_on: date | None,
    by: User,
    now: datetime,
) -> Assigned:
    """Puts officers behind those who stand on each measure, and sets its day; without a day the days stay.

    Raises Refused without the right, ValueError for an officer of another agency.
    """
    require(by, Permission.MEASURE_EDIT, on=plan.agency)
    done: list[Measure] = []
    refused: list[tuple[Measure, str]] = []
    for measure in measures:
        try:
            _assign(plan, measure, officers, due_on, by, now)
        except Locked as locked:
            refused.append((measure, locked.reason))
        else:
            done.append(measure)
    return Assigned(tuple(done), tuple(refused))


@transaction.atomic
def _assign(
    plan: Plan, measure: Measure, officers: Sequence[Officer], due_on: date | None, by: User, now: datetime
) -> None:
    if officers:
        stands = [duty.officer for duty in measure.duties.select_related("officer")]
        seen = [officer.pk for officer in stands]
        duties.assign(measure=measure, officers=[*stands, *officers], seen=seen, by=by, now=now)
    if due_on not in (None, measure.due_on):
        wanted = replace(measures.wanted_of(measure), due_on=due_on)
        measures.save(plan=plan, measure=measure, wanted=wanted, by=by, now=now)
