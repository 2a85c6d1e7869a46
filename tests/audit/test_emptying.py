"""Between tests Django may empty the chain; after that it is guarded again and begins anew."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import TransactionTestCase

from audit.models import AuditEvent, AuditHead
from audit.verify import verify
from tests.audit.making import one, recorded


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_test_with_transactions_of_its_own_begins_with_an_empty_chain(turn: str) -> None:
    assert AuditEvent.objects.count() == 0
    recorded(2)
    assert verify().events == 2


@pytest.mark.django_db(transaction=True)
def test_an_emptied_database_is_guarded_again() -> None:
    recorded(2)
    call_command("flush", interactive=False, verbosity=0)
    assert list(AuditHead.objects.values_list("id", "seq")) == [(1, 0)]
    assert one().seq == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEvent.objects.update(actor=8)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditHead.objects.all().delete()


class TestOfTheOtherKind(TransactionTestCase):
    def test_the_chain_is_empty_in_a_test_case_of_django_too(self) -> None:
        assert AuditEvent.objects.count() == 0
        assert one().seq == 1

    def test_and_again(self) -> None:
        assert AuditEvent.objects.count() == 0
        assert one().seq == 1


@pytest.mark.django_db
def test_on_sqlite_the_tests_run_on_a_file_as_the_portal_does() -> None:
    if connection.vendor == "postgresql":
        assert connection.settings_dict["NAME"].startswith("test_")
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
