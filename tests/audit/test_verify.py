"""Each kind of tampering is found, and the place is named."""

import tracemalloc
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from audit.heads import Head
from audit.link import GENESIS
from audit.models import AuditEvent
from audit.verdict import Finding, Kind
from audit.verify import SHOWN, verify
from tests.audit import forging
from tests.audit.making import recorded

EVENTS = 10
HASH = 64 * "a"


def hash_of(seq: int) -> str:
    return AuditEvent.objects.get(seq=seq).hash


def shift_for_an_insertion() -> None:
    """A new fourth event; those behind it move up by one, head and all."""
    before = hash_of(3)
    for seq in range(EVENTS, 3, -1):
        forging.renumber(seq, seq + 1)
    forging.edit(5, prev=HASH)  # the unique prev makes room
    forging.insert(4, prev=before)
    forging.head_at(EVENTS + 1)


def delete_and_close_up() -> None:
    forging.delete(4)
    for seq in range(5, EVENTS + 1):
        forging.renumber(seq, seq - 1)
    forging.head_at(EVENTS - 1)


TAMPERINGS: dict[str, tuple[Callable[[], None], list[Finding]]] = {
    "an edited actor": (lambda: forging.edit(4, actor=8), [Finding(Kind.ALTERED, 4, 4)]),
    "an actor taken out": (lambda: forging.edit(4, actor=None), [Finding(Kind.ALTERED, 4, 4)]),
    "another agency": (lambda: forging.edit(4, agency=2), [Finding(Kind.ALTERED, 4, 4)]),
    "another action": (lambda: forging.edit(1, action="measure.view"), [Finding(Kind.ALTERED, 1, 1)]),
    "another subject": (lambda: forging.edit(4, subject="measure:5"), [Finding(Kind.ALTERED, 4, 4)]),
    "other data": (lambda: forging.edit(10, data='{"step":11}'), [Finding(Kind.ALTERED, 10, 10)]),
    "the same data otherwise written": (lambda: forging.edit(4, data='{"step": 4}'), [Finding(Kind.ALTERED, 4, 4)]),
    "a microsecond": (
        lambda: forging.edit(4, at=AuditEvent.objects.get(seq=4).at + timedelta(microseconds=1)),
        [Finding(Kind.ALTERED, 4, 4)],
    ),
    "two edits": (
        lambda: forging.sql("UPDATE audit_event SET actor = 8 WHERE seq IN (4, 7)"),
        [Finding(Kind.ALTERED, 4, 4), Finding(Kind.ALTERED, 7, 7)],
    ),
    "an edit with a hash that fits": (lambda: forging.rewrite(4, actor=8), [Finding(Kind.UNLINKED, 4, 5)]),
    "an edit of the last with a hash that fits": (
        lambda: forging.rewrite(10, actor=8),
        [Finding(Kind.HEAD_DIFFERS, 10, 10)],
    ),
    "another hash": (lambda: forging.edit(4, hash=HASH), [Finding(Kind.ALTERED, 4, 4)]),
    "another predecessor": (lambda: forging.edit(4, prev=HASH), [Finding(Kind.ALTERED, 4, 4)]),
    "a deleted event": (lambda: forging.delete(4), [Finding(Kind.MISSING, 4, 4)]),
    "the first deleted": (lambda: forging.delete(1), [Finding(Kind.MISSING, 1, 1)]),
    "deletions in two places": (
        lambda: forging.delete(2, 3, 7),
        [Finding(Kind.MISSING, 2, 3), Finding(Kind.MISSING, 7, 7)],
    ),
    "all deleted": (lambda: forging.delete(*range(1, EVENTS + 1)), [Finding(Kind.CUT, 1, 10)]),
    "a cut tail": (lambda: forging.delete(9, 10), [Finding(Kind.CUT, 9, 10)]),
    "a swap": (
        lambda: forging.swap(4, 7),
        [Finding(Kind.MOVED, 4, 4, origin=7), Finding(Kind.MOVED, 7, 7, origin=4)],
    ),
    "a swap of neighbours": (
        lambda: forging.swap(4, 5),
        [Finding(Kind.MOVED, 4, 4, origin=5), Finding(Kind.MOVED, 5, 5, origin=4)],
    ),
    "an insertion behind the head": (
        lambda: forging.insert(EVENTS + 1, prev=hash_of(EVENTS)),
        [Finding(Kind.FOREIGN, 11, 11)],
    ),
    "a head moved back": (lambda: forging.head_at(7), [Finding(Kind.FOREIGN, 8, 10)]),
    "a head moved on": (
        lambda: forging.sql("UPDATE audit_head SET seq = 12"),
        [Finding(Kind.CUT, 11, 12)],
    ),
    "another head": (
        lambda: forging.sql(f"UPDATE audit_head SET hash = '{HASH}'"),
        [Finding(Kind.HEAD_DIFFERS, 10, 10)],
    ),
    "no head": (lambda: forging.sql("DELETE FROM audit_head"), [Finding(Kind.HEAD_MISSING, 0, 0)]),
    "a deletion closed up": (
        delete_and_close_up,
        [Finding(Kind.MOVED, seq, seq, origin=seq + 1) for seq in range(4, EVENTS - 1)]
        + [Finding(Kind.ALTERED, EVENTS - 1, EVENTS - 1)],
    ),
    "an insertion that others made room for": (
        shift_for_an_insertion,
        [Finding(Kind.ALTERED, 5, 5)] + [Finding(Kind.MOVED, seq, seq, origin=seq - 1) for seq in range(6, EVENTS + 2)],
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("tamper", "findings"), TAMPERINGS.values(), ids=TAMPERINGS.keys())
@pytest.mark.parametrize("batch", [3, 1000])
def test_tampering_is_found_and_its_place_named(
    tamper: Callable[[], None], findings: list[Finding], batch: int
) -> None:
    recorded(EVENTS)
    tamper()
    verdict = verify(batch=batch)
    assert list(verdict.findings) == findings
    assert not verdict.whole


@pytest.mark.django_db
@pytest.mark.parametrize("events", [0, 1, 2, 3, 4, 10])
@pytest.mark.parametrize("batch", [1, 2, 3, 1000])
def test_an_untouched_chain_is_whole_whatever_the_batches(events: int, batch: int) -> None:
    last = ([GENESIS] + [event.hash for event in recorded(events)])[-1]
    verdict = verify(batch=batch)
    assert (verdict.whole, verdict.events, verdict.head) == (True, events, Head(events, last))


@pytest.mark.django_db
def test_a_head_without_any_event_was_never_moved_by_the_portal() -> None:
    forging.sql(f"UPDATE audit_head SET hash = '{HASH}'")
    assert list(verify().findings) == [Finding(Kind.HEAD_DIFFERS, 0, 0)]


@pytest.mark.django_db
def test_the_first_findings_are_named_and_the_others_counted() -> None:
    recorded(SHOWN + 5)
    for seq in range(1, SHOWN + 6):
        forging.edit(seq, actor=8)
    verdict = verify()
    assert [finding.first for finding in verdict.findings] == list(range(1, SHOWN + 1))
    assert verdict.faults == SHOWN + 5


@pytest.mark.django_db
@pytest.mark.parametrize("events", [1, 3])
def test_a_check_takes_two_queries_as_long_as_one_batch_holds_the_chain(
    events: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    recorded(events)
    with django_assert_num_queries(2):
        verify()


@pytest.mark.django_db
def test_each_batch_takes_one_query_and_what_is_found_none(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    recorded(EVENTS)
    forging.swap(2, 9)
    with django_assert_num_queries(1 + 4):
        assert verify(batch=3).faults == 2


@pytest.mark.django_db
def test_a_chain_four_times_as_long_takes_no_more_memory() -> None:
    def peak(until: int) -> int:
        forging.extend(until)
        verify(batch=100)
        tracemalloc.start()
        try:
            assert verify(batch=100).events == until
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    short, long = peak(500), peak(2000)
    assert long < short * 1.2


SQLITE = {
    "a number that is a word": ("UPDATE audit_event SET agency = 'เทศบาล' WHERE seq = 4", Kind.ALTERED, 4),
    "a time that is none": ("UPDATE audit_event SET at = 'เมื่อวาน' WHERE seq = 4", Kind.ALTERED, 4),
    "an impossible time": ("UPDATE audit_event SET at = '2026-02-31 00:00:00' WHERE seq = 4", Kind.ALTERED, 4),
    "bytes for a text": ("UPDATE audit_event SET subject = x'00ff' WHERE seq = 4", Kind.ALTERED, 4),
    "a text that is none": ("UPDATE audit_event SET data = CAST(x'7bff7d' AS TEXT) WHERE seq = 4", Kind.ALTERED, 4),
    "a fraction for a place": ("UPDATE audit_event SET seq = 3.5 WHERE seq = 4", Kind.FOREIGN, 3.5),
    "a word for a place": ("UPDATE audit_event SET seq = 'ข' WHERE seq = 10", Kind.CUT, 10),
    "a word for the head": ("UPDATE audit_head SET seq = 'ข'", Kind.HEAD_DIFFERS, 0),
}
POSTGRESQL = {
    "a time without end": ("UPDATE audit_event SET at = 'infinity' WHERE seq = 4", Kind.ALTERED, 4),
    "a time before all times": ("UPDATE audit_event SET at = '-infinity' WHERE seq = 4", Kind.ALTERED, 4),
    "a time before our era": ("UPDATE audit_event SET at = '0544-01-01 BC' WHERE seq = 4", Kind.ALTERED, 4),
    "a year of five digits": ("UPDATE audit_event SET at = '20000-01-01' WHERE seq = 4", Kind.ALTERED, 4),
}
UNREADABLE = SQLITE if connection.vendor == "sqlite" else POSTGRESQL


@pytest.mark.django_db
@pytest.mark.parametrize(("statement", "kind", "place"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_the_database_holds_and_python_cannot_is_found_and_ends_no_check(
    statement: str, kind: Kind, place: float
) -> None:
    recorded(EVENTS)
    forging.sql(statement)
    first = verify(batch=4).findings[0]
    assert (first.kind, first.first) == (kind, place)
