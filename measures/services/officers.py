"""Who answers for a measure, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts import changed
from accounts.models import Agency, Unit, User
from accounts.permissions import Permission
from measures.models import Measure, MeasureOfficer, Officer, Revision
from measures.services import plan as plans
from measures.services.people import account_named
from measures.services.permission import require_editable, require_progress
from thai.text import fold


class Changed(changed.Changed):
    """Someone else changed who answers for the measure while the form was open; nothing was written."""

    theirs: list[Officer]


@dataclass(frozen=True)
class NewOfficer:
    """A person who is not in the agency's list yet."""

    name: str
    post: str
    unit: Unit | None


def current(measure: Measure) -> list[int]:
    """The officers' keys in order: what a form was drawn from."""
    return list(measure.duties.values_list("officer_id", flat=True))


def may_leave_nobody(by: User, measure: Measure) -> bool:
    """Whether the person may take the last officer off: who keeps the measures, or where there is none already."""
    return by.can(Permission.MEASURE_EDIT, on=measure.plan.agency) or not current(measure)


@transaction.atomic
def assign(
    *, measure: Measure, officers: Sequence[Officer | NewOfficer], seen: Sequence[int], by: User, now: datetime
) -> None:
    """Sets the responsible officers in order, and keeps the lines of those who stood there.

    Raises Changed if they are no longer those that were `seen`, Refused without the right, Locked by the measure's
    state, ValueError for an officer or unit of another agency, or where nobody would be left and somebody must.
    """
    require_progress(by, measure)
    plan = plans.lock(measure.plan_id)
    require_editable(measure)
    stored = current(measure)
    wanted = [_officer(measure, each) for each in officers]
    keys = list(dict.fromkeys(officer.pk for officer in wanted))
    if stored == keys:
        return
    if not keys and not may_leave_nobody(by, measure):
        raise ValueError("nobody would answer for the measure any more")
    if stored != list(seen):
        raise Changed([duty.officer for duty in measure.duties.select_related("officer__unit")])
    keep_lines(measure, by, now)
    kept = {duty.officer_id: duty.as_written for duty in measure.duties.all()}
    measure.duties.all().delete()
    for position, key in enumerate(keys):
        MeasureOfficer.objects.create(measure=measure, officer_id=key, position=position, as_written=kept.get(key, ""))
    plans.touch(plan)
    plans.record("officers.assigned", by=by.pk, agency=plan.agency_id, measure=measure, officers=keys)


@transaction.atomic
def keep_unchosen(*, measure: Measure, lines: Sequence[str], by: User, now: datetime) -> None:
    """Keeps the officers whom a person gave up in a choice between two saves, once. Raises Refused as `assign`."""
    require_progress(by, measure)
    plan = plans.lock(measure.plan_id)
    facts = {"kind": Revision.Kind.OFFICERS, "row": measure.pk, "text": ", ".join(lines)}
    if lines and not measure.revisions.filter(**facts).exists():
        measure.revisions.create(**facts, by=by, at=now)
        plans.record("officers.set_aside", by=by.pk, agency=plan.agency_id, measure=measure)


def keep_lines(measure: Measure, by: User, now: datetime) -> None:
    """Keeps the lines of those who stand on the measure as former words."""
    duties = measure.duties.select_related("officer__unit")
    if lines := [duty.as_written or duty.officer.line for duty in duties]:
        text, kind = ", ".join(lines), Revision.Kind.OFFICERS
        Revision.objects.create(measure=measure, kind=kind, row=measure.pk, text=text, by=by, at=now)


def _officer(measure: Measure, wanted: Officer | NewOfficer) -> Officer:
    agency = measure.plan.agency
    if isinstance(wanted, Officer):
        if wanted.agency_id != agency.pk:
            raise ValueError("an officer of another agency")
        return wanted
    if wanted.unit is not None and wanted.unit.agency_id != agency.pk:
        raise ValueError("a unit of another agency")
    found = known(agency, wanted)
    if found is None:
        user = account_named(agency, wanted.name)
        facts = {"name": wanted.name, "post": wanted.post, "unit": wanted.unit}
        found, _ = Officer.objects.get_or_create(agency=agency, **facts, defaults={"user": user})
    return found


def known(agency: Agency, typed: NewOfficer) -> Officer | None:
    """The officer in the agency's list who was typed: the very one, else the only one of the name if nothing typed
    beside it says that it is another.
    """
    named = [each for each in Officer.objects.filter(agency=agency) if fold(each.name) == fold(typed.name)]
    same = [each for each in named if (each.post, each.unit_id) == (typed.post, typed.unit.pk if typed.unit else None)]
    if same:
        return same[0]
    alike = [each for each in named if each.is_active and _may_be(each, typed)]
    return alike[0] if len(alike) == 1 else None


def _may_be(officer: Officer, typed: NewOfficer) -> bool:
    return typed.post in ("", officer.post) and (typed.unit is None or typed.unit.pk == officer.unit_id)
