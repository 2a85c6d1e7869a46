"""Whatever a measure said before someone saved over it stays readable beside it, after a conflict as ever."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from measures.models import Measure, MeasureOfficer
from tests.browsing import form_of, open_form, words_of
from tests.factories import an_officer
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def manee(office: Office, signed_in: SignedIn) -> Any:
    return signed_in(office.manee)


def kept(measure: Measure) -> list[tuple[str, str, str, str]]:
    """What was replaced, in the order in which it was kept: what it was, its words, its dates, who saved over it."""
    rows = measure.revisions.order_by("pk").select_related("by")
    return [(row.get_kind_display(), row.text, row.dates, row.by.username) for row in rows]


def test_what_loses_after_a_conflict_of_two_is_kept(office: Office, signed_in: SignedIn, manee: Any) -> None:
    measure = office.measure(question="เดิม", steps=["หนึ่ง", "สอง"])
    mine, theirs = (open_form(manee, office.url("change", measure)) for _ in range(2))
    assert theirs.press(manee, question="ของเขา", steps_0_text="ก้าวของเขา", due_on="29/9/66").status_code == 302
    page = mine.press(manee, question="ของฉัน", steps_1_text="ก้าวของฉัน")
    assert (page.status_code, kept(measure)) == (
        409,
        [("ข้อคำถาม", "มาตรการข้อ E13 เดิม :", "", "manee"), ("สิ่งที่ต้องทำ", "หนึ่ง", "", "manee")],
    )
    assert form_of(page, button="save").press(manee, **{"choose-question": "mine"}).status_code == 302
    assert kept(measure)[2:] == [
        ("ข้อคำถาม", "มาตรการข้อ E13 ของเขา :", "ครบกำหนด 29 กันยายน 2566", "manee"),
        ("สิ่งที่ต้องทำ", "สอง", "", "manee"),
    ]
    shown = words_of(manee.get(office.url("measure", measure)))
    assert "ข้อความก่อนหน้าที่เก็บไว้ 4 รายการ" in shown
    assert "มาตรการข้อ E13 ของเขา : ข้อคำถาม ครบกำหนด 29 กันยายน 2566 ถูกแทนที่เมื่อ" in shown


def test_a_heading_as_the_file_had_it_is_kept(office: Office, manee: Any) -> None:
    measure = office.measure(question="เดิม")
    Measure.objects.update(heading_as_written="๑. มาตรการข้อ E13 เดิม :")
    assert open_form(manee, office.url("change", measure)).press(manee, code="e13").status_code == 302
    assert kept(measure) == [("ข้อคำถาม", "๑. มาตรการข้อ E13 เดิม :", "", "manee")]


def test_what_stays_or_only_moves_is_not_kept_again(office: Office, manee: Any) -> None:
    measure = office.measure(steps=["หนึ่ง", "สอง", "หนึ่ง"], due_on=date(2023, 9, 29))
    assert open_form(manee, office.url("change", measure)).press(manee).status_code == 302
    form = form_of(open_form(manee, office.url("change", measure)).press(manee, "down:steps:0"), button="save")
    assert form.press(manee).status_code == 302
    assert kept(measure) == []
    gone = form_of(open_form(manee, office.url("change", measure)).press(manee, "remove:steps:1"), button="save")
    assert gone.press(manee).status_code == 302
    assert kept(measure) == [("สิ่งที่ต้องทำ", "หนึ่ง", "", "manee")]


def test_a_new_measure_replaces_nothing(office: Office, manee: Any) -> None:
    form = open_form(manee, office.url("add"))
    for _ in range(2):
        assert form.press(manee, code="E13", question="ข้อคำถาม", steps_0_text="ทำ").status_code == 302
    assert kept(Measure.objects.get()) == []


def test_who_stood_on_a_measure_is_kept_as_the_report_printed_them(
    office: Office, signed_in: SignedIn, manee: Any
) -> None:
    measure = office.measure()
    kaeo = an_officer(office.plan.agency, "นางแก้ว ขวัญใจ", post="นักวิชาการ", unit=office.health)
    MeasureOfficer.objects.update(as_written="๑) นายสมคิด ใจดี ช่างโยธา")
    mine, theirs = (open_form(manee, office.url("officers", measure)) for _ in range(2))
    piti = {"duties_0_officer": str(kaeo.pk)}
    assert theirs.press(signed_in(office.mana), **piti).status_code == 302
    page = mine.press(manee, duties_0_officer="", duties_0_name="นายใหม่ มาแทน")
    assert page.status_code == 409
    assert form_of(page, button="save").press(manee, **{"choose-duties": "mine"}).status_code == 302
    assert kept(measure) == [
        ("ผู้รับผิดชอบ", "๑) นายสมคิด ใจดี ช่างโยธา", "", "mana"),
        ("ผู้รับผิดชอบ", kaeo.line, "", "manee"),
    ]


def test_the_first_officers_replace_nobody(office: Office, manee: Any) -> None:
    measure = office.measure(officers=[])
    for _ in range(2):
        form = open_form(manee, office.url("officers", measure))
        assert form.press(manee, duties_0_officer=str(office.somkid.pk)).status_code == 302
    assert kept(measure) == []
