"""The doubt about a reference stands at the step that names it, on the forms in which steps are typed."""

from __future__ import annotations

import pytest

from reports.models import Settlement
from tests.browsing import form_of, open_form
from tests.factories import an_indicator
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db

PLAIN = "ประชุมทุกเดือน"
STEP = "จัดทำคู่มือหรือมาตรฐานการปฏิบัติงาน (อ้างอิงจาก o13)"
ASKED = (
    "พิมพ์ว่า o13 เลขนี้ของปี 2566 คือ “รายงานผลการดำเนินงานประจำปี” ท่านหมายถึง “คู่มือหรือมาตรฐานการปฏิบัติงาน” (o14 ของปี 2566) หรือไม่"
)


@pytest.fixture(autouse=True)
def _items(db: None) -> None:
    an_indicator("O13", year=2566, text="รายงานผลการดำเนินงานประจำปี")
    an_indicator("O14", year=2566, text="คู่มือหรือมาตรฐานการปฏิบัติงาน")


def test_the_doubt_stands_at_its_own_step_alone(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure(steps=[PLAIN, STEP], references=["o13"])
    page = signed_in(office.manee).get(office.url("change", measure))
    rows = page.context["steps"].forms
    assert [row["text"].doubt for row in rows] == ["", ASKED, ""]
    html = page.content.decode()
    assert html.count(ASKED) == 1
    assert 'aria-describedby="doubt_steps-1-text"' in html, "it is read out with the field"


def test_a_press_changes_the_number_in_the_step_and_saves_nothing_yet(office: Office, signed_in: SignedIn) -> None:
    measure, manee = office.measure(steps=[PLAIN, STEP], references=["o13"]), signed_in(office.manee)
    form = open_form(manee, office.url("change", measure))
    assert ("do", "rename:1:1:o14") in form.buttons
    answer = form.press(manee, "rename:1:1:o14", steps_0_text="ประชุมทุกสัปดาห์")
    again = form_of(answer)
    assert again.values["steps-0-text"] == "ประชุมทุกสัปดาห์", "what was typed beside it stays"
    assert again.values["steps-1-text"] == STEP.replace("o13", "o14")
    assert ASKED not in answer.content.decode()
    assert [step.text for step in measure.steps.all()] == [PLAIN, STEP]


def test_it_is_asked_of_what_is_typed_and_refuses_nothing(office: Office, signed_in: SignedIn) -> None:
    manee, url = signed_in(office.manee), office.url("add")
    form = open_form(manee, url)
    answer = form.press(manee, "add:steps", steps_0_text=STEP)
    assert ASKED in answer.content.decode()
    saved = form_of(answer).press(manee, code="E13", question="มีคู่มือหรือไม่")
    assert saved.status_code == 302
    assert [step.text for step in office.plan.measures.get().steps.all()] == [STEP]


def test_what_somebody_let_stand_is_asked_no_more(office: Office, signed_in: SignedIn) -> None:
    measure, manee = office.measure(steps=[STEP], references=["o13"]), signed_in(office.manee)
    [row] = manee.get(office.url("measure", measure)).context["doubts"]
    manee.post(row.change_url, {"key": row.keys, "page": "measure", "at": "0"})
    assert Settlement.objects.count() == 1
    assert ASKED not in manee.get(office.url("change", measure)).content.decode()


@pytest.mark.parametrize(
    "button", ["rename:9:1:o14", "rename:0:0:o14", "rename:0:7:o14", "rename:x:1:o14", "rename:0::"]
)
def test_a_forged_button_changes_nothing(office: Office, signed_in: SignedIn, button: str) -> None:
    measure, manee = office.measure(steps=[STEP], references=["o13"]), signed_in(office.manee)
    form = open_form(manee, office.url("change", measure))
    answer = manee.post(form.action, {**form.values, "do": button})
    assert answer.status_code in (200, 302)
    assert [step.text for step in measure.steps.all()] == [STEP]
