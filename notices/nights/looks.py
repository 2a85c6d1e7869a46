"""Agencies whose people may have something to hear, looked at one after the other by any number of workers."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models, transaction

import clock
from accounts.models import Agency
from notices.models import Look
from notices.write_notices import write_due

_AT_ONCE = 20  # agencies that one worker takes in hand: what it can't get to, it puts back
_HELD = timedelta(minutes=5)  # after that who took them was killed, or what is looked at can't be reckoned
_GIVEN_UP = 6  # tries, half an hour: until then it was workers that were killed, or a database that was away
_ROWS = 500


def ask(agencies: Iterable[int], now: datetime) -> None:
    """Each is looked at soon, once however often it was asked for. A few queries for any number."""
    rows = [Look(agency_id=key, asked_at=now, again_at=now) for key in sorted(set(agencies))]
    Look.objects.bulk_create(
        rows, batch_size=_ROWS, update_conflicts=True, unique_fields=["agency"], update_fields=["again_at"]
    )


def ask_all(now: datetime) -> None:
    """All agencies are looked at: of what concerns all, and on the first night."""
    ask(Agency.objects.order_by().values_list("pk", flat=True), now)


def look(*, seconds: float, at: datetime) -> int:
    """Looks at those that wait, for so long at the most; returns how many were done.

    What can't be reckoned raises and comes last for five minutes; who is killed leaves what they had for as long.
    """
    end, done = time.monotonic() + seconds, 0
    while time.monotonic() < end and (taken := _take(at)):
        try:
            while taken and time.monotonic() < end:
                each = taken.pop(0)
                write_due(each.agency, now=clock.now())
                _done(each)
                done += 1
        finally:
            _put_back(taken)
    return done


@transaction.atomic
def _take(now: datetime) -> list[Look]:
    """The next few, in hand: of two who look for some at once, each gets others."""
    waiting = Look.objects.waiting(now).select_for_update(skip_locked=True, of=("self",))
    taken = list(waiting.select_related("agency")[:_AT_ONCE])
    Look.objects.filter(pk__in=[each.pk for each in taken]).update(
        leased_until=now + _HELD, tries=models.F("tries") + 1
    )
    return taken


def _done(each: Look) -> None:
    """It goes, unless somebody asked again meanwhile."""
    if not Look.objects.filter(pk=each.pk, again_at=each.again_at).delete()[0]:
        Look.objects.filter(pk=each.pk).update(leased_until=None, tries=0, asked_at=models.F("again_at"))


def _put_back(rest: list[Look]) -> None:
    Look.objects.filter(pk__in=[each.pk for each in rest]).update(leased_until=None, tries=models.F("tries") - 1)


def are_waiting(now: datetime) -> bool:
    """Whether there is something to look at now."""
    return Look.objects.waiting(now).order_by().exists()


def are_through(asked_before: datetime) -> bool:
    """Whether all that was asked for by then was looked at, but for what fails again and again."""
    return not Look.objects.filter(asked_at__lte=asked_before, tries__lt=_GIVEN_UP).exists()
