"""A head kept outside finds what no look at the database alone could: a chain rewritten whole."""

import pytest

from audit.heads import Head
from audit.link import GENESIS
from audit.models import AuditEvent
from audit.verdict import Finding, Kind
from audit.verify import verify
from tests.audit import forging
from tests.audit.making import recorded

pytestmark = pytest.mark.django_db

EVENTS = 6


def kept_at(seq: int) -> Head:
    return Head(seq, AuditEvent.objects.get(seq=seq).hash) if seq else Head(0, GENESIS)


@pytest.mark.parametrize("seq", range(EVENTS + 1))
@pytest.mark.parametrize("batch", [1, 4])
def test_a_chain_that_grew_continues_every_head_it_ever_had(seq: int, batch: int) -> None:
    recorded(EVENTS)
    assert verify(against=kept_at(seq), batch=batch).whole


@pytest.mark.parametrize("changed", range(1, EVENTS + 1))
@pytest.mark.parametrize("seq", range(1, EVENTS + 1))
def test_a_chain_rewritten_whole_with_its_head_is_found_by_every_head_kept_after_the_change(
    changed: int, seq: int
) -> None:
    recorded(EVENTS)
    kept = kept_at(seq)
    forging.rewrite_all_from(changed, actor=8)
    assert verify().whole  # nothing inside the database tells
    expected = [Finding(Kind.KEPT_DIFFERS, seq, seq)] if changed <= seq else []
    assert list(verify(against=kept).findings) == expected


def test_a_tail_cut_off_with_its_head_is_found_and_named() -> None:
    recorded(EVENTS)
    kept = kept_at(EVENTS)
    forging.delete(5, 6)
    forging.head_at(4)
    assert verify().whole
    assert list(verify(against=kept).findings) == [Finding(Kind.KEPT_BEYOND, 5, 6)]


def test_a_chain_begun_anew_is_found() -> None:
    recorded(EVENTS)
    kept = kept_at(EVENTS)
    forging.delete(*range(1, EVENTS + 1))
    forging.sql(f"UPDATE audit_head SET seq = 0, hash = '{GENESIS}'")
    recorded(EVENTS)  # the same acts, at another time
    assert verify().whole
    assert list(verify(against=kept).findings) == [Finding(Kind.KEPT_DIFFERS, EVENTS, EVENTS)]


def test_a_missing_head_does_not_hide_what_the_kept_one_shows() -> None:
    recorded(EVENTS)
    kept = kept_at(EVENTS)
    forging.delete(6)
    forging.sql("DELETE FROM audit_head")
    expected = [Finding(Kind.HEAD_MISSING, 0, 0), Finding(Kind.KEPT_BEYOND, 6, 6)]
    assert list(verify(against=kept).findings) == expected


def test_a_kept_event_that_is_gone_is_told_once() -> None:
    recorded(EVENTS)
    kept = kept_at(3)
    forging.delete(3)
    assert list(verify(against=kept).findings) == [Finding(Kind.MISSING, 3, 3)]
