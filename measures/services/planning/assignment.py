"""A new measure with who answers for it, and officers and a due date for many measures at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
class Change:
    """What was done to one measure, so that it can be taken back: officers by key, days as ISO writes them or empty."""

    measure: int
    officers: list[int]
    due_on: str
    officers_after: list[int]
    due_after: str


@dataclass(frozen=True)
class Assigned:
    """What became of many: those that were changed, how, and those that nobody may change now, each with the reason."""

    done: tuple[Measure, ...]
    refused: tuple[tuple[Measure, str], ...]
    changes: tuple[Change, ...] = ()


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
    replace: bool = False,
) -> Assigned:
    """Puts officers behind those who stand on each measure, or in their place, and sets its day; without a day the
    days stay.

    Raises Refused without the right, ValueError for an officer of another agency.
    """
    require(by, Permission.MEASURE_EDIT, on=plan.agency)
    done: list[Measure] = []
    refused: list[tuple[Measure, str]] = []
    changes: list[Change] = []
    for measure in measures:
        stands = [] if replace else [duty.officer for duty in measure.duties.select_related("officer")]
        wanted = list(dict.fromkeys([*stands, *officers])) if officers else None
        try:
            change = _assign(plan, measure, wanted, due_on or measure.due_on, by, now)
        except Locked as locked:
            refused.append((measure, locked.reason))
        else:
            done.append(measure)
            changes += [change] if change else []
    return Assigned(tuple(done), tuple(refused), tuple(changes))


@transaction.atomic
def take_back(*, plan: Plan, changes: Iterable[Change], by: User, now: datetime) -> Assigned:
    """Undoes what `assign_many` did to measures that nobody has changed since.

    Raises as `assign_many`.
    """
    require(by, Permission.MEASURE_EDIT, on=plan.agency)
    done: list[Measure] = []
    refused: list[tuple[Measure, str]] = []
    found = {each.measure: each for each in changes}
    for measure in Measure.objects.kept().filter(plan=plan, pk__in=found):
        measure.plan, change = plan, found[measure.pk]
        if (duties.current(measure), _iso(measure.due_on)) != (change.officers_after, change.due_after):
            refused.append((measure, f"มาตรการ {measure.called} มีผู้เปลี่ยนไปแล้วหลังจากนั้น จึงไม่ได้เลิกทำ"))
            continue
        kept = Officer.objects.in_bulk(change.officers)
        due_on = date.fromisoformat(change.due_on) if change.due_on else None
        try:
            _assign(plan, measure, [kept[key] for key in change.officers if key in kept], due_on, by, now)
        except Locked as locked:
            refused.append((measure, locked.reason))
        else:
            done.append(measure)
    return Assigned(tuple(done), tuple(refused))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


@transaction.atomic
def _assign(
    plan: Plan, measure: Measure, officers: Sequence[Officer] | None, due_on: date | None, by: User, now: datetime
) -> Change | None:
    """Sets the officers, where they are given, and the day; returns what changed, or nothing."""
    before = (duties.current(measure), _iso(measure.due_on))
    if officers is not None:
        duties.assign(measure=measure, officers=officers, seen=before[0], by=by, now=now)
    if due_on != measure.due_on:
        wanted = dataclasses.replace(measures.wanted_of(measure), due_on=due_on)
        measures.save(plan=plan, measure=measure, wanted=wanted, by=by, now=now)
    after = (duties.current(measure), _iso(due_on))
    return Change(measure.pk, *before, *after) if after != before else None
