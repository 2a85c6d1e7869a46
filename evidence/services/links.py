"""When the links of evidence are opened, and what was seen of them; `open_links` opens, in the worker alone."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from accounts.websites import host_of
from evidence.models import Evidence, LinkCheck
from evidence.opening.seen import NOT_YET, Opened, Seen
from thai.dates import local_day

FRESH = timedelta(days=1)  # what was seen within it needs no second look
_LONGEST_HOST = 255


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


def ask_anew(rows: QuerySet[Evidence], now: datetime) -> int:
    """Has those links of some evidence opened again that nobody opened within a day, and returns how many they are.

    For the worker, which hears that a measure or a report went on.
    """
    if not settings.LINK_CHECKS:
        return 0
    old = LinkCheck.objects.filter(evidence__in=rows.order_by().values("pk"), opened_at__lt=now - FRESH)
    return old.exclude(next_at__lte=now).update(next_at=now)


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
