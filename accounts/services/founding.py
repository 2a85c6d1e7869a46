"""What stands before any page can be opened: an agency and its first administrator, made by the installation's keeper.

All that is wrong is raised as a ValidationError by the word of the command's option: {"slug": ...}.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.urls import reverse

from accounts import newcomers
from accounts.models import Agency, Membership, User
from accounts.models.agency import short_name_of
from accounts.models.user import plain_address
from accounts.newcomers import Newcomer
from accounts.permissions import Role
from accounts.services.account import password_path
from audit import chain
from audit.facts import JSON
from thai.characters import private_use_words
from thai.text import clean

_SLUG = "ใช้ได้เฉพาะ a-z 0-9 และขีด (-) ไม่เกิน 50 ตัว"
_KINDS = " ".join(Agency.Kind.values)


@dataclass(frozen=True)
class TypedAgency:
    """An agency as it was typed; what was left out is empty."""

    name: str = ""
    slug: str = ""
    code: str = ""
    kind: str = ""
    province: str = ""


@dataclass(frozen=True)
class TypedPerson:
    """An administrator as they were typed; `name` has the title before it."""

    username: str
    name: str
    email: str = ""


@transaction.atomic
def found_agency(*, typed: TypedAgency, person: TypedPerson) -> tuple[Agency, User, str]:
    """Makes the agency with its administrator; returns both and the path on which they set their password."""
    agency = make_agency(typed)
    return agency, *add_administrator(agency=agency, person=person)


def make_agency(typed: TypedAgency) -> Agency:
    """The agency alone, in the caller's transaction. Raises ValidationError by the word of the option."""
    agency = good_agency(typed)
    agency.save()
    chain.record("agency.added", actor=None, agency=agency.pk, subject=f"agency:{agency.pk}")
    return agency


def good_agency(typed: TypedAgency) -> Agency:
    """The agency as it would be made, not saved. Raises ValidationError as `make_agency`, for all that is wrong."""
    name = _one_line(typed.name)
    agency = Agency(
        name=name,
        short_name=short_name_of(name),
        slug=typed.slug,
        code=typed.code,
        kind=typed.kind,
        province=_one_line(typed.province),
    )
    own = {}
    if not re.fullmatch(r"[a-z0-9-]{1,50}", typed.slug):
        own["slug"] = _SLUG
    if words := private_use_words(name):
        own["name"] = words
    if typed.kind not in Agency.Kind.values:
        own["kind"] = f"ใช้ได้เฉพาะ {_KINDS}"
    if not re.fullmatch(r"[A-Z0-9]{2,12}", typed.code):
        own["code"] = "ใช้ A-Z และ 0-9 รวม 2-12 ตัว"
    _require_good(agency, own, {"short_name": "name", NON_FIELD_ERRORS: "name"})
    return agency


def find_agency(*, typed: TypedAgency) -> Agency:
    """The agency of that slug, or of that name where no slug is typed.

    Raises ValidationError for none, and for facts that are not as stored.
    """
    named = {"slug": typed.slug} if typed.slug else {"name": _one_line(typed.name)}
    agency = Agency.objects.filter(**named).first()
    if agency is None:
        raise ValidationError(dict.fromkeys(named, "ไม่พบหน่วยงานนี้"))
    other = {
        field: f"หน่วยงานที่มีอยู่ใช้ “{getattr(agency, field) or 'ไม่ระบุ'}” ไม่ใช่ “{value}”"
        for field, value in asdict(typed).items()
        if value and _one_line(value) != getattr(agency, field)
    }
    if other:
        raise ValidationError(other)
    return agency


@transaction.atomic
def add_administrator(*, agency: Agency, person: TypedPerson) -> tuple[User, str]:
    """An account without a password that administers the agency, and the path on which its owner sets one.

    Said again of an account that still waits for its password, it gives a new path alone: links run out. Who is said
    as an account that there is, by username, name and mail address, administers with that; the path is sign-in's.
    """
    user = _waiting(agency, person)
    if user is None:
        user = _known(person) or _account(agency, person)
        administers(agency, user)
    if user.has_usable_password():
        return user, reverse("account_login")
    chain.record("user.password_link", actor=None, agency=agency.pk, subject=f"user:{user.pk}")
    return user, password_path(user)


def administers(agency: Agency, user: User, *, post: str = "") -> None:
    """Gives the role of administrator, in the caller's transaction. Raises ValidationError."""
    row = Membership.objects.filter(agency=agency, user=user, role=Role.ADMINISTRATOR, is_active=False).first()
    action = "membership.restored" if row else "membership.added"
    row = row or Membership(agency=agency, user=user, role=Role.ADMINISTRATOR)
    row.is_active, row.post = True, post or row.post
    _require_good(row, {}, {NON_FIELD_ERRORS: "username"})
    row.save()
    data: dict[str, JSON] = {"role": row.role, "user": user.pk}
    chain.record(action, actor=None, agency=agency.pk, subject=f"membership:{row.pk}", data=data)
    newcomers.welcome(Newcomer(agency, user, row.unit, row.post, (user.name,), None))


def _known(person: TypedPerson) -> User | None:
    """The account of that username where name and address say that it is the same person's."""
    address = plain_address(person.email)
    found = User.objects.filter(username__iexact=person.username, is_active=True, email=address).exclude(email="")
    return found.filter(name=_one_line(person.name)).first()


def _waiting(agency: Agency, person: TypedPerson) -> User | None:
    here = agency.memberships.filter(role=Role.ADMINISTRATOR, is_active=True, user__is_active=True)
    user = User.objects.filter(username__iexact=person.username, pk__in=here.values("user")).first()
    if user is None or user.has_usable_password() or user.name != _one_line(person.name):
        return None
    return user


def _account(agency: Agency, person: TypedPerson) -> User:
    user = User(username=person.username, name=_one_line(person.name), email=person.email)
    user.set_unusable_password()
    own = {}
    if "@" in person.username:
        own["username"] = "ชื่อผู้ใช้ไม่ใช่อีเมล โปรดตั้งชื่อสั้น ๆ ไม่มีเครื่องหมาย @"
    if words := private_use_words(user.name):
        own["name"] = words
    if User.objects.filter(username__iexact=person.username).exists():
        own["username"] = "มีชื่อผู้ใช้นี้แล้ว โปรดตั้งชื่ออื่น"
    other = User.objects.filter(email=plain_address(person.email), is_active=True).exclude(email="").first()
    if other is not None:
        own["email"] = (
            f"อีเมลนี้เป็นของบัญชี {other.username} ({other.name}) หากเป็นคนเดียวกัน โปรดระบุ --username {other.username} "
            f'--administrator "{other.name}" เพื่อใช้บัญชีเดิม หากเป็นคนละคน โปรดใช้อีเมลอื่นหรือไม่ระบุอีเมล'
        )
    _require_good(user, own, {"name": "administrator", NON_FIELD_ERRORS: "username"})
    user.save()
    chain.record("user.added", actor=None, agency=agency.pk, subject=f"user:{user.pk}")
    return user


def _require_good(row: models.Model, own: dict[str, str], options: dict[str, str]) -> None:
    """Our words for what we found ourselves, the model's for the rest, each under its option."""
    errors: dict[str, list[str]] = {options.get(field, field): [message] for field, message in own.items()}
    try:
        row.full_clean(exclude=list(own))
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            errors.setdefault(options.get(field, field), []).extend(messages)
    if errors:
        raise ValidationError({field: list(dict.fromkeys(messages)) for field, messages in errors.items()})


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())
