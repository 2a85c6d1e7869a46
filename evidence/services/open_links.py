"""The worker opens the links that wait: some hosts at a time, one link of each, and never one host without a pause.

What was seen is written after each round. Whoever is killed in the middle of one leaves the links of that round as they
were, to be opened again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Min, QuerySet

from evidence.checks.links import ENOUGH_DAYS
from evidence.models import LinkCheck
from evidence.opening.fetch import Way
from evidence.opening.many import open_each
from evidence.opening.seen import THIS_TIME, Opened, Seen
from thai.dates import local_day

_HOSTS = 8  # at the same time
_PAUSE = 2.0  # seconds before the same host hears from us again
_WORKING = 15.0  # seconds after which the rest is left to the next minute: reports wait to be signed
_MONTH = timedelta(days=30)
_TOMORROW = timedelta(days=1)
_YEARS = 1  # before this one, in which links are opened each month

Opener = Callable[[Sequence[str]], dict[str, Opened]]


def agent() -> str:
    """How the portal calls itself, with where it can be asked."""
    return f"Mozilla/5.0 (compatible; ITA-Portal-LinkCheck/1.0; +{settings.PORTAL_URL.rstrip('/')}/help/contact/)"


def open_on_the_internet(addresses: Sequence[str]) -> dict[str, Opened]:
    """What became of each address, opened within the guard's bounds."""
    return open_each(addresses, Way(agent()))


def open_waiting(
    now: Callable[[], datetime],
    *,
    year: int,
    opener: Opener = open_on_the_internet,
    rest: Callable[[float], None] = time.sleep,
) -> int:
    """Opens links until none waits or time is up, and returns how many; `year` is the present fiscal year.

    Does nothing where the operator allows no outgoing requests.
    """
    if not settings.LINK_CHECKS:
        return 0
    began, done = time.monotonic(), 0
    while addresses := _next(now()):
        if done:
            rest(_PAUSE)
        for address, opened in opener(addresses).items():
            done += _write(address, opened, now(), year)
        if time.monotonic() - began > _WORKING:
            break
    return done


def _waiting(now: datetime) -> QuerySet[LinkCheck]:
    """The links whose time has come, of evidence that is kept."""
    kept = LinkCheck.objects.filter(
        evidence__removed_at=None, evidence__replaced_by=None, evidence__measure__removed_at=None
    )
    return kept.filter(next_at__lte=now)


def _next(now: datetime) -> list[str]:
    """One address of each of the hosts that wait longest."""
    waiting = _waiting(now)
    hosts = waiting.values("host").annotate(first=Min("next_at")).order_by("first", "host")[:_HOSTS]
    rows = [waiting.filter(host=each["host"]).order_by("next_at", "pk").first() for each in hosts]
    found = [row.evidence.address for row in rows if row is not None]
    return list(dict.fromkeys(found))


def _write(address: str, opened: Opened, now: datetime, year: int) -> int:
    """Keeps what was seen, for all evidence with that address that waited; returns for how many."""
    with transaction.atomic():  # who keeps what was found of a year goes by the newest opening
        return _keep(address, opened, now, year)


def _keep(address: str, opened: Opened, now: datetime, year: int) -> int:
    rows = _waiting(now).filter(evidence__address=address).select_related("evidence__measure__plan")
    for row in rows:
        is_current = row.evidence.measure.plan.year >= year - _YEARS
        row.failed_days = _failed_days(row, opened.seen, now)
        row.state, row.status, row.ended_at_host, row.opened_at = opened.seen, opened.status, opened.host[:255], now
        row.next_at = _when_next(row, now, is_current=is_current)
        row.save()
    return len(rows)


def _failed_days(row: LinkCheck, seen: Seen, now: datetime) -> int:
    if seen not in THIS_TIME:
        return 0
    is_same_day = row.failed_days > 0 and row.opened_at is not None and local_day(row.opened_at) == local_day(now)
    return row.failed_days if is_same_day else row.failed_days + 1


def _when_next(row: LinkCheck, now: datetime, *, is_current: bool) -> datetime | None:
    if 0 < row.failed_days < ENOUGH_DAYS:
        return now + _TOMORROW
    return now + _MONTH if is_current else None
