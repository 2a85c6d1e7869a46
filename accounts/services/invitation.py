"""Inviting people: a link that is signed, runs out and opens once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Agency, Invitation, User
from accounts.models.user import plain_address
from accounts.permissions import Role
from accounts.services.address import account_invited, require_uninvited
from accounts.services.agency_lock import lock
from accounts.services.membership import Place, give, place_of
from audit import chain
from audit.facts import JSON
from thai.text import fold

LIFETIME = timedelta(days=7)
_SALT = "invitation"


class Spent(Exception):
    """The link was used, withdrawn, replaced, forged, or ran out."""


class HasAccount(Exception):
    """Who was invited has an account already, with which they take the invitation up; nothing was written."""


class NotMeant(Exception):
    """The account is of another name or address than who was invited."""


@transaction.atomic
def invite(*, agency: Agency, name: str, email: str, place: Place, by: User, now: datetime) -> tuple[Invitation, str]:
    """Invites a person; returns the invitation and its link's token, which can be had only now.

    Raises Refused without the right, ValidationError for no role, a unit of another agency, or an address that is
    invited or a member's already.
    """
    lock(agency, by)
    address = plain_address(email)
    require_uninvited(agency, address)
    if not place.roles:
        raise ValidationError("โปรดเลือกบทบาทอย่างน้อย 1 บทบาท")
    secret = secrets.token_urlsafe(24)
    invitation = Invitation(
        agency=agency,
        name=name,
        email=address,
        unit=agency.units.filter(pk=place.unit).first() if place.unit else None,
        post=place.post,
        roles=[str(role) for role in Role if role in place.roles],
        secret_digest=_digest(secret),
        invited_by=by,
        invited_at=now,
        expires_at=now + LIFETIME,
    )
    if (invitation.unit.pk if invitation.unit else None) != place.unit:
        raise ValidationError("สำนัก/กองนี้ไม่ใช่ของหน่วยงานนี้")
    invitation.full_clean()
    invitation.save()
    _record("invitation.sent", invitation, by)
    return invitation, _token(invitation, secret)


@transaction.atomic
def renew(*, invitation: Invitation, by: User, now: datetime) -> str:
    """A new link in place of the old one, which no longer opens. Raises Refused, Spent."""
    lock(invitation.agency, by)
    secret = secrets.token_urlsafe(24)
    changed = (
        Invitation.objects.waiting()
        .filter(pk=invitation.pk)
        .update(secret_digest=_digest(secret), expires_at=now + LIFETIME)
    )
    if not changed:
        raise Spent
    invitation.refresh_from_db()
    _record("invitation.renewed", invitation, by)
    return _token(invitation, secret)


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User, now: datetime) -> None:
    """Withdraws an invitation, whose link then opens no more. Raises Refused, Spent."""
    lock(invitation.agency, by)
    if not Invitation.objects.waiting().filter(pk=invitation.pk).update(withdrawn_at=now):
        raise Spent
    _record("invitation.withdrawn", invitation, by)


def find(token: str, now: datetime, *, hold: bool = False) -> Invitation:
    """The invitation that a link opens; with `hold`, its row until the transaction ends. Raises Spent."""
    try:
        pk, secret = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Spent from error
    found = Invitation.objects.usable(now).select_related("agency", "unit", "invited_by")
    if hold:  # who clicks twice is told that the link was used
        found = found.select_for_update(of=("self",))
    invitation = found.filter(pk=pk, secret_digest=_digest(str(secret))).first()
    if invitation is None:
        raise Spent
    return invitation


def is_meant_for(invitation: Invitation, *, name: str, email: str) -> bool:
    """Whether a person of that name and address is who was invited: the address decides where both have one."""
    if invitation.email and email:
        return plain_address(invitation.email) == plain_address(email)
    return fold(invitation.name) == fold(name)


@transaction.atomic
def accept_new(*, token: str, user: User, password: str, now: datetime) -> Invitation:
    """Makes the account of somebody who has none, and takes the invitation up with it.

    `user` is not saved yet; its address will be the invitation's, so the name alone says whether it is who was invited.
    Raises Spent, HasAccount, ValidationError for a username that is taken.
    """
    invitation = find(token, now, hold=True)
    meant = is_meant_for(invitation, name=user.name, email="")
    user.email = plain_address(invitation.email)
    user.set_password(password)
    user.full_clean()
    _add(user)
    _take(invitation, user, now)
    chain.record("user.added", actor=user.pk, agency=invitation.agency_id, subject=f"user:{user.pk}")
    if account_invited(invitation, but=user):  # holding the chain, so that of two at once the second sees the first
        raise HasAccount
    return _give(invitation, user, meant=meant)


@transaction.atomic
def accept_as(*, token: str, user: User, now: datetime, knowing: bool = False) -> Invitation:
    """Takes the invitation up with an account that is there already: its roles come beside those held before.

    Raises Spent, NotMeant for an account of another name or address whose person has not said that they know
    (`knowing`).
    """
    invitation = find(token, now, hold=True)
    meant = is_meant_for(invitation, name=user.name, email=user.email)
    if not meant and not knowing:
        raise NotMeant
    _take(invitation, user, now)
    return _give(invitation, user, meant=meant)


def _add(user: User) -> None:
    """Saves a new account whose username another may have taken since it was checked. Raises ValidationError."""
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise ValidationError({"username": "มีชื่อผู้ใช้นี้แล้ว โปรดตั้งชื่ออื่น"}) from error


def _take(invitation: Invitation, user: User, now: datetime) -> None:
    taken = Invitation.objects.usable(now).filter(pk=invitation.pk, secret_digest=invitation.secret_digest)
    if not taken.update(accepted_by=user, accepted_at=now):
        raise Spent


def _give(invitation: Invitation, user: User, *, meant: bool) -> Invitation:
    before = place_of(user, invitation.agency)
    unit = invitation.unit_id or before.unit
    place = Place(before.roles | frozenset(invitation.held), unit, invitation.post or before.post)
    names = (user.name, invitation.name) if meant else ()  # who came by another's link is nobody whom one knows
    give(agency=invitation.agency, user=user, place=place, by=user, names=names)
    _record("invitation.accepted", invitation, user, {} if meant else {"differs": True})
    return invitation


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _token(invitation: Invitation, secret: str) -> str:
    return signing.dumps([invitation.pk, secret], salt=_SALT)


def _record(action: str, invitation: Invitation, by: User, more: dict[str, JSON] | None = None) -> None:
    data: dict[str, JSON] = {"roles": [str(role) for role in invitation.held], **(more or {})}
    chain.record(action, actor=by.pk, agency=invitation.agency_id, subject=f"invitation:{invitation.pk}", data=data)
