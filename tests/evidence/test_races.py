"""Real threads attach to one measure at the same moment, each with a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from audit.models import AuditEvent
from audit.verify import verify
from evidence.intake.kinds import LARGEST_REPORT, MOST_FILES, EvidenceError
from evidence.models import Evidence
from evidence.services import keeping
from evidence.services.keeping import Facts, Sent
from files import store
from measures.models import Measure, Plan
from tests.audit.making import at_once
from tests.evidence.files import sent
from tests.factories import NOON, evidence_of
from tests.measures.conftest import Office, make_office

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 4


@pytest.fixture
def office(transactional_db: None) -> Iterator[Office]:
    yield make_office()


def all_at_once(office: Office, measures: list[Measure], file: Callable[[int], Sent]) -> list[str]:
    """Each writer attaches a file to one of the measures; what comes back are the refusals."""
    start, refusals = threading.Barrier(WRITERS), list[str]()

    def write(number: int) -> None:
        own = Measure.objects.select_related("plan__agency").get(pk=measures[number % len(measures)].pk)
        by = (office.mana, office.manee)[number % 2]
        start.wait()
        try:
            keeping.add(measure=own, sent=file(number), facts=Facts("ก"), by=by, now=NOON)
        except EvidenceError as refusal:
            refusals.append(str(refusal))

    at_once(WRITERS, write)
    return refusals


def test_the_same_file_sent_twice_at_once_is_one_row(office: Office) -> None:
    assert all_at_once(office, [office.measure()], lambda _: sent("เดียวกัน")) == []
    assert Evidence.objects.count() == 1
    assert AuditEvent.objects.filter(action="evidence.added").count() == 1


def test_files_sent_at_once_all_stand_in_an_order(office: Office) -> None:
    measure = office.measure()
    assert all_at_once(office, [measure], lambda number: sent(f"ไฟล์ {number}")) == []
    assert sorted(measure.evidence.values_list("position", flat=True)) == [*range(WRITERS)]
    for evidence in Evidence.objects.all():
        assert store.get(evidence.digest)
    assert Plan.objects.get().revision == WRITERS
    assert verify().whole


def test_of_several_for_the_last_place_of_a_measure_one_stands(office: Office) -> None:
    measure = office.measure()
    for number in range(MOST_FILES - 1):
        evidence_of(measure, office.mana, number=number)
    assert len(all_at_once(office, [measure], lambda number: sent(f"ไฟล์ {number}"))) == WRITERS - 1
    assert Evidence.objects.count() == MOST_FILES


def test_of_several_for_the_last_bytes_of_a_year_one_stands(office: Office) -> None:
    measures = [office.measure(code) for code in ("E1", "E2", "E3", "E4")]
    first = evidence_of(measures[0], office.mana)
    Evidence.objects.filter(pk=first.pk).update(size=LARGEST_REPORT - 1500)
    assert len(all_at_once(office, measures, lambda number: sent(f"ไฟล์ {number}", size=1000))) == WRITERS - 1
    assert Evidence.objects.count() == 2
