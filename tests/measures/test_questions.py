"""A question on a measure goes to one person, is answered beside the work, and is closed by whoever asked."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.access import Refused
from accounts.permissions import Permission
from audit.models import AuditEvent
from measures.models import Answer, Measure, Question, State
from measures.services.checking import questions
from notices import due
from notices.models import Kind
from tests.browsing import words_of
from tests.measures.reviewing import NOW, Office, an_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return an_office()


@pytest.fixture
def measure(office: Office) -> Measure:
    """One that waits for its check: a question leaves it so."""
    return office.measure(State.HANDED_IN)


def asked(office: Office, measure: Measure, *, by: str = "coordinator", to: str = "officer") -> Question:
    people = office.people
    return questions.ask(measure=measure, to=people[to], text="ประชุมกี่ครั้ง", by=people[by], now=NOW)


def told(office: Office) -> list[tuple[int, str]]:
    found = due.of_agency(office.plan.agency, NOW.date())
    return [(each.user, each.title) for each in found if each.kind == Kind.QUESTION]


def test_who_is_asked_is_told_then_who_asked_and_nobody_once_it_is_closed(office: Office, measure: Measure) -> None:
    officer, coordinator = office.people["officer"], office.people["coordinator"]
    question = asked(office, measure)
    assert told(office) == [(officer.pk, f"คำถามและคำตอบ: {coordinator} ถามเรื่องมาตรการ E14")]
    questions.answer(question=question, text="3 ครั้ง", by=officer, now=NOW)
    assert told(office) == [(coordinator.pk, f"คำถามและคำตอบ: {officer} ตอบเรื่องมาตรการ E14")]
    questions.close(question=question, by=coordinator, now=NOW)
    assert told(office) == []
    measure.refresh_from_db()
    assert measure.state == State.HANDED_IN
    events = AuditEvent.objects.filter(action__startswith="question.").order_by("seq")
    assert [event.action for event in events] == ["question.asked", "question.answered", "question.closed"]


def test_the_whole_road_goes_by_the_pages(office: Office, measure: Measure) -> None:
    coordinator, officer = office.client("coordinator"), office.client("officer")
    assert "ถามโดยไม่ส่งกลับ" in words_of(coordinator.get(office.url("measure", measure)))
    page = coordinator.post(
        office.url("ask", measure), {"to": office.people["officer"].pk, "text": "ประชุมกี่ครั้ง"}, follow=True
    )
    assert "ส่งคำถามถึง นางสาวกานดา ใจงาม แล้ว" in words_of(page)
    url = page.redirect_chain[0][0]
    assert "รอคำตอบ" in words_of(officer.get(office.url("measure", measure)))
    assert "ถามผู้ประสานงาน" in words_of(officer.get(office.url("measure", measure)))
    unanswered = words_of(coordinator.get(url))
    assert "ถอนคำถาม" in unanswered and "ได้คำตอบแล้ว" not in unanswered
    page = officer.get(url)
    assert "ประชุมกี่ครั้ง" in words_of(page) and "ปิดคำถาม" not in words_of(page)
    assert officer.post(url, {"text": ""}).status_code == 422
    answered = words_of(officer.post(url, {"text": "3 ครั้ง", "do": "answer"}, follow=True))
    assert "3 ครั้ง" in answered and "ส่งคำตอบแล้ว" in answered
    assert "ได้คำตอบแล้ว ปิดคำถาม" in words_of(coordinator.get(url))
    assert "ปิดคำถามแล้ว" in words_of(coordinator.post(url, {"do": "close"}, follow=True))
    late = officer.post(url, {"text": "อีกเรื่องหนึ่ง", "do": "answer"})
    assert (late.status_code, "อีกเรื่องหนึ่ง" in words_of(late)) == (409, True)


def test_an_officer_on_the_measure_asks_a_coordinator_first_and_a_coordinator_the_officer(
    office: Office, measure: Measure
) -> None:
    people = office.people
    assert questions.first_to_ask(measure, people["coordinator"]) == people["officer"]
    asked_first = questions.first_to_ask(measure, people["officer"])
    assert asked_first is not None and asked_first.can(Permission.MEASURE_CHECK, on=office.plan.agency)


def test_only_who_asked_closes_it_and_nobody_asks_oneself_or_a_stranger(office: Office, measure: Measure) -> None:
    question = asked(office, measure)
    with pytest.raises(Refused, match="ปิดคำถามได้เฉพาะผู้ถาม คือ นายมานะ สุจริตธรรม"):
        questions.close(question=question, by=office.people["officer"], now=NOW)
    for who in ("coordinator", "foreign_officer", "overseer", "left"):
        with pytest.raises(ValueError, match="people"):
            asked(office, measure, to=who)
        page = office.client("coordinator").post(office.url("ask", measure), {"to": office.people[who].pk, "text": "?"})
        assert page.status_code == 422, who
    for who in ("foreign_coordinator", "overseer", "left"):
        with pytest.raises(Refused):
            asked(office, measure, by=who)
        with pytest.raises(Refused):
            questions.answer(question=question, text="3 ครั้ง", by=office.people[who], now=NOW)
    assert (Question.objects.count(), Answer.objects.count()) == (1, 0)


def test_what_is_sent_twice_stands_once(office: Office, measure: Measure) -> None:
    first, second = asked(office, measure), asked(office, measure)
    assert first == second
    for _ in range(2):
        questions.answer(question=first, text="3 ครั้ง", by=office.people["officer"], now=NOW)
    assert Answer.objects.count() == 1


def test_pages_and_notices_take_the_same_queries_for_one_question_and_three(office: Office, measure: Measure) -> None:
    client = office.client("coordinator")
    client.get(office.url("measure", measure))
    counts = []
    for text in ("ข้อหนึ่ง", "ข้อสอง", "ข้อสาม"):
        people = office.people
        made = questions.ask(measure=measure, to=people["officer"], text=text, by=people["coordinator"], now=NOW)
        questions.answer(question=made, text="ตอบ", by=people["officer"], now=NOW)
        with CaptureQueriesContext(connection) as asked_of:
            assert client.get(office.url("measure", measure)).status_code == 200
            due.of_agency(office.plan.agency, NOW.date())
        counts.append(len(asked_of))
    assert counts == [counts[0]] * 3
