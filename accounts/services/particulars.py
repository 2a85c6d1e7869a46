"""A person's name, telephone and mail address: changed by themselves, or by who administers their only agency."""

from __future__ import annotations

from dataclasses import dataclass, fields

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.changed import compare
from accounts.models import Agency, User
from accounts.models.user import plain_address
from accounts.services.account import require_own
from audit import chain
from audit.facts import JSON

_TAKEN = "ใช้อีเมลนี้ไม่ได้ เพราะมีบัญชีอื่นใช้อยู่ หากเป็นบัญชีของท่านเอง ให้ใช้บัญชีนั้น หรือใช้อีเมลอื่น หรือเว้นว่างไว้"


@dataclass(frozen=True)
class Particulars:
    """What an account says of its person."""

    name: str
    telephone: str
    email: str


def particulars_of(user: User) -> Particulars:
    """Returns what is stored."""
    return Particulars(user.name, user.telephone, user.email)


@transaction.atomic
def change_own(*, user: User, wanted: Particulars, base: str) -> None:
    """Changes one's own. Raises Changed where another saved since `base`, ValidationError for what can't be."""
    _write(user, wanted, base, by=user, agency=None)


@transaction.atomic
def change(*, agency: Agency, user: User, wanted: Particulars, base: str, by: User) -> None:
    """Changes a member's whose account is this agency's alone. Raises Refused, Changed, ValidationError."""
    require_own(agency, user, by)
    _write(user, wanted, base, by=by, agency=agency)


def _write(user: User, wanted: Particulars, base: str, *, by: User, agency: Agency | None) -> None:
    stored = User.objects.select_for_update().get(pk=user.pk)
    before = particulars_of(stored)
    compare(before, base)
    stored.name, stored.telephone, stored.email = wanted.name, wanted.telephone, plain_address(wanted.email)
    stored.full_clean(exclude=["password"])
    after = particulars_of(stored)
    changed = [each.name for each in fields(Particulars) if getattr(before, each.name) != getattr(after, each.name)]
    if not changed:
        return
    stored.save(update_fields=changed)
    data: dict[str, JSON] = {"fields": list(changed)}
    where = agency.pk if agency else None
    chain.record("user.particulars_changed", actor=by.pk, agency=where, subject=f"user:{user.pk}", data=data)
    if "email" in changed:
        chain.record("user.address_changed", actor=by.pk, agency=where, subject=f"user:{user.pk}")
        _require_unused(stored)  # holding the chain, so that of two at once the second sees the first


def _require_unused(user: User) -> None:
    """One address is one person's."""
    others = User.objects.filter(email=user.email, is_active=True).exclude(pk=user.pk)
    if user.email and others.exists():
        raise ValidationError({"email": _TAKEN})
