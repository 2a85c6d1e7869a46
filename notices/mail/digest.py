"""The day's letter: at most one a person and day, and none where there is nothing to say."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from accounts.models import Agency, User
from notices.models import Mail, Nightly, Notice
from notices.write_notices import write_due

_KEY = "digest:"
_LATER = "told in a later letter"
_AT_ONCE = 500  # letters in one transaction
LETTERS = "letters"  # the row for which all wait who write letters


def make(day: date, *, now: datetime) -> int:
    """Looks at all agencies and writes the letters of a day; returns how many.

    They go out by posting.post. Called again on the same day it adds nothing: what came later waits for the next.
    """
    for agency in Agency.objects.order_by("pk").iterator():
        write_due(agency, now=now, today=day)
    written, last = write_some(day, now=now, after=0)
    number = written
    while last is not None:
        written, last = write_some(day, now=now, after=last)
        number += written
    return number


@transaction.atomic
def write_some(day: date, *, now: datetime, after: int) -> tuple[int, int | None]:
    """Writes the day's letters of the next people after the one of key `after`, each with what that person has not
    read and was not sent. Returns how many, and the key of the last of these people, None where nobody is left.

    The letters and their contents stand in one transaction, so that none goes out without them; one writes at a time.
    """
    _wait_for_turn()
    key = f"{_KEY}{day:%Y-%m-%d}"
    people = _to_be_told(key).filter(pk__gt=after).order_by("pk")
    users = list(people.values_list("pk", flat=True)[:_AT_ONCE])
    if not users:
        return 0, None
    late = _take_back(users, key, now)
    Mail.objects.bulk_create(Mail(user_id=user, key=key, daily=True, made_at=now) for user in users)
    letter = Mail.objects.filter(user=OuterRef("user"), key=key).values("pk")[:1]
    untold = Notice.objects.unread().filter(Q(mail=None) | Q(mail__in=late), user__in=users)
    untold.update(mail=Subquery(letter))
    return len(users), users[-1]


def _wait_for_turn() -> None:
    """Of two who write letters the second waits until the first is through with its people."""
    Nightly.objects.get_or_create(name=LETTERS)
    Nightly.objects.select_for_update().get(name=LETTERS)


def _to_be_told(key: str) -> QuerySet[User]:
    """Who has an address, something untold, and no letter under this key."""
    untold = Notice.objects.unread().filter(mail=None, user=OuterRef("pk"))
    told = Mail.objects.filter(key=key, user=OuterRef("pk"))
    return User.objects.filter(Exists(untold), ~Exists(told), is_active=True).exclude(email="")


def _take_back(users: list[int], key: str, now: datetime) -> list[int]:
    """Earlier days' letters that a dead mail server kept: the new ones tell theirs too. One in hand goes by itself."""
    kept = Mail.objects.unsent(now).filter(user__in=users, key__startswith=_KEY).exclude(key=key)
    kept = kept.filter(Q(lease="") | Q(next_at__lte=now))
    late = list(kept.select_for_update(skip_locked=True, of=("self",)).order_by("pk").values_list("pk", flat=True))
    Mail.objects.filter(pk__in=late).update(sent_at=now, fault=_LATER, lease="")
    return late
