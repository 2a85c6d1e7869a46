"""Eight people at once: none of their events is lost, none stands without its change."""

import pytest
from django.contrib.auth.models import Group
from django.db import transaction

from audit.chain import record
from audit.models import AuditEvent, AuditHead
from audit.verdict import Verdict
from audit.verify import verify
from tests.audit.making import at_once

WRITERS = 8
EACH = 12

pytestmark = pytest.mark.django_db(transaction=True)


def change(writer: int, number: int) -> None:
    """A change with its event; Group stands for any table of ours."""
    row = Group.objects.create(name=f"writer {writer}, change {number}")
    record("row.change", actor=writer + 1, agency=1, subject=f"row:{row.pk}")


def test_no_event_of_eight_writers_is_lost() -> None:
    def write(writer: int) -> None:
        for number in range(EACH):
            with transaction.atomic():
                change(writer, number)

    at_once(WRITERS, write)
    assert AuditEvent.objects.count() == WRITERS * EACH
    for writer in range(WRITERS):
        assert _subjects_of(writer) == _rows_of(writer)
        assert len(_rows_of(writer)) == EACH
    assert AuditHead.objects.get().seq == WRITERS * EACH
    assert verify().whole


def test_of_eight_writers_who_change_their_minds_nothing_stays_behind() -> None:
    def write(writer: int) -> None:
        for number in range(EACH):
            try:
                with transaction.atomic():
                    change(writer, number)
                    if (writer + number) % 2:
                        raise ZeroDivisionError
            except ZeroDivisionError:
                continue

    at_once(WRITERS, write)
    assert AuditEvent.objects.count() == WRITERS * EACH / 2
    for writer in range(WRITERS):
        assert _subjects_of(writer) == _rows_of(writer)
        assert len(_rows_of(writer)) == EACH / 2
    assert verify().whole


def test_a_check_in_the_midst_of_writing_finds_nothing() -> None:
    verdicts: list[Verdict] = []

    def write(writer: int) -> None:
        if writer == 0:
            verdicts.extend(verify(batch=5) for _ in range(EACH))
            return
        for number in range(EACH):
            with transaction.atomic():
                change(writer, number)

    at_once(WRITERS, write)
    assert [verdict.findings for verdict in verdicts] == [()] * EACH
    assert verify().events == (WRITERS - 1) * EACH


def _subjects_of(writer: int) -> list[str]:
    return sorted(AuditEvent.objects.filter(actor=writer + 1).values_list("subject", flat=True))


def _rows_of(writer: int) -> list[str]:
    rows = Group.objects.filter(name__startswith=f"writer {writer},").values_list("pk", flat=True)
    return sorted(f"row:{pk}" for pk in rows)
