"""Walks the chain from the first event to the head and says where it isn't what was recorded."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import DatabaseError
from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from audit.heads import Head
from audit.link import GENESIS, Link
from audit.models import AuditEvent, AuditHead
from audit.verdict import Finding, Kind, Verdict

BATCH = 1000  # rows in memory at once
_FURTHEST = 2**63 - 1
SHOWN = 20  # findings kept; the others are counted


class _Row(NamedTuple):
    """A row as it lies in the table: nothing in it is trusted, `at` is text so that a broken time can be read."""

    seq: int
    at: str
    agency: int | None
    actor: int | None
    action: str
    subject: str
    data: str
    prev: str
    hash: str

    def true_at(self, seq: int) -> bool:
        """Whether the row's hash is that of its content, were it the event of this number."""
        try:
            at = datetime.fromisoformat(self.at)
            aware = at.replace(tzinfo=UTC) if at.tzinfo is None else at
            return Link(seq, aware, *self[2:-1]).hash() == self.hash
        except (TypeError, ValueError, OverflowError):
            return False


class _End(NamedTuple):
    """The head, and the first and last event outside of what it covers: one moment, since it is one query."""

    head: Head
    first_foreign: int | None
    last_foreign: int | None


def verify(*, against: Head | None = None, batch: int = BATCH) -> Verdict:
    """Checks all events up to the present head, and that the chain continues the head `against`, kept outside.

    Reads without locks, `batch` rows at a time, so that people go on working; what is recorded meanwhile is left to
    the next check. One query for the head and one a batch, and one a row where a batch holds an unreadable one.
    Raises DatabaseError where the database itself can't be read.
    """
    walk = _Walk(against)
    end = _end()
    if end is None:
        walk.find(Kind.HEAD_MISSING, 0, 0)
    for row in _rows(end.head.seq if end else _FURTHEST, batch):
        walk.take(row)
    walk.finish(end)
    return Verdict(walk.events, end.head if end else None, walk.findings(), walk.faults, against)


def verify_some(after: int, *, seconds: float, batch: int = BATCH) -> int | Verdict:
    """Checks events for so many seconds, from behind the one to which an earlier call came (0 for none): returns how
    far it came, or the verdict on the whole chain once that is known.

    As long as nothing is wrong, the number of the event is all that there is to remember: it is looked at once more,
    and what follows must follow it. Where anything is wrong the whole chain is looked over in one go, which alone
    tells what happened. Raises DatabaseError as `verify` does.
    """
    end, walk, until = _end(), _walk_on(after), time.monotonic() + seconds
    if end is None or walk is None:
        return verify(batch=batch)
    while rows := _batch(walk.events, end.head.seq, batch):
        for row in rows:
            walk.take(row)
        if walk.faults:
            return verify(batch=batch)
        if time.monotonic() >= until and walk.events < end.head.seq:
            return walk.events
    walk.finish(end)
    return verify(batch=batch) if walk.faults else Verdict(walk.events, end.head, (), 0)


def _walk_on(after: int) -> _Walk | None:
    """A walk that stands behind an event which it came to without faults; None where that is no longer what it was."""
    walk = _Walk(None)
    if after:
        rows = _batch(after - 1, after, 1)
        if not rows or not rows[0].true_at(after):
            return None
        walk.stand_behind(rows[0])
    return walk


class _Walk:
    """What is known at one event of the chain: constant in size."""

    def __init__(self, against: Head | None) -> None:
        self.events = 0
        self.faults = 0
        self._against = against
        self._found: list[Finding] = []
        self._suspects: dict[int, _Row] = {}
        self._last = Head(0, GENESIS)  # of the rows seen, as they claim
        self._trusted = True  # whether the next row must follow that one
        self._kept = GENESIS if against and against.seq == 0 else None

    def stand_behind(self, row: _Row) -> None:
        """As if all up to this one had been taken, without a fault."""
        self.events, self._last = row.seq, Head(row.seq, row.hash)

    def find(self, kind: Kind, first: int, last: int) -> None:
        self.faults += 1
        if len(self._found) < SHOWN:
            self._found.append(Finding(kind, first, last))

    def take(self, row: _Row) -> None:
        self.events += 1
        following = self._last.seq + 1
        if row.seq < following:  # SQLite alone can hold such a thing: 1.5
            self.find(Kind.FOREIGN, row.seq, row.seq)
            return
        if row.seq > following:
            self.find(Kind.MISSING, following, row.seq - 1)
            self._trusted = False
        genuine = row.true_at(row.seq)
        if not genuine:
            self.find(Kind.ALTERED, row.seq, row.seq)
            if len(self._suspects) < SHOWN:
                self._suspects[row.seq] = row
        elif self._trusted and row.prev != self._last.hash:
            self.find(Kind.UNLINKED, row.seq - 1, row.seq)
        self._last = Head(row.seq, row.hash)
        self._trusted = genuine
        if self._against and row.seq == self._against.seq:
            self._kept = row.hash

    def finish(self, end: _End | None) -> None:
        if end:
            self._compare(end)
        reached = end.head.seq if end else self._last.seq
        if self._against and self._against.seq > reached:
            self.find(Kind.KEPT_BEYOND, reached + 1, self._against.seq)
        elif self._against and self._kept and self._kept != self._against.hash:
            self.find(Kind.KEPT_DIFFERS, self._against.seq, self._against.seq)

    def findings(self) -> tuple[Finding, ...]:
        """An altered event that is whole at another suspicious place was moved from there."""
        places = {place for finding in self._found for place in (finding.first, finding.last)}
        return tuple(self._explained(finding, sorted(places)) for finding in self._found)

    def _explained(self, finding: Finding, places: list[int]) -> Finding:
        if finding.kind is not Kind.ALTERED:
            return finding
        row = self._suspects[finding.first]
        origin = next((place for place in places if row.true_at(place)), None)
        return finding if origin is None else Finding(Kind.MOVED, finding.first, finding.last, origin)

    def _compare(self, end: _End) -> None:
        head, first, last = end
        if self._last.seq < head.seq:
            self.find(Kind.CUT, self._last.seq + 1, head.seq)
        elif self._last.hash != head.hash:
            self.find(Kind.HEAD_DIFFERS, head.seq, head.seq)
        if first is not None and last is not None:
            if first < 1:
                self.find(Kind.FOREIGN, first, min(last, 0))
            if last > head.seq:
                self.find(Kind.FOREIGN, max(first, head.seq + 1), last)


def _end() -> _End | None:
    outside = AuditEvent.objects.exclude(seq__range=(1, OuterRef("seq"))).annotate(
        number=Cast("seq", BigIntegerField())
    )
    row = (
        AuditHead.objects.annotate(
            number=Cast("seq", BigIntegerField()),  # SQLite would hold a word there, and hand it over
            first=Subquery(outside.order_by("seq").values("number")[:1]),
            last=Subquery(outside.order_by("-seq").values("number")[:1]),
        )
        .values_list("number", "hash", "first", "last")
        .first()
    )
    return None if row is None else _End(Head(row[0], row[1]), row[2], row[3])


def _rows(upto: int, batch: int) -> Iterator[_Row]:
    after = 0
    while True:
        rows = _batch(after, upto, batch)
        yield from rows
        if len(rows) < batch:
            return
        after = rows[-1].seq


def _batch(after: int, upto: int, batch: int) -> list[_Row]:
    events = AuditEvent.objects.filter(seq__gt=after, seq__lte=upto).order_by("seq")
    try:
        return [_Row(*row) for row in _readable(events)[:batch]]
    except DatabaseError:  # bytes that are no text, which SQLite holds and can't hand over
        return [_alone(seq) for seq in events.values_list("seq", flat=True)[:batch]]


def _alone(seq: int) -> _Row:
    try:
        return _Row(*_readable(AuditEvent.objects.filter(seq=seq)).get())
    except DatabaseError:
        return _Row(seq, "unreadable", None, None, "", "", "", "", "")


def _readable(events: QuerySet[AuditEvent]) -> QuerySet[AuditEvent, tuple[Any, ...]]:
    return events.annotate(at_text=Cast("at", TextField())).values_list(
        "seq", "at_text", "agency", "actor", "action", "subject", "data", "prev", "hash"
    )
