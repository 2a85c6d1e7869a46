"""Several people bring in the same report at the same moment, each with a connection of their own."""

from __future__ import annotations

import threading
from datetime import date

import pytest

from accounts.models import Agency, User
from accounts.permissions import Role
from audit.verify import verify
from document import ReportError
from measures.models import Measure, Plan
from reports.compiling.taking import Way, take
from reports.models import Edition
from tests.audit.making import at_once
from tests.factories import a_user, an_agency
from tests.reports.compiling.taking.documents import a_document

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 4


@pytest.fixture
def agency(transactional_db: None) -> Agency:
    return an_agency()


@pytest.mark.parametrize("ways", [(Way.PLAN,), (Way.PAST, Way.PLAN), (Way.PAST, Way.MEASURES)])
def test_each_measure_is_added_once(agency: Agency, ways: tuple[Way, ...]) -> None:
    manee: User = a_user("manee", Role.COORDINATOR, agency=agency)
    document = a_document(agency, year=2565)
    start, refused = threading.Barrier(WRITERS), list[str]()

    def write(number: int) -> None:
        own = Agency.objects.get(pk=agency.pk)
        start.wait()
        try:
            take(
                agency=own,
                document=document,
                way=ways[number % len(ways)],
                year=2565,
                chosen=[1, 2, 3],
                with_progress=False,
                by=User.objects.get(pk=manee.pk),
                today=date(2023, 9, 26),
            )
        except ReportError as error:
            refused.append(str(error))

    at_once(WRITERS, write)
    assert (Plan.objects.count(), Measure.objects.count(), verify().whole) == (1, 3, True)
    assert all("จัดทำในระบบอยู่แล้ว" in reason for reason in refused)
    assert Edition.objects.count() == (1 if Plan.objects.get().is_from_paper else 0)
