"""The officers of an agency as its administrator keeps them, and handing their measures over to a successor."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.changed import compare
from accounts.models import Agency, Unit, User
from accounts.newcomers import Newcomer
from accounts.services.agency_lock import lock, own_unit
from audit import chain
from audit.facts import JSON
from measures.models import EDITABLE, Measure, MeasureOfficer, Officer
from measures.services import plan as plans
from thai.text import fold


@dataclass(frozen=True)
class OfficerFacts:
    """An officer as their form says it; unit and user are keys."""

    name: str
    post: str
    unit: int | None
    user: int | None
    is_active: bool


def facts_of(officer: Officer) -> OfficerFacts:
    """Returns the stored facts that the officer's page can change."""
    return OfficerFacts(officer.name, officer.post, officer.unit_id, officer.user_id, officer.is_active)


@transaction.atomic
def add(*, agency: Agency, facts: OfficerFacts, by: User) -> Officer:
    """A new officer; without an account that of the same name is theirs.

    Raises Refused, ValidationError for one who is there already or another agency's unit or user.
    """
    lock(agency, by)
    officer, same = Officer(agency=agency), account_named(agency, facts.name)
    if facts.user is None and same is not None:
        facts = replace(facts, user=same.pk)
    _write(officer, facts, agency)
    _record("officer.added", officer, by)
    return officer


@transaction.atomic
def change(*, officer: Officer, facts: OfficerFacts, base: str, by: User) -> None:
    """Changes how an officer is printed and which account is theirs.

    Raises Refused, Changed where another saved since `base`, ValidationError as `add` does.
    """
    lock(officer.agency, by)
    stored = Officer.objects.get(pk=officer.pk)
    before = facts_of(stored)
    compare(before, base)
    if before == facts:
        return
    officer_line = stored.line
    _write(stored, facts, officer.agency)
    fields = [name for name in OfficerFacts.__dataclass_fields__ if getattr(before, name) != getattr(facts, name)]
    if stored.line != officer_line:
        # What is being submitted from these plans was made with the officer's line as it was.
        for plan_id in sorted(set(stored.measures.values_list("plan", flat=True))):
            plans.touch(plans.lock(plan_id))
    _record("officer.changed", stored, by, {"fields": fields})


def _write(officer: Officer, facts: OfficerFacts, agency: Agency) -> None:
    officer.unit = Unit.objects.filter(pk=facts.unit).first() if facts.unit else None
    own_unit(officer.unit, agency)
    officer.user = User.objects.filter(pk=facts.user, memberships__agency=agency).first() if facts.user else None
    if facts.user and officer.user is None:
        raise ValidationError("บัญชีนี้ไม่ใช่ของคนในหน่วยงาน")
    officer.name, officer.post, officer.is_active = facts.name, facts.post, facts.is_active
    twins = Officer.objects.filter(agency=agency, name=facts.name, post=facts.post, unit=officer.unit)
    if twins.exclude(pk=officer.pk).exists():
        raise ValidationError("มีผู้รับผิดชอบชื่อ ตำแหน่ง และสำนัก/กองนี้อยู่แล้ว")
    officer.full_clean()
    officer.save()


def welcome(newcomer: Newcomer) -> None:
    """Everybody with an account can be named as responsible: theirs are the officers of their name that have none.

    Where there is none, one is made of their name, post and unit. The administrator can undo both on the officer's
    page. In the caller's transaction.
    """
    agency, user = newcomer.agency, newcomer.user
    names = {fold(name) for name in newcomer.names}
    officers = list(Officer.objects.filter(agency=agency, user=None)) if names else []
    for officer in (each for each in officers if fold(each.name) in names):
        Officer.objects.filter(pk=officer.pk).update(user=user)
        officer.user = user
        _record("officer.linked", officer, newcomer.by, {"user": user.pk})
    twins = Officer.objects.filter(agency=agency, name=user.name, post=newcomer.post, unit=newcomer.unit)
    if not Officer.objects.filter(agency=agency, user=user).exists() and not twins.exists():
        made = Officer.objects.create(agency=agency, name=user.name, post=newcomer.post, unit=newcomer.unit, user=user)
        _record("officer.added", made, newcomer.by)


def account_named(agency: Agency, name: str) -> User | None:
    """The agency's one active account of that name; None where there is none, or several."""
    members = User.objects.filter(memberships__agency=agency, memberships__is_active=True, is_active=True).distinct()
    found = [user for user in members if fold(user.name) == fold(name)]
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class HandedOver:
    """What became of each measure; `locked` are those that their state keeps as they are."""

    done: tuple[Measure, ...]
    locked: tuple[Measure, ...]


def measures_of(officer: Officer) -> list[Measure]:
    """The measures on which the officer stands, the latest year first, in the order of the instrument."""
    rows = Measure.objects.kept().filter(duties__officer=officer).select_related("plan").by_code()
    return sorted(rows, key=lambda measure: -measure.plan.year)


@transaction.atomic
def hand_over(*, officer: Officer, to: Officer, measures: Collection[int], by: User) -> HandedOver:
    """Puts a successor in an officer's place on the measures of these keys.

    What waits for a decision or was taken stays as it is: its text is frozen with its officers. Measures on which the
    officer does not stand are passed over. Raises Refused, ValidationError for another agency's or the same officer.
    """
    lock(officer.agency, by)
    if to.agency_id != officer.agency_id or to.pk == officer.pk:
        raise ValidationError("โปรดเลือกผู้รับผิดชอบคนใหม่ที่เป็นคนละคนในหน่วยงานเดียวกัน")
    chosen = [measure for measure in measures_of(officer) if measure.pk in measures]
    done: list[Measure] = []
    locked: list[Measure] = []
    for plan_id in dict.fromkeys(measure.plan_id for measure in sorted(chosen, key=lambda each: each.plan_id)):
        plan = plans.lock(plan_id)
        mine = [measure for measure in chosen if measure.plan_id == plan_id]
        for measure in mine:
            state = Measure.objects.values_list("state", flat=True).get(pk=measure.pk)
            if state not in EDITABLE:
                locked.append(measure)
                continue
            keys = _replace(measure, officer, to)
            plans.record("officers.assigned", by=by.pk, agency=plan.agency_id, measure=measure, officers=keys)
            done.append(measure)
        if any(measure in done for measure in mine):
            plans.touch(plan)
    if done:
        _record("officer.handed_over", officer, by, {"to": to.pk, "measures": [measure.pk for measure in done]})
    return HandedOver(tuple(done), tuple(locked))


def _replace(measure: Measure, officer: Officer, to: Officer) -> list[int]:
    """Who stands on the measure afterwards, in order; a successor who stands there already keeps the earlier place."""
    duties = list(measure.duties.order_by("position", "pk"))
    kept = {duty.officer_id: duty.as_written for duty in duties}
    keys = list(dict.fromkeys(to.pk if duty.officer_id == officer.pk else duty.officer_id for duty in duties))
    measure.duties.all().delete()
    for position, key in enumerate(keys):
        MeasureOfficer.objects.create(measure=measure, officer_id=key, position=position, as_written=kept.get(key, ""))
    return keys


def _record(action: str, officer: Officer, by: User | None, data: dict[str, JSON] | None = None) -> None:
    chain.record(
        action, actor=by.pk if by else None, agency=officer.agency_id, subject=f"officer:{officer.pk}", data=data
    )
