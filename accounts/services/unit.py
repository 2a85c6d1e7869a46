"""The divisions of an agency, in the order in which lists show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, ProtectedError

from accounts.changed import compare
from accounts.models import Agency, Unit, User
from accounts.services.agency_lock import lock
from audit import chain


@dataclass(frozen=True)
class UnitFacts:
    """A unit as its form says it."""

    name: str
    short_name: str


def facts_of(unit: Unit) -> UnitFacts:
    """Returns the stored facts that the unit's page can change."""
    return UnitFacts(unit.name, unit.short_name)


@transaction.atomic
def add(*, agency: Agency, facts: UnitFacts, by: User) -> Unit:
    """A new unit at the end. Raises Refused, ValidationError for a name that the agency has already."""
    lock(agency, by)
    last = agency.units.aggregate(last=Max("position"))["last"]
    _own_name(agency, facts.name)
    unit = Unit(agency=agency, name=facts.name, short_name=facts.short_name, position=0 if last is None else last + 1)
    unit.full_clean()
    unit.save()
    _record("unit.added", unit, by)
    return unit


def _own_name(agency: Agency, name: str, unit: Unit | None = None) -> None:
    """Raises ValidationError, which says which unit it is, where another of the agency has the name."""
    other = agency.units.filter(name=name).first()
    if other is not None and other != unit:
        raise ValidationError({"name": f"ชื่อที่พิมพ์ในรายงาน “{name}” มีอยู่แล้ว คือ{other.short_name}ในรายการ"})


@transaction.atomic
def change(*, unit: Unit, facts: UnitFacts, base: str, by: User) -> None:
    """Renames a unit. Raises Refused, Changed, ValidationError for a name that the agency has already."""
    lock(unit.agency, by)
    stored = Unit.objects.get(pk=unit.pk)
    compare(facts_of(stored), base)
    if facts_of(stored) == facts:
        return
    _own_name(stored.agency, facts.name, unit=stored)
    stored.name, stored.short_name = facts.name, facts.short_name
    stored.full_clean()
    stored.save(update_fields=["name", "short_name"])
    _record("unit.changed", stored, by)


@transaction.atomic
def move(*, unit: Unit, down: bool, by: User) -> None:
    """Changes places with the one before or after; nothing happens at the end of the list. Raises Refused."""
    lock(unit.agency, by)
    units = list(unit.agency.units.all())
    at = units.index(unit)
    to = at + 1 if down else at - 1
    if not 0 <= to < len(units):
        return
    units[at], units[to] = units[to], units[at]
    for position, each in enumerate(units):
        if each.position != position:
            Unit.objects.filter(pk=each.pk).update(position=position)
    _record("unit.moved", unit, by)


@transaction.atomic
def remove(*, unit: Unit, by: User) -> None:
    """Deletes a unit that nobody stands in. Raises Refused, ValidationError where somebody does."""
    lock(unit.agency, by)
    key = unit.pk
    in_use = ValidationError(f"ยังนำ{unit.short_name}ออกไม่ได้ เพราะมีผู้ใช้หรือผู้รับผิดชอบสังกัดอยู่ โปรดย้ายไปสำนัก/กองอื่นก่อน")
    if unit.memberships.exists():
        raise in_use
    try:
        with transaction.atomic():
            unit.delete()
    except ProtectedError as error:
        raise in_use from error
    unit.pk = key
    _record("unit.removed", unit, by)


def _record(action: str, unit: Unit, by: User) -> None:
    chain.record(action, actor=by.pk, agency=unit.agency_id, subject=f"unit:{unit.pk}")
