"""When the links of evidence are opened, and what was seen of them; `open_links` opens, in the worker alone."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.websites import host_of
from evidence.models import Evidence, LinkCheck
from evidence.opening.seen import NOT_YET, Opened, Seen
from thai.dates import local_day

FRESH = timedelta(days=1)  # what was seen within it needs no second look
_LONGEST_HOST = 255
log = logging.getLogger(__name__)


def await_opening(evidence: Evidence, now: datetime) -> None:
    """Notes, in the caller's transaction, that a link is to be opened; nothing for a file."""
    if evidence.address:
        LinkCheck.objects.get_or_create(evidence=evidence, defaults={"host": _host(evidence), "next_at": now})


def note_missing(now: datetime) -> int:
    """Notes the links that nobody noted, and returns how many they were."""
    rows = Evidence.objects.kept().filter(kind=Evidence.Kind.LINK, link_check=None, measure__removed_at=None)
    missing = [LinkCheck(evidence=row, host=_host(row), next_at=now) for row in rows.defer("text").iterator()]
    LinkCheck.objects.bulk_create(missing, ignore_conflicts=True, batch_size=500)
    return len(missing)


def ask_anew(rows: Iterable[Evidence]) -> None:
    """Asks the worker to open the links again that nobody opened within a day: their measure or report is to go on.

    By the real clock, for machines agree on it. A page that is read goes on without it where nothing can be written.
    """
    if not settings.LINK_CHECKS:
        return
    now = timezone.now()
    checks = [check for row in rows if (check := _check(row)) and check.opened_at]
    old = [check.pk for check in checks if check.opened_at and check.opened_at < now - FRESH]
    if not old:
        return
    stale = LinkCheck.objects.filter(pk__in=old, opened_at__lt=now - FRESH).exclude(next_at__lte=now)
    try:
        with transaction.atomic():
            stale.update(next_at=now)
    except DatabaseError:
        log.exception("links are left to their next turn")


def seen_of(row: Evidence) -> tuple[Opened, date | None, int]:
    """What was last seen of a link, on which day, and on how many days it failed: nothing where links aren't opened.

    `row` comes with its `link_check`.
    """
    check = _check(row)
    if not settings.LINK_CHECKS or check is None or check.opened_at is None:
        return NOT_YET, None, 0
    opened = Opened(Seen(check.state), check.status, check.ended_at_host)
    return opened, local_day(check.opened_at), check.failed_days


def _check(row: Evidence) -> LinkCheck | None:
    return getattr(row, "link_check", None)  # where there is none, Django raises an AttributeError


def _host(evidence: Evidence) -> str:
    return host_of(evidence.address)[:_LONGEST_HOST]
