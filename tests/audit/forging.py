"""What someone with the owner's rights can do to the tables, once the triggers are lifted."""

from datetime import UTC, datetime

from django.db import connection

from audit.link import Link
from audit.models import AuditEvent, AuditHead
from tests.database import guards_lifted

# A place that no genuine event holds, for taking rows out of each other's way.
ASIDE = 1_000_000


def sql(*statements: str) -> None:
    with guards_lifted(connection), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def edit(seq: int, **fields: object) -> None:
    with guards_lifted(connection):
        AuditEvent.objects.filter(seq=seq).update(**fields)


def delete(*seqs: int) -> None:
    with guards_lifted(connection):
        AuditEvent.objects.filter(seq__in=seqs).delete()


def renumber(old: int, new: int) -> None:
    with guards_lifted(connection):
        AuditEvent.objects.filter(seq=old).update(seq=new)


def swap(one: int, other: int) -> None:
    for old, new in ((one, ASIDE), (other, one), (ASIDE, other)):
        renumber(old, new)


def head_at(seq: int) -> None:
    """The head moved back or forth to an event that is there, so that the end looks whole."""
    event = AuditEvent.objects.get(seq=seq)
    with guards_lifted(connection):
        AuditHead.objects.update(seq=seq, hash=event.hash)


def insert(seq: int, *, prev: str) -> None:
    """An event in good order by itself, such as `record` would have made after `prev`."""
    after = AuditEvent.objects.order_by("-seq")[0]
    link = Link(seq, after.at, 1, 99, "measure.change", "measure:66", "{}", prev)
    with guards_lifted(connection):
        AuditEvent.objects.create(**link._asdict(), hash=link.hash())


def extend(until: int) -> None:
    """A true chain of that length, quicker than by recording."""
    head = AuditHead.objects.get()
    events, prev = [], head.hash
    for seq in range(head.seq + 1, until + 1):
        link = Link(seq, datetime(2026, 11, 22, tzinfo=UTC), 1, 7, "measure.change", f"measure:{seq}", "{}", prev)
        prev = link.hash()
        events.append(AuditEvent(**link._asdict(), hash=prev))
    with guards_lifted(connection):
        AuditEvent.objects.bulk_create(events)
        AuditHead.objects.update(seq=until, hash=prev)


def rewrite(seq: int, **fields: object) -> None:
    """Edits an event and gives it, and it alone, the hash that fits."""
    edit(seq, **fields)
    edit(seq, hash=_link(AuditEvent.objects.get(seq=seq)).hash())


def rewrite_all_from(seq: int, **fields: object) -> None:
    """The perfect forgery: an event edited, all hashes after it and the head made to fit."""
    edit(seq, **fields)
    prev = AuditEvent.objects.get(seq=seq).prev
    for event in AuditEvent.objects.filter(seq__gte=seq):
        link = _link(event)._replace(prev=prev)
        prev = link.hash()
        edit(event.seq, prev=link.prev, hash=prev)
    head_at(AuditEvent.objects.order_by("-seq")[0].seq)


def _link(event: AuditEvent) -> Link:
    return Link(*(getattr(event, field) for field in Link._fields))
