"""Last year's report is read in the browser, shown before anything is written, and taken in once."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.access import Refused
from accounts.models import Agency
from accounts.permissions import Role
from audit.models import AuditEvent
from document import canonical
from document.readers import text
from measures.models import Measure, Plan
from paper.paper import Paper
from paper.word import write
from reports.compiling import edition as editions
from reports.formats import import_report
from tests.browsing import form_of, words_of
from tests.document import samples
from tests.factories import a_user, an_agency
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db
URL = "/a/thung-sai-than/import/"


@pytest.fixture
def agency() -> Agency:
    return an_agency()


@pytest.fixture
def manee(client: Any, agency: Agency) -> Any:
    client.force_login(a_user("manee", Role.COORDINATOR, agency=agency))
    return client


def read(manee: Any, **sent: object) -> Any:
    return manee.post(URL, {"do": "read", **sent})


def test_what_was_pasted_is_shown_and_then_taken_in(manee: Any, agency: Agency) -> None:
    before = everything_stored(but=("django_session", "accounts_draft"))
    page = read(manee, text=samples.SEED.decode())
    said = words_of(page)
    assert "อ่านได้ 3 มาตรการ ของปี 2566" in said and "ยังไม่ได้บันทึก" in said and "เรื่องที่ควรดู" in said
    assert everything_stored(but=("django_session", "accounts_draft")) == before
    response = form_of(page).press(manee, "import")
    assert response["Location"] == "/a/thung-sai-than/2566/measures/"
    assert "นำเข้า 3 มาตรการของปี 2566 แล้ว" in words_of(manee.get(response["Location"]))
    plan = Plan.objects.get(agency=agency)
    assert (plan.year, plan.assessed_year, Measure.objects.filter(plan=plan).count()) == (2566, 2565, 3)
    assert editions.latest(plan).import_doubts  # as the command has it
    assert str(AuditEvent.objects.get(action="report.imported").actor) == manee.session["_auth_user_id"]


def test_the_same_report_from_a_portal_comes_as_its_data(manee: Any, agency: Agency) -> None:
    document = replace(text.read(samples.SEED).document, agency=agency.name)
    page = read(manee, file=SimpleUploadedFile("รายงาน.json", canonical(document)))
    assert "อ่านได้ 3 มาตรการ ของปี 2566" in words_of(page)
    assert form_of(page).press(manee, "import").status_code == 302
    assert Measure.objects.count() == 3


def test_last_years_word_file_is_shown_and_taken_in(manee: Any, agency: Agency) -> None:
    """Of another agency's name: it is the office's own, and that is said."""
    document = text.read(samples.SEED).document
    word = docx.Document(io.BytesIO(write(document, Paper())))
    word.tables[0].rows[1].cells[2].paragraphs[0].add_run(" และเผยแพร่แล้ว")
    changed = io.BytesIO()
    word.save(changed)
    page = read(manee, file=SimpleUploadedFile("รายงาน.docx", changed.getvalue()))
    assert f"ไฟล์ระบุชื่อหน่วยงานว่า “{document.agency}” จะนำเข้าเป็นของ{agency.name}" in words_of(page)
    assert form_of(page).press(manee, "import").status_code == 302
    assert [each.code for each in Measure.objects.order_by("position")] == ["I11", "E13", "E14"]
    assert Measure.objects.get(code="E13").actions.get().start_on == date(2023, 6, 1)


def test_a_measure_without_an_item_gets_one_before_it_is_taken_in(manee: Any) -> None:
    head = samples.HEADER.replace("ผู้รับผิดชอบ", "ผู้รับผิดชอบ\tระยะเวลา")
    row = samples.ROW.replace("มาตรการข้อ E13", "มาตรการที่ 1") + "\tไตรมาส 1 - 4"
    page = read(manee, text=samples.report(row, header=head).decode())
    assert "ยังไม่มีรหัสข้อ" in words_of(page)
    form = form_of(page)
    form.values["code_1"] = "ข้อไหน"
    again = form.press(manee, "import")
    assert again.status_code == 422 and "อ่านรหัสข้อนี้ไม่ได้" in words_of(again) and not Plan.objects.exists()
    form = form_of(again)
    form.values["code_1"] = "e ๑๓"
    assert form.press(manee, "import").status_code == 302
    measure = Measure.objects.get()
    assert (measure.code, measure.question) == ("E13", "หน่วยงานมีระบบการให้บริการออนไลน์หรือไม่")
    assert [(each.kind, each.label, each.text) for each in measure.details.all()] == [
        ("period", "ระยะเวลา", "ไตรมาส 1 - 4")
    ]


def test_a_year_that_has_measures_is_left_alone(manee: Any) -> None:
    form_of(read(manee, text=samples.SEED.decode())).press(manee, "import")
    again = form_of(read(manee, text=samples.SEED.decode())).press(manee, "import")
    assert again.status_code == 422 and "มีแผนปี 2566 อยู่แล้ว (3 มาตรการ)" in words_of(again)
    assert Measure.objects.count() == 3


def test_what_cannot_be_read_is_said_and_comes_back(manee: Any) -> None:
    foreign = canonical(text.read(samples.SEED).document)
    late = samples.report(opening=samples.OPENING.replace("2566", "2599").replace("2565", "2598"))
    for sent, message in (
        ({}, "โปรดวางข้อความของรายงาน หรือเลือกไฟล์"),
        ({"text": "สวัสดี"}, "ยังนำเข้าไม่ได้"),
        ({"file": SimpleUploadedFile("รายงาน.json", foreign)}, "ไม่ใช่ของ"),
        ({"do": "import", "carried": "ปลอม"}, "ข้อมูลที่อ่านไว้ใช้ไม่ได้แล้ว"),
        ({"file": SimpleUploadedFile("รายงาน.pptx", b"PK")}, "อ่านไฟล์ชนิดนี้ไม่ได้"),
        ({"file": SimpleUploadedFile("รายงาน.docx", b"PK")}, "Word (.docx) ที่เสียหายหรือถูกตัด"),
    ):
        response = read(manee, **sent)
        assert response.status_code == 422 and message in words_of(response), message
    assert form_of(read(manee, text="สวัสดี")).values["text"] == "สวัสดี"
    response = form_of(read(manee, text=late.decode())).press(manee, "import")
    assert response.status_code == 422 and "พบปี 2599 ซึ่งยังมาไม่ถึง" in words_of(response)
    assert not Plan.objects.exists()


def test_nobody_else_takes_a_report_in(agency: Agency) -> None:
    reading = import_report.read(agency, data=samples.SEED, extension=".txt")
    stranger = a_user("stranger", Role.COORDINATOR, agency=an_agency("elsewhere"))
    for who in (stranger, a_user("mana", Role.OFFICER, agency=agency)):
        with pytest.raises(Refused):
            import_report.take_in(agency=agency, reading=reading, by=who, today=date(2023, 9, 26))
