"""The chain's events as a page or a file wants them: narrowed, the latest first."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from audit.models import AuditEvent

BATCH = 500  # rows in memory at once


@dataclass(frozen=True)
class Wanted:
    """What narrows the events; None everywhere means all.

    An `actor` of 0 is the portal itself; `actions` are the beginnings of actions (`measure.`), `but` whole actions that
    are left out, `hash` the beginning of a hash; `since` is included, `until` is not.
    """

    seq: int | None = None
    hash: str | None = None
    actor: int | None = None
    subjects: Collection[str] | None = None
    actions: Collection[str] | None = None
    but: Collection[str] = ()
    since: datetime | None = None
    until: datetime | None = None


def of_agency(agency: int, wanted: Wanted, *, accounts: Collection[str] = ()) -> QuerySet[AuditEvent]:
    """An agency's events, and those of no agency whose subject is among `accounts` (`user:12`); the latest first."""
    rows = AuditEvent.objects.filter(Q(agency=agency) | Q(agency=None, subject__in=accounts))
    if wanted.actor is not None:
        rows = rows.filter(actor=wanted.actor or None)
    if wanted.actions is not None:
        kinds = Q(pk__in=[])
        for beginning in wanted.actions:
            kinds |= Q(action__startswith=beginning)
        rows = rows.filter(kinds)
    if wanted.but:
        rows = rows.exclude(action__in=wanted.but)
    named: dict[str, object] = {
        "seq": wanted.seq,
        "hash__startswith": wanted.hash,
        "subject__in": wanted.subjects,
        "at__gte": wanted.since,
        "at__lt": wanted.until,
    }
    return rows.filter(**{name: value for name, value in named.items() if value is not None}).order_by("-seq")


def in_batches(rows: QuerySet[AuditEvent], batch: int = BATCH) -> Iterator[list[AuditEvent]]:
    """All of the rows, the latest first, without holding a cursor open between one batch and the next."""
    found = list(rows[:batch])
    while found:
        yield found
        found = list(rows.filter(seq__lt=found[-1].seq)[:batch]) if len(found) == batch else []
