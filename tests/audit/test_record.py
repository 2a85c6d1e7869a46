"""What `record` appends, and when it refuses."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone as clock
from pytest_django import DjangoAssertNumQueries

from audit.chain import record
from audit.link import GENESIS
from audit.models import AuditEvent, AuditHead
from audit.verify import verify
from tests.audit.making import one, recorded

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_events_are_numbered_from_one_without_gaps_and_name_the_one_before() -> None:
    first, second, third = recorded(3)
    assert [first.seq, second.seq, third.seq] == [1, 2, 3]
    assert [first.prev, second.prev, third.prev] == [GENESIS, first.hash, second.hash]


@pytest.mark.django_db
def test_the_head_names_the_last_event() -> None:
    last = recorded(3)[-1]
    assert list(AuditHead.objects.values_list("id", "seq", "hash")) == [(1, 3, last.hash)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "at",
    [NOON, NOON.replace(microsecond=120_000), NOON.astimezone(timezone(timedelta(hours=7)))],
    ids=["whole second", "trailing zeros", "Bangkok"],
)
def test_an_event_read_back_is_the_event_that_was_hashed(at: datetime) -> None:
    with transaction.atomic():
        made = record("report.submit", actor=None, agency=None, subject="report:9", data={"round": 2}, at=at)
    kept = AuditEvent.objects.get()
    assert (kept.at, kept.actor, kept.agency, kept.data) == (at, None, None, '{"round":2}')
    assert kept.hash == made.hash
    assert verify().whole


@pytest.mark.django_db
def test_without_a_time_the_event_bears_the_present_one() -> None:
    before = clock.now()
    assert before <= one().at <= clock.now()


@pytest.mark.django_db
def test_outside_a_transaction_nothing_is_recorded_even_within_a_test_case() -> None:
    with pytest.raises(TransactionManagementError, match="transaction of the change"):
        record("measure.change", actor=1, agency=1, subject="measure:1")
    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded() -> None:
    with pytest.raises(TransactionManagementError, match="transaction of the change"):
        record("measure.change", actor=1, agency=1, subject="measure:1")
    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_leaves_no_event_and_no_gap() -> None:
    recorded(1)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("measure.change", actor=1, agency=1, subject="measure:66")
        raise ZeroDivisionError
    recorded(1)
    assert list(AuditEvent.objects.values_list("seq", "subject")) == [(1, "measure:1"), (2, "measure:1")]
    assert verify().whole


@pytest.mark.django_db
def test_a_part_that_is_rolled_back_takes_only_its_own_event_along() -> None:
    with transaction.atomic():
        record("plan.change", actor=1, agency=1, subject="plan:1")
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            record("plan.change", actor=1, agency=1, subject="plan:2")
            raise ZeroDivisionError
        record("plan.change", actor=1, agency=1, subject="plan:3")
    assert list(AuditEvent.objects.values_list("seq", "subject")) == [(1, "plan:1"), (2, "plan:3")]
    assert verify().whole


@pytest.mark.django_db
def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"), transaction.atomic():
        record("plan.change", actor=1, agency=1, subject="plan:1", at=NOON.replace(tzinfo=None))


@pytest.mark.django_db
def test_appending_takes_three_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with transaction.atomic(), django_assert_num_queries(3):
        record("plan.change", actor=1, agency=1, subject="plan:1")
