"""Notices out of what is due: the one place that writes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import Agency
from notices import due, queue
from notices.due import Matter
from notices.models import Kind, Mail, Notice
from thai.dates import local_day

# Worth a letter at once, for who signs in as another or alters the log leaves no time; all else waits for the day's.
IMMEDIATE = frozenset({Kind.ACCOUNT, Kind.LOG})


def first_agency_of(user: int) -> Agency | None:
    """The first agency in which the person has a role: there they are told what belongs to none."""
    agencies = Agency.objects.filter(memberships__user=user, memberships__is_active=True)
    return agencies.order_by("pk").first()


def write_due(agency: Agency, *, now: datetime, today: date | None = None) -> int:
    """Writes the agency's new matters as notices, with their immediate letters, and closes those that are over.

    Can be called again and again, and by several at once: each person is told of each key once. `today` reckons for
    another day than that of `now`, and then closes nothing. Returns how many notices are new.
    """
    day = today or local_day(now)
    matters = {(each.user, each.key): each for each in due.of_agency(agency, day)}
    concerned = Notice.objects.filter(Q(settled_at=None) | Q(key__in={key for _, key in matters}), agency=agency)
    known = {(row.user_id, row.key): row for row in concerned.only("user", "key", "settled_at")}
    fresh = [matter for at, matter in matters.items() if at not in known]
    over = [row.pk for at, row in known.items() if at not in matters and day == local_day(now)]
    back = [row.pk for at, row in known.items() if at in matters and row.settled_at is not None]
    if fresh or over or back:
        _write(agency, fresh, now, over=over, back=back)
    return len(fresh)


@transaction.atomic
def _write(agency: Agency, fresh: Iterable[Matter], now: datetime, *, over: list[int], back: list[int]) -> None:
    """A letter's row lies in the same transaction as its notice, and so does the worker's errand to send it."""
    Notice.objects.filter(pk__in=over, settled_at=None).update(settled_at=now)
    Notice.objects.filter(pk__in=back).update(settled_at=None)
    notices = [_notice(agency, matter, now) for matter in fresh]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)  # someone else may have told the same just now
    keys = [notice.key for notice in notices if notice.kind in IMMEDIATE]
    if not keys:
        return
    urgent = Notice.objects.unread().filter(agency=agency, key__in=keys, mail=None, user__is_active=True)
    letters = [_letter(notice, now) for notice in urgent.exclude(user__email="").select_related("user")]
    if letters:
        queue.soon("notices.jobs.post_letters")


def _notice(agency: Agency, matter: Matter, now: datetime) -> Notice:
    return Notice(
        user_id=matter.user,
        agency=agency,
        kind=matter.kind,
        subject=matter.subject,
        key=matter.key,
        title=matter.title,
        detail=matter.detail,
        url=matter.url,
        created_at=now,
    )


def _letter(notice: Notice, now: datetime) -> Mail:
    letter, _ = Mail.objects.get_or_create(user=notice.user, key=notice.key, defaults={"made_at": now})
    notice.mail = letter
    notice.save(update_fields=["mail"])
    return letter
