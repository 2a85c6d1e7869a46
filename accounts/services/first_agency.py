"""The first agency of an installation, founded in the browser by whoever holds the link that its server printed.

A demonstration has its agency already; there anyone may begin an empty office beside it, up to MOST_IN_DEMO agencies.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction

from accounts.models import Agency, Membership, User
from accounts.permissions import Role
from accounts.services import founding
from accounts.services.founding import TypedAgency
from audit import chain
from audit.facts import JSON

LIFETIME = timedelta(days=7)
MOST_IN_DEMO = 20
_SALT = "first agency"


class Spent(Exception):
    """The link was forged, ran out, or an agency is there already; nothing was written."""


def token() -> str:
    """What the link carries: good until the first agency is there, and for LIFETIME."""
    return signing.dumps("first", salt=_SALT, compress=False)


def is_empty() -> bool:
    """Whether the installation has no agency yet."""
    return not Agency.objects.exists()


def may_found(link: str) -> bool:
    """Whether the link opens now; in a demonstration none is needed."""
    if settings.DEMO:
        return Agency.objects.count() < MOST_IN_DEMO
    try:
        return bool(signing.loads(link, salt=_SALT, max_age=LIFETIME) == "first") and is_empty()
    except signing.BadSignature:
        return False


@transaction.atomic
def found(*, link: str, typed: TypedAgency, user: User, password: str, coordinates: bool, post: str = "") -> Agency:
    """Makes the agency and the account of its administrator, who with `coordinates` is its coordinator too, in a post.

    `user` is not saved yet. Raises Spent, ValidationError by the names of TypedAgency's and the user's fields.
    """
    if not may_found(link):
        raise Spent
    agency = founding.make_agency(typed)
    if (
        not settings.DEMO and Agency.objects.exclude(pk=agency.pk).exists()
    ):  # holding the chain: of two one sees the other
        raise Spent
    user.set_password(password)
    user.full_clean()
    user.save()
    chain.record("user.added", actor=user.pk, agency=agency.pk, subject=f"user:{user.pk}")
    founding.administers(agency, user, post=post)
    if coordinates:
        row = Membership.objects.create(agency=agency, user=user, role=Role.COORDINATOR, post=post)
        data: dict[str, JSON] = {"role": row.role, "user": user.pk}
        chain.record("membership.added", actor=user.pk, agency=agency.pk, subject=f"membership:{row.pk}", data=data)
    return agency
