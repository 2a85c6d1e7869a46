"""Appending to the chain: `record` is the only way in.

Its lock is the last one that a transaction takes: a service changes its own rows first and records after, so that
two writers never wait for each other in a circle, and all wait for the head as briefly as can be.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection
from django.db.transaction import TransactionManagementError
from django.utils import timezone

import clock
from audit import facts
from audit.facts import JSON
from audit.link import Link
from audit.models import AuditEvent, AuditHead


def record(
    action: str,
    *,
    actor: int | None,
    agency: int | None,
    subject: str,
    data: Mapping[str, JSON] | None = None,
    at: datetime | None = None,
) -> AuditEvent:
    """Appends one event in the caller's transaction: with it the event stands or falls.

    `actor` and `agency` are primary keys: no actor means the portal itself, no agency the whole installation. `at` is
    now where it is left out, read once the head is held, so that times run as the numbers do. audit.facts says what
    `action`, `subject` and `data` may hold.

    Raises TransactionManagementError outside transaction.atomic(), ValueError for what may not enter the chain.
    """
    if not in_a_transaction():
        raise TransactionManagementError("audit.record belongs into the transaction of the change that it records")
    facts.check_action(action)
    facts.check_subject(subject)
    facts.check_id(actor, "actor")
    facts.check_id(agency, "agency")
    text = facts.written(data)
    if at is not None and timezone.is_naive(at):
        raise ValueError("audit: at has no time zone")
    # PostgreSQL locks the row; on SQLite BEGIN IMMEDIATE has locked the database.
    head = AuditHead.objects.select_for_update().get()
    link = Link(head.seq + 1, at or clock.now(), agency, actor, action, subject, text, head.hash)
    event = AuditEvent.objects.create(**link._asdict(), hash=link.hash())
    AuditHead.objects.filter(seq=head.seq).update(seq=event.seq, hash=event.hash)
    return event


def in_a_transaction() -> bool:
    """Whether the caller opened one: that of a Django TestCase must not hide a forgotten atomic()."""
    return any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)
