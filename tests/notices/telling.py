"""The offices of the other tests, asked what their people must know."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.models import Agency, User
from audit import chain
from measures.models import State
from notices import due
from notices.due import Matter
from notices.mail import digest
from notices.models import Kind
from tests.measures.reviewing import NOW, Office
from thai.dates import local_day

TODAY = date(2023, 9, 22)  # the day of NOW in Bangkok


def day(days: int) -> date:
    """So many days after the decisions of the office."""
    return TODAY + timedelta(days=days)


def moment(days: int) -> datetime:
    return NOW + timedelta(days=days)


def told(agency: Agency, today: date = TODAY, *kinds: Kind) -> list[tuple[str, str]]:
    """(username, title) of what is due, of some kinds or of all, in the order of usernames."""
    names = dict(User.objects.values_list("pk", "username"))
    found = [each for each in due.of_agency(agency, today) if not kinds or each.kind in kinds]
    return sorted((names[each.user], each.title) for each in found)


def matters_of(user: User, agency: Agency, today: date = TODAY) -> list[Matter]:
    return [each for each in due.of_agency(agency, today) if each.user == user.pk]


def another_hand(
    office: Office, who: str = "officer", action: str = "user.password_link", *, at: datetime = NOW
) -> None:
    """The administrator does something to the way into a person's account."""
    by, user, agency = office.people["administrator"], office.people[who], office.plan.agency
    with transaction.atomic():
        chain.record(action, actor=by.pk, agency=agency.pk, subject=f"user:{user.pk}", at=at)


def with_addresses(office: Office) -> None:
    """Everybody gets a mail address but the unit mate."""
    for user in User.objects.exclude(username="malee"):
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@office.example")


def two_letters(office: Office, now: datetime = NOW) -> None:
    """One to กานดา, one to จันทร์."""
    office.measure(State.RETURNED)
    digest.make(local_day(now), now=now)
