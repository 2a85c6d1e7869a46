"""What a home says of questions, of the nearest day, and of those who are late."""

from __future__ import annotations

from datetime import date

import pytest

import clock
from measures.services.checking import questions
from notices.models import Kind, Notice
from tests.browsing import words_of
from tests.measures.reviewing import NOW, Office, an_office

pytestmark = pytest.mark.django_db
TODAY = date(2023, 9, 26)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return an_office()


def home(office: Office, who: str) -> str:
    page = office.client(who).get(f"/a/{office.plan.agency.slug}/2566/")
    return words_of(page).replace("\xa0", " ")


def test_a_question_that_waits_is_something_to_do(office: Office) -> None:
    measure, kanda, mana = office.measure(), office.people["officer"], office.people["coordinator"]
    made = questions.ask(measure=measure, to=mana, text="ใช้ภาพเดิมได้หรือไม่", by=kanda, now=NOW)
    assert "รอคำตอบจากท่าน 1 คำถาม" in home(office, "coordinator")
    assert "รอคำตอบจากท่าน" not in home(office, "officer") + home(office, "own_coordinator")
    questions.answer(question=made, text="ได้", by=mana, now=NOW)
    assert "รอคำตอบจากท่าน" not in home(office, "coordinator")
    assert "รอคำตอบจากท่าน 1 คำถาม" in home(office, "officer")  # who asked reads it, and closes it
    questions.close(question=made, by=kanda, now=NOW)
    assert "รอคำตอบจากท่าน" not in home(office, "officer")


def test_the_day_at_the_top_is_the_nearest_of_what_is_listed(office: Office) -> None:
    office.plan.progress_due_on = date(2023, 9, 29)
    office.plan.save()
    office.measure(code="E14", due_on=date(2023, 9, 28), duties=office.duties[:1])
    assert "มี 1 เรื่องที่ต้องทำ ให้เสร็จภายในวันที่ 28 กันยายน 2566 (อีก 2 วัน)" in home(office, "officer")
    office.measure(code="E15", duties=office.duties[:1])  # by the plan's day
    assert "มี 2 เรื่องที่ต้องทำ เรื่องแรกให้เสร็จภายในวันที่ 28 กันยายน 2566" in home(office, "officer")


def test_who_is_late_can_be_asked_and_the_last_reminder_is_told(office: Office) -> None:
    measure = office.measure(due_on=date(2023, 9, 25), duties=office.duties[:1])
    office.measure(code="E15", due_on=date(2023, 12, 1))  # far off: nobody is asked yet
    words = home(office, "coordinator")
    assert words.count("ทวงถาม") == 1 and "ยังไม่เคยเตือน" in words
    page = office.client("coordinator").get(office.url("ask", measure) + "?chase=1")
    assert "มาตรการ E14 ครบกำหนด 25 กันยายน 2566 วันที่ 26 กันยายน 2566 ยังไม่ได้ส่งตรวจ" in page.content.decode()
    Notice.objects.create(
        user=office.people["officer"],
        agency=office.plan.agency,
        kind=Kind.OVERDUE,
        subject=measure.subject,
        key="x",
        url="/",
        created_at=NOW,
    )
    assert "เตือนล่าสุดเมื่อ 22 ก.ย. 66" in home(office, "coordinator")
    assert "ทวงถาม" not in home(office, "approver")
