"""The day's letter: at most one a person and day, and none where there is nothing to say."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models, transaction

from accounts.models import Agency, User
from notices.models import Mail, Notice
from notices.write_notices import write_due

_KEY = "digest:"
_LATER = "told in a later letter"


def make(day: date, *, now: datetime) -> int:
    """Writes the letters of a day, each with what its person has not read and was not sent; returns how many.

    They go out by letters.post. Called again on the same day it adds nothing: what came later waits for the next.
    """
    for agency in Agency.objects.order_by("pk").iterator():
        write_due(agency, now=now, today=day)
    untold = Notice.objects.unread().filter(mail=None).values("user")
    people = User.objects.filter(pk__in=untold, is_active=True).exclude(email="")
    return sum(_letter(user, day, now) for user in people.order_by("pk").iterator())


@transaction.atomic
def _letter(user: User, day: date, now: datetime) -> bool:
    """The letter and its contents in one transaction, so that no letter goes out without them."""
    letter, is_new = Mail.objects.get_or_create(user=user, key=f"{_KEY}{day:%Y-%m-%d}", defaults={"made_at": now})
    if is_new:
        late = _take_back(user, letter, now)
        Notice.objects.unread().filter(models.Q(mail=None) | models.Q(mail__in=late), user=user).update(mail=letter)
    return is_new


def _take_back(user: User, letter: Mail, now: datetime) -> list[int]:
    """Earlier days' letters that a dead mail server kept: this one tells theirs too. One in hand goes out by itself."""
    waiting = Mail.objects.waiting(now).order_by().filter(user=user, key__startswith=_KEY).exclude(pk=letter.pk)
    late = list(waiting.values_list("pk", flat=True))
    return [key for key in late if waiting.filter(pk=key).update(sent_at=now, fault=_LATER)]
