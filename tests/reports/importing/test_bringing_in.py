"""Last year's report is read in the browser into a draft; nothing of it is a measure before the last press."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import clock
from accounts.models import Agency
from accounts.permissions import Role
from audit.models import AuditEvent
from document import canonical
from document.readers import text
from measures.models import Measure, Plan
from notices import jobs
from paper.paper import Paper
from paper.word import write
from reports.importing import drafts
from reports.models import ImportDraft
from reports.publication import sweeping
from tests.browsing import form_of, words_of
from tests.document import samples
from tests.factories import a_user, an_agency
from tests.reports.importing.bringing import URL, bring, go_on, paste, the_draft
from tests.reports.importing.files import CAPTION, a_word_report
from tests.stored import everything_stored
from thai.fiscal import fiscal_year

pytestmark = pytest.mark.django_db
OWN = ("django_session", "accounts_draft", "reports_importdraft", "audit_event", "audit_head")


def test_a_draft_and_nothing_else_is_stored_until_the_last_press(manee: Any) -> None:
    before = everything_stored(but=OWN)
    page = paste(manee, samples.SEED.decode())
    said = words_of(page)
    assert "อ่านได้ 3 มาตรการ ของปี 2566" in said and "ยังไม่ได้บันทึกเป็นมาตรการ" in said and "ควรดู" in said
    take = go_on(manee, page, "do", "take")
    assert everything_stored(but=OWN) == before
    response = manee.post(
        take.request["PATH_INFO"], {**form_of(take).values, "own": "on", "do": "take", "measure": [1, 2, 3]}
    )
    assert response["Location"] == "/a/thung-sai-than/2566/measures/"
    assert "นำเข้า 3 มาตรการของปี 2566 แล้ว" in words_of(manee.get(response["Location"]))
    plan = Plan.objects.get()
    assert (plan.year, plan.assessed_year, plan.measures.count(), plan.is_from_paper) == (2566, 2565, 3, True)
    assert not ImportDraft.objects.exists()
    actions = AuditEvent.objects.order_by("seq").values_list("action", flat=True)
    assert list(actions)[-2:] == ["report.import_begun", "report.imported"]


def test_the_same_report_from_a_portal_comes_as_its_data(manee: Any, agency: Agency) -> None:
    document = replace(text.read(samples.SEED).document, agency=agency.name)
    page = bring(manee, canonical(document), "รายงาน.json")
    assert "อ่านได้ 3 มาตรการ ของปี 2566" in words_of(page) and "ในไฟล์" not in words_of(page)
    page = go_on(manee, page, m0_2_1_code="E15")
    assert the_draft().corrections == {"0-2-1": {"code": "E15"}}


def test_a_word_file_of_a_portal_that_was_written_on_is_read_by_its_words(manee: Any, agency: Agency) -> None:
    document = text.read(samples.SEED).document
    word = docx.Document(io.BytesIO(write(document, Paper())))
    word.tables[0].rows[1].cells[2].paragraphs[0].add_run(" และเผยแพร่แล้ว")
    changed = io.BytesIO()
    word.save(changed)
    said = words_of(bring(manee, changed.getvalue()))
    assert f"ไฟล์ระบุชื่อหน่วยงานว่า “{document.agency}” จะนำเข้าเป็นของ{agency.name}" in said
    assert "ข้อความถูกแก้หลังออกจากระบบ" in said


def test_a_table_on_the_clipboard_is_read_as_one(manee: Any) -> None:
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in line.split(chr(9)))}</tr>"
        for line in (samples.HEADER, samples.ROW)
    )
    html = f"<p>{samples.TITLE}</p><p>{samples.OPENING}</p><table>{rows}</table>"
    page = paste(manee, "ข้อความที่ไม่มีตาราง", html=html)
    assert "อ่านได้ 1 มาตรการ ของปี 2566" in words_of(page)
    assert "อ่านได้ 3 มาตรการ" in words_of(paste(manee, samples.SEED.decode(), html="<p>ไม่มีตาราง</p>"))


def test_what_cannot_be_read_is_said_once_beside_its_field(manee: Any) -> None:
    foreign = canonical(text.read(samples.SEED).document)
    for sent, message in (
        ({}, "โปรดเลือกไฟล์ หรือวางข้อความของรายงาน"),
        ({"text": "สวัสดี"}, "ข้อความที่วางนี้มีข้อความ 6 ตัวอักษร ไม่มีตาราง แต่ไม่พบตารางมาตรการ"),
        ({"file": SimpleUploadedFile("รายงาน.json", foreign)}, "ไม่ใช่ของ"),
        ({"file": SimpleUploadedFile("รายงาน.pptx", b"PK")}, "อ่านไฟล์ชนิดนี้ไม่ได้"),
        ({"file": SimpleUploadedFile("รายงาน.docx", b"PK")}, "Word (.docx) ที่เสียหายหรือถูกตัด"),
        ({"file": SimpleUploadedFile("รายงาน.docx", b"")}, "ไฟล์นี้ว่างเปล่า"),
    ):
        response = manee.post(URL, {"do": "read", **sent})
        said = words_of(response)
        assert response.status_code == 422 and message in said, message
        assert "ไฟล์: " not in said and "ข้อความที่วาง: " not in said, said
    assert form_of(manee.post(URL, {"text": "สวัสดี"})).values["text"] == "สวัสดี"
    assert not ImportDraft.objects.exists()


def test_pictures_stay_with_the_draft_and_are_shown_with_their_captions(manee: Any) -> None:
    page = bring(manee, a_word_report())
    assert CAPTION in words_of(page) and "แนบเป็นหลักฐานได้เมื่อนำเข้า" in words_of(page)
    draft = the_draft()
    assert len(draft.pictures) == 1
    picture: Any = manee.get(f"{URL}{draft.pk}/pictures/1/")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")
    assert manee.get(f"{URL}{draft.pk}/pictures/2/").status_code == 404
    assert sweeping.sweep(clock.now(), young=timedelta(0)) == []
    manee.post(f"{URL}{draft.pk}/throw-away/")
    assert sweeping.sweep(clock.now() + timedelta(days=1), young=timedelta(0)) == [draft.pictures[0]]


def test_drafts_wait_on_the_page_and_are_thrown_away(manee: Any) -> None:
    draft_page = bring(manee, a_word_report(), "รายงานปีที่แล้ว.docx").request["PATH_INFO"]
    page = manee.get(URL)
    assert "ค้างไว้ 1 ฉบับ รายงาน" not in words_of(page) and "รายงานปีที่แล้ว.docx" in words_of(page)
    assert f'href="{draft_page}"' in page.content.decode()
    response = manee.post(f"{draft_page}throw-away/", follow=True)
    assert "ทิ้ง “รายงานปีที่แล้ว.docx” ที่นำเข้าค้างไว้แล้ว" in words_of(response)
    assert not ImportDraft.objects.exists()
    assert AuditEvent.objects.filter(action="report.import_dropped").count() == 1
    assert manee.get(draft_page).status_code == 404


def test_the_offices_coordinators_share_a_draft_and_nobody_else_sees_it(manee: Any, agency: Agency) -> None:
    url = bring(manee, a_word_report()).request["PATH_INFO"]
    colleague, officer, stranger = Client(), Client(), Client()
    colleague.force_login(a_user("colleague", Role.ADMINISTRATOR, agency=agency))
    officer.force_login(a_user("mana", Role.OFFICER, agency=agency))
    stranger.force_login(a_user("stranger", Role.COORDINATOR, agency=an_agency("elsewhere")))
    assert "เห็นและแก้ร่างนี้ได้ทุกคน" in words_of(colleague.get(url))
    before = everything_stored(but=("django_session",))
    for who, status in ((officer, 403), (stranger, 404)):
        for path in (url, f"{url}take/", f"{url}pictures/1/"):
            assert who.get(path).status_code == status, path
        for path in (url, f"{url}take/", f"{url}throw-away/"):
            assert who.post(path, {"do": "save", "head-base": "", "head-title": "ขโมย"}).status_code == status, path
    elsewhere = url.replace("thung-sai-than", "elsewhere")
    for path in (elsewhere, f"{elsewhere}take/", f"{elsewhere}throw-away/", f"{elsewhere}pictures/1/"):
        assert stranger.post(path).status_code in (404, 405) and stranger.get(path).status_code in (404, 405), path
    assert everything_stored(but=("django_session",)) == before


def test_what_nobody_touched_for_a_month_is_removed_at_night(manee: Any) -> None:
    old, young = (bring(manee, a_word_report()).request["PATH_INFO"] for _ in range(2))
    now = clock.now()
    ImportDraft.objects.filter(pk=old.split("/")[-2]).update(touched_at=now - drafts.KEPT_FOR - timedelta(minutes=1))
    ImportDraft.objects.filter(pk=young.split("/")[-2]).update(touched_at=now - drafts.KEPT_FOR + timedelta(minutes=5))
    jobs.sweep_files()
    assert [manee.get(url).status_code for url in (old, young)] == [404, 200]


def test_an_office_has_so_many_drafts_and_no_more(manee: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST", 1)
    bring(manee, a_word_report())
    response = manee.post(URL, {"do": "read", "file": SimpleUploadedFile("รายงาน.docx", a_word_report())})
    assert response.status_code == 422 and "ค้างไว้ 1 ฉบับแล้ว โปรดทิ้งฉบับที่ไม่ใช้ก่อน" in words_of(response)


def test_a_year_that_no_file_names_is_last_year_and_asked(manee: Any) -> None:
    page = paste(manee, "\n".join(["รายงานผลการดำเนินการ", samples.HEADER, samples.ROW]))
    assert "ไม่พบปีงบประมาณในไฟล์" in words_of(page)
    assert the_draft().choices["year"] == fiscal_year(clock.today()) - 1
    assert Measure.objects.count() == 0
