"""What a person holds in an agency: roles, unit and post; taking them away keeps the rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import newcomers
from accounts.changed import compare
from accounts.models import Agency, Membership, Unit, User
from accounts.newcomers import Newcomer
from accounts.permissions import Role
from accounts.services.agency_lock import lock, own_unit
from audit import chain
from audit.facts import JSON


class LastAdministrator(ValidationError):
    """An agency keeps at least one active administrator; the message is Thai."""

    def __init__(self) -> None:
        super().__init__("หน่วยงานต้องมีผู้ดูแลระบบอย่างน้อย 1 คน โปรดให้บทบาทผู้ดูแลระบบหน่วยงานแก่ผู้อื่นก่อน")


@dataclass(frozen=True)
class Place:
    """Roles, and the unit and post that all of them share; no roles for somebody who left."""

    roles: frozenset[str]
    unit: int | None = None
    post: str = ""


def place_of(user: User, agency: Agency) -> Place:
    """What the person holds in the agency now; unit and post of who left are those that they had."""
    rows = list(user.memberships.filter(agency=agency).order_by("-is_active", "pk"))
    roles = frozenset(row.role for row in rows if row.is_active)
    return Place(roles, rows[0].unit_id if rows else None, next((row.post for row in rows if row.post), ""))


def only_here(user: User, agency: Agency) -> bool:
    """Whether nobody else has a say in the person's account: no other agency's member, no overseer, no keeper."""
    elsewhere = user.memberships.filter(is_active=True).exclude(agency=agency).exists()
    return not (elsewhere or user.is_superuser or user.reaches.exists())


@transaction.atomic
def set_place(*, agency: Agency, user: User, place: Place, base: str, by: User) -> None:
    """Sets roles, unit and post of somebody who is or was a member; one who left comes back by it.

    Raises Refused without the right, Changed where another saved since `base`, LastAdministrator, ValidationError
    for no role, another agency's unit or somebody who never was a member.
    """
    lock(agency, by)
    if not user.memberships.filter(agency=agency).exists():
        raise ValidationError("ผู้ใช้นี้ไม่ใช่คนของหน่วยงาน โปรดเชิญก่อน")
    compare(place_of(user, agency), base)
    if not place.roles:
        raise ValidationError("โปรดเลือกบทบาทอย่างน้อย 1 บทบาท หากไม่ต้องการให้เข้าใช้ ให้เลือกปิดการใช้งาน")
    _keep_an_administrator(agency, user, place.roles)
    if not user.is_active and not user.memberships.filter(is_active=True).exists():
        _activate(user, agency, by)
    give(agency=agency, user=user, place=place, by=by)


def give(*, agency: Agency, user: User, place: Place, by: User, names: tuple[str, ...] | None = None) -> None:
    """Makes the person's memberships say what the place says; for services, which have checked the right.

    `names` are those that are certainly the person's, where their account's own is not.
    """
    unit = Unit.objects.filter(pk=place.unit).first() if place.unit else None
    own_unit(unit, agency)
    stored = {row.role: row for row in user.memberships.filter(agency=agency)}
    comes = any(role not in stored or not stored[role].is_active for role in place.roles)
    for role in Role:
        row = stored.get(role)
        if row is None and role in place.roles:
            row = Membership(agency=agency, user=user, role=role, unit=unit, post=place.post)
            row.full_clean()
            row.save()
            _record("membership.added", row, by)
        elif row is not None:
            _change(row, unit, place, by)
    if comes:
        known = (user.name,) if names is None else names
        newcomers.welcome(Newcomer(agency, user, unit, place.post, known, by))


def _change(row: Membership, unit: Unit | None, place: Place, by: User) -> None:
    active = row.role in place.roles
    if not active:
        if row.is_active:
            Membership.objects.filter(pk=row.pk).update(is_active=False)
            _record("membership.ended", row, by)
        return
    was = (row.is_active, row.unit, row.post)
    row.is_active, row.unit, row.post = True, unit, place.post
    row.full_clean()
    row.save()
    if not was[0]:
        _record("membership.restored", row, by)
    elif was[1:] != (row.unit, row.post):
        _record("membership.moved", row, by, {"unit": unit.pk if unit else None})


@transaction.atomic
def deactivate(*, agency: Agency, user: User, by: User, now: datetime) -> None:
    """Ends all of a person's roles in the agency and their sessions; nothing of what they did goes.

    The account itself closes where it has no role left anywhere. Raises Refused, LastAdministrator.
    """
    lock(agency, by)
    _keep_an_administrator(agency, user, frozenset())
    for row in user.memberships.filter(agency=agency, is_active=True):
        Membership.objects.filter(pk=row.pk).update(is_active=False)
        _record("membership.ended", row, by)
    closes = only_here(user, agency) and user.is_active
    User.objects.filter(pk=user.pk).update(sessions_from=now, is_active=user.is_active and not closes)
    chain.record(
        "user.deactivated", actor=by.pk, agency=agency.pk, subject=f"user:{user.pk}", data={"account_closed": closes}
    )


def _activate(user: User, agency: Agency, by: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=True)
    user.is_active = True
    chain.record("user.reactivated", actor=by.pk, agency=agency.pk, subject=f"user:{user.pk}")


def is_last_administrator(agency: Agency, user: User) -> bool:
    """Whether the agency would have no active administrator without this one."""
    administrators = agency.memberships.filter(role=Role.ADMINISTRATOR, is_active=True, user__is_active=True)
    return set(administrators.values_list("user", flat=True)) == {user.pk}


def _keep_an_administrator(agency: Agency, user: User, roles: frozenset[str]) -> None:
    if Role.ADMINISTRATOR not in roles and is_last_administrator(agency, user):
        raise LastAdministrator


def _record(action: str, row: Membership, by: User, more: dict[str, JSON] | None = None) -> None:
    data: dict[str, JSON] = {"role": row.role, "user": row.user_id, **(more or {})}
    chain.record(action, actor=by.pk, agency=row.agency_id, subject=f"membership:{row.pk}", data=data)
