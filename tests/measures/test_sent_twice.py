"""A form sent twice, by a double click or the browser's way back, does what it says once."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from audit.models import AuditEvent
from measures.models import Action, Measure, Outcome
from measures.services import progress
from measures.services.rows import Content, Row
from tests.audit.making import at_once
from tests.browsing import form_of, open_form
from tests.factories import NOON
from tests.measures.conftest import Office, SignedIn, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def manee(office: Office, signed_in: SignedIn) -> Any:
    return signed_in(office.manee)


def events() -> int:
    return AuditEvent.objects.filter(subject__startswith="measure:").count()


def twice(form: Any, client: Any, **typed: str) -> None:
    assert [form.press(client, **typed).status_code for _ in range(2)] == [302, 302]


def test_new_actions_and_outcomes_are_added_once(office: Office, manee: Any) -> None:
    form = open_form(manee, office.url("action_new", office.measure(actions=["หนึ่ง"], outcomes=["ผล"])))
    twice(form, manee, actions_0_text="สอง", actions_0_start="1/6/66", outcomes_1_text="ผลสอง")
    assert list(Action.objects.values_list("marker", "text")) == [("1.", "หนึ่ง"), ("2.", "สอง")]
    assert list(Outcome.objects.values_list("text", flat=True)) == ["ผล", "ผลสอง"]
    assert events() == 1


def test_equal_rows_of_one_form_stand_as_often_as_they_were_typed(office: Office, manee: Any) -> None:
    form = open_form(manee, office.url("progress", office.measure()))
    form = form_of(form.press(manee, "add:actions"), button="save")
    twice(form, manee, actions_0_text="ประชุม", actions_1_text="ประชุม")
    assert list(Action.objects.values_list("text", flat=True)) == ["ประชุม", "ประชุม"]


def test_the_same_words_with_another_day_are_another_action(office: Office, manee: Any) -> None:
    measure = office.measure()
    for day in ("1/6/66", "2/6/66"):
        form = open_form(manee, office.url("action_new", measure))
        assert form.press(manee, actions_0_text="ประชุม", actions_0_start=day).status_code == 302
    assert Action.objects.count() == 2


def test_words_that_were_removed_can_be_entered_anew(office: Office, manee: Any) -> None:
    measure = office.measure(actions=["ประชุม", "อบรม"])
    open_form(manee, office.url("progress", measure)).press(manee, actions_0_removed="on")
    open_form(manee, office.url("action_new", measure)).press(manee, actions_0_text="ประชุม")
    assert list(Action.objects.kept().values_list("text", flat=True)) == ["อบรม", "ประชุม"]


def test_a_changed_and_a_removed_action_are_changed_and_removed_once(office: Office, manee: Any) -> None:
    measure = office.measure(actions=["หนึ่ง", "สอง"])
    twice(open_form(manee, office.url("progress", measure)), manee, actions_0_text="ใหม่", actions_1_removed="on")
    assert list(Action.objects.kept().values_list("text", flat=True)) == ["ใหม่"]
    assert (measure.revisions.count(), events()) == (1, 1)


def test_a_new_measure_is_added_once(office: Office, manee: Any) -> None:
    form = open_form(manee, office.url("add"))
    twice(form, manee, code="E13", question="ข้อคำถาม", steps_0_text="ทำ")
    assert (Measure.objects.count(), events()) == (1, 1)
    form.values["asked"] = "1"  # a second measure with this code is meant
    assert form.press(manee, code="E13", question="ข้อคำถามอื่น").status_code == 302
    assert Measure.objects.count() == 2


def test_a_changed_measure_is_changed_once(office: Office, manee: Any) -> None:
    measure = office.measure(steps=["หนึ่ง"])
    twice(open_form(manee, office.url("change", measure)), manee, question="ใหม่", steps_1_text="สอง")
    assert list(measure.steps.values_list("text", flat=True)) == ["หนึ่ง", "สอง"]
    assert events() == 1


def test_officers_are_assigned_once(office: Office, manee: Any) -> None:
    measure = office.measure()
    twice(open_form(manee, office.url("officers", measure)), manee, duties_1_name="นายใหม่ มาดี")
    assert ([duty.officer.name for duty in measure.duties.all()], events()) == (["นายสมคิด ใจดี", "นายใหม่ มาดี"], 1)


def test_what_was_taken_out_or_brought_back_already_is_not_found_again(office: Office, manee: Any) -> None:
    measure = office.measure()
    for name in ("remove", "restore"):
        assert [manee.post(office.url(name, measure)).status_code for _ in range(2)] == [302, 404]
    assert events() == 2


@pytest.mark.django_db(transaction=True)
def test_a_double_click_at_the_very_same_moment_adds_once() -> None:
    office = make_office()
    measure = office.measure()
    start = threading.Barrier(2)

    def write(number: int) -> None:
        own = Measure.objects.select_related("plan__agency").get(pk=measure.pk)
        row = Row(None, Content("ประชุม"))
        start.wait()
        progress.save(measure=own, actions=[row], outcomes=[], by=office.manee, now=NOON)

    at_once(2, write)
    assert (Action.objects.count(), AuditEvent.objects.count()) == (1, 1)
