"""One worker's turn at a job of the night: once for each day, on however many machines workers run.

A turn is a lease on the job's one row. What a turn writes stands in one transaction with the place that it has come
to (`Turn.step`), and only while the lease is its own: a worker that was held up for longer than its lease, and whose
place another took, writes nothing more.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from notices.models import Nightly

LEASE = timedelta(minutes=15)  # longer than any job may take (Q_CLUSTER's timeout): then its worker was killed


class Lost(Exception):
    """Another has the job by now."""


@dataclass
class Turn:
    """A job that is one's own for LEASE: for `day`, after all days up to `after` (None: this is the first)."""

    name: str
    day: date
    after: date | None
    begun_at: datetime
    position: int
    lease: str

    @contextmanager
    def step(self) -> Iterator[None]:
        """A transaction in which the job's row is locked, and its `position` written at the end. Raises Lost."""
        with transaction.atomic():
            row = Nightly.objects.select_for_update().get(name=self.name)
            if row.lease != self.lease:
                raise Lost(self.name)
            yield
            Nightly.objects.filter(name=self.name).update(position=self.position)

    def leave(self) -> None:
        """The rest is for another turn, which may begin at once."""
        self._free()

    def end(self) -> None:
        """The job is done for its day."""
        self._free(done_for=self.day, position=0)

    def _free(self, **facts: object) -> None:
        Nightly.objects.filter(name=self.name, lease=self.lease).update(lease="", leased_until=None, **facts)


def declare(name: str, done_for: date) -> bool:
    """Makes the job's row where there is none yet; whether it did. `done_for` is the day before its first one."""
    return Nightly.objects.get_or_create(name=name, defaults={"done_for": done_for})[1]


@transaction.atomic
def take(name: str, day: date, now: datetime) -> Turn | None:
    """The job for a day, or None where it is done or somebody is at it.

    An unfinished round of an earlier day begins anew with this one: whoever missed nights makes up for them at once.
    """
    lease = secrets.token_hex(16)
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    mine = Nightly.objects.filter(free, Q(done_for=None) | Q(done_for__lt=day), name=name)
    if not mine.update(lease=lease, leased_until=now + LEASE):
        return None
    row = Nightly.objects.get(name=name)
    if row.begun_for != day:
        row.begun_for, row.begun_at, row.position = day, now, 0
        row.save(update_fields=["begun_for", "begun_at", "position"])
    return Turn(name, day, row.done_for, row.begun_at or now, row.position, lease)


def is_done(name: str, day: date) -> bool:
    """Whether a job was done for a day."""
    return Nightly.objects.filter(name=name, done_for__gte=day).exists()
