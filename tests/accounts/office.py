"""An office with an administrator, and what its people's tests ask again and again."""

from __future__ import annotations

import time
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value
from django.test import Client

from accounts.models import Agency, Membership, User
from accounts.permissions import Role
from accounts.services.membership import Place
from audit.models import AuditEvent
from tests.accounts.making import a_member, a_person, an_agency

SLUG = "thung-sai-than"


@dataclass(frozen=True)
class Office:
    """Wilai administers, Kanda is an officer."""

    agency: Agency
    wilai: User
    kanda: User

    def url(self, path: str) -> str:
        return f"/a/{self.agency.slug}/settings/{path}"


def an_office(slug: str = SLUG) -> Office:
    agency = an_agency(slug, short_name=f"อบต.{slug}")
    wilai = a_person(f"wilai.{slug}", name="นางวิไล รักษ์ดี")
    kanda = a_person(f"kanda.{slug}", name="นางสาวกานดา ใจงาม")
    a_member(wilai, agency, Role.ADMINISTRATOR)
    a_member(kanda, agency, Role.OFFICER, post="นักพัฒนาชุมชน")
    return Office(agency, wilai, kanda)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def a_place(*roles: Role, unit: int | None = None, post: str = "") -> Place:
    return Place(frozenset(map(str, roles)), unit, post)


def held(user: User, agency: Agency) -> set[str]:
    return set(Membership.objects.filter(user=user, agency=agency, is_active=True).values_list("role", flat=True))


def actions_recorded(*, since: int = 0) -> list[str]:
    return list(AuditEvent.objects.filter(seq__gt=since).order_by("seq").values_list("action", flat=True))


def with_factor(user: User) -> str:
    """Sets up an app for the person; returns its secret."""
    secret = str(generate_totp_secret())
    TOTP.activate(user, secret)
    return secret


def code_of(secret: str, *, steps: int = 0) -> str:
    """What the app shows now, or some steps of 30 seconds away."""
    return f"{hotp_value(secret, int(time.time()) // 30 + steps):06}"


def has_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type="totp").exists())
