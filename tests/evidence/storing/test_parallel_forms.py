"""Forms of several people and devices reach one measure at the same moment: each file is there once, or is named."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from audit.models import AuditEvent
from audit.verify import verify
from evidence.intake.kinds import MOST_FILES
from evidence.models import Evidence
from files import store
from measures.models import Measure
from reports.publication import sweeping
from tests.audit.making import at_once
from tests.evidence.files import a_pdf
from tests.evidence.pages import Named, send, text
from tests.factories import evidence_of
from tests.measures.conftest import Office, make_office

pytestmark = pytest.mark.django_db(transaction=True)

DEVICES = 6
SHARED = ("ด้วยกัน.pdf", a_pdf(pages=9))


@pytest.fixture
def office(transactional_db: None) -> Iterator[Office]:
    yield make_office()


def devices(office: Office) -> list[Client]:
    """Of two people, each signed in on three."""
    found = []
    for number in range(DEVICES):
        client = Client()
        client.force_login((office.mana, office.manee)[number % 2])
        found.append(client)
    return found


def all_at_once(browsers: list[Client], measure: Measure, files: list[list[Named]]) -> list[Any]:
    start, answers = threading.Barrier(len(browsers)), dict[int, Any]()

    def press(number: int) -> None:
        start.wait()
        answers[number] = send(browsers[number], measure, files[number], caption=f"ชุดที่ {number}")

    at_once(len(browsers), press)
    return [answers[number] for number in range(len(browsers))]


def see_that_nothing_is_left_over() -> None:
    assert verify().whole
    assert AuditEvent.objects.filter(action="evidence.added").count() == Evidence.objects.count()
    found = {path.name for path in store.folder().rglob("*") if path.is_file()}
    assert found - sweeping.named() == set()


def test_each_file_is_there_once_or_its_refusal_is_told_and_it_comes_with_the_next_press(office: Office) -> None:
    measure, browsers = office.measure(), devices(office)
    files = [[(f"{number}.pdf", a_pdf(pages=number + 1)), SHARED] for number in range(DEVICES)]
    answers = all_at_once(browsers, measure, files)
    assert {answer.status_code for answer in answers} <= {302, 422}
    there = set(Evidence.objects.values_list("name", flat=True))
    for answer, sent in zip(answers, files, strict=True):
        missing = [name for name, _ in sent if name not in there]
        assert [name for name in missing if f"“{name}” ระบบกำลังรับไฟล์อื่นอยู่ โปรดลองอีกครั้ง" not in text(answer)] == []
        assert (answer.status_code == 422) >= bool(missing)
    for browser, sent in zip(browsers, files, strict=True):
        assert send(browser, measure, sent).status_code == 302
    names = sorted(Evidence.objects.values_list("name", flat=True))
    assert names == sorted({name for sent in files for name, _ in sent})
    assert sorted(Evidence.objects.values_list("position", flat=True)) == [*range(DEVICES + 1)]
    see_that_nothing_is_left_over()


def test_of_two_devices_for_the_last_place_one_is_told_that_it_is_taken(office: Office) -> None:
    measure, browsers = office.measure(), devices(office)[:2]
    for number in range(MOST_FILES - 1):
        evidence_of(measure, office.mana, number=number)
    before = Evidence.objects.count()
    answers = all_at_once(browsers, measure, [[("ก.pdf", a_pdf(pages=3))], [("ข.pdf", a_pdf(pages=4))]])
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    [refused] = [answer for answer in answers if answer.status_code == 422]
    assert "มาตรการนี้มีหลักฐานครบ 20 รายการแล้ว" in text(refused)
    assert Evidence.objects.kept().count() == before + 1 == MOST_FILES
