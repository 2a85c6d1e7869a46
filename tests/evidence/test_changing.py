"""What is said of evidence is changed beside others; files are replaced, ordered, taken out and brought back."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.permissions import Role
from audit.models import AuditEvent
from evidence.models import Evidence
from measures.models import Measure, Revision
from tests.browsing import form_of, open_form
from tests.evidence.conftest import Office, SignedIn
from tests.evidence.files import a_pdf
from tests.evidence.pages import file_url, text, url
from tests.factories import NOON, a_user, an_agency, an_indicator, evidence_of
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db

BESIDE = ("django_session", "accounts_draft", "django_q_ormq")


@pytest.fixture
def measure(office: Office) -> Measure:
    return office.measure(actions=["ประชุม"])


@pytest.fixture
def mana(office: Office, signed_in: SignedIn) -> Client:
    return signed_in(office.mana)


def save(browser: Client, address: str, **typed: str) -> Any:
    form = open_form(browser, address)
    return browser.post(address, {**form.values, **typed})


def test_all_that_is_said_is_saved(office: Office, measure: Measure, mana: Client) -> None:
    an_indicator("O13", year=2566, text="แผนการใช้จ่าย")
    evidence = evidence_of(measure, office.mana)
    action = measure.actions.get()
    said = {
        "caption": "ประชุม  ใหญ่",
        "speaks_for": "๑๔ มี.ค. ๖๖",
        "action": str(action.pk),
        "item": "O13",
        "is_public": "on",
    }
    answer = save(mana, url("change", measure, evidence.pk), **said)
    assert answer["Location"] == url("list", measure)
    evidence.refresh_from_db()
    assert (evidence.caption, str(evidence.speaks_for), evidence.item, evidence.is_public, evidence.action) == (
        *("ประชุม ใหญ่", "2023-03-14", "O13", True),
        action,
    )
    assert Revision.objects.get().text == "ประชุมครั้งที่ 0"
    assert "แก้ไขข้อมูลของหลักฐาน" in text(mana.get(office.url("measure", measure)))


def test_mistakes_are_told_beside_their_fields_and_nothing_is_lost(
    office: Office, measure: Measure, mana: Client
) -> None:
    evidence = evidence_of(measure, office.mana)
    address = url("change", measure, evidence.pk)
    odd = {"caption": "", "speaks_for": "เมื่อวานซืน", "item": "O99", "action": "99999"}
    page = mana.post(address, {**open_form(mana, address).values, **odd})
    assert page.status_code == 422
    for words in ("โปรดพิมพ์คำบรรยาย", "เมื่อวานซืน", "ไม่มีข้อนี้ในรายการของปีนี้", "การดำเนินการนี้ไม่มีแล้ว"):
        assert words in text(page)
    for value in ("9" * 5000, "-1", "๑", "x" * 600, "\ue000"):
        assert mana.post(address, {"caption": value, "item": value, "action": value}).status_code == 422


def test_what_two_people_changed_is_merged_or_chosen(
    office: Office, measure: Measure, mana: Client, signed_in: SignedIn
) -> None:
    evidence = evidence_of(measure, office.mana)
    address = url("change", measure, evidence.pk)
    first, second = open_form(mana, address), open_form(mana, address)
    third = open_form(mana, address)
    mana.post(address, {**first.values, "caption": "คำของมานะ"})
    other = signed_in(office.manee)
    assert other.post(address, {**second.values, "speaks_for": "1/2/66"}).status_code == 302
    evidence.refresh_from_db()
    assert (evidence.caption, str(evidence.speaks_for)) == ("คำของมานะ", "2023-02-01")
    page = other.post(address, {**third.values, "caption": "คำของมานี"})
    assert page.status_code == 409
    assert "คำของมานะ" in text(page)
    form = form_of(page)
    answer = other.post(address, {**form.values, "choose-caption": "theirs"})
    assert answer.status_code == 302
    evidence.refresh_from_db()
    assert evidence.caption == "คำของมานะ"
    assert "คำบรรยาย: คำของมานี" in Revision.objects.values_list("text", flat=True)
    assert AuditEvent.objects.filter(action="evidence.set_aside").count() == 1


def test_one_goes_on_to_the_next(office: Office, measure: Measure, mana: Client) -> None:
    first, second = (evidence_of(measure, office.mana, number=n) for n in range(2))
    answer = save(mana, url("change", measure, first.pk), do="next")
    assert answer["Location"] == url("change", measure, second.pk)
    assert "บันทึกและไปรายการถัดไป" not in text(mana.get(url("change", measure, second.pk)))


def replace(browser: Client, measure: Measure, evidence: Evidence, name: str, data: bytes) -> Any:
    return browser.post(url("replace", measure, evidence.pk), {"file": SimpleUploadedFile(name, data)})


def test_a_file_is_replaced_and_the_former_one_can_be_opened(office: Office, measure: Measure, mana: Client) -> None:
    old = evidence_of(measure, office.mana)
    answer = replace(mana, measure, old, "ใหม่.pdf", a_pdf())
    new = Evidence.objects.kept().get()
    assert answer["Location"] == url("change", measure, new.pk)
    assert (new.caption, new.kind, new.name) == (old.caption, "file", "ใหม่.pdf")
    assert f'href="{file_url(old)}"' in text(mana.get(url("change", measure, new.pk)))
    replace(mana, measure, new, "ใหม่กว่า.pdf", a_pdf(pages=2))
    page = text(mana.get(url("change", measure, Evidence.objects.kept().get().pk)))
    assert [each for each in (old, new) if f'href="{file_url(each)}"' not in page] == []
    assert mana.get(url("change", measure, old.pk)).status_code == 404


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"MZ" + b"\0" * 99, "โปรแกรมของ Windows"),
        (b"", "ว่างเปล่า"),
        (b"%PDF-" + b"0" * 21 * 1024 * 1024, "ใหญ่เกิน 20 MB"),
    ],
)
def test_a_file_that_is_not_taken_replaces_nothing(
    office: Office, measure: Measure, mana: Client, data: bytes, words: str
) -> None:
    evidence = evidence_of(measure, office.mana)
    before = everything_stored(but=BESIDE)
    answer = replace(mana, measure, evidence, "ใหม่.pdf", data)
    assert (answer.status_code, words in text(answer)) == (422, True)
    assert everything_stored(but=BESIDE) == before


def test_no_file_replaces_nothing_and_says_so(office: Office, measure: Measure, mana: Client) -> None:
    evidence = evidence_of(measure, office.mana)
    answer = mana.post(url("replace", measure, evidence.pk))
    assert (answer.status_code, "โปรดเลือกไฟล์ใหม่" in text(answer)) == (422, True)


def test_order_is_changed_by_buttons(office: Office, measure: Measure, mana: Client) -> None:
    rows = [evidence_of(measure, office.mana, number=n) for n in range(3)]
    keys = [row.pk for row in rows]
    mana.post(url("move", measure, keys[2]), {"do": "up"})
    assert [*measure.evidence.values_list("pk", flat=True)] == [keys[0], keys[2], keys[1]]
    mana.post(url("move", measure, keys[0]), {"do": "down"})
    mana.post(url("move", measure, keys[1]), {"do": "down"})  # it is the last
    mana.post(url("move", measure, keys[2]), {"do": "up"})  # it is the first
    assert [*measure.evidence.values_list("pk", flat=True)] == [keys[2], keys[0], keys[1]]


def test_what_is_taken_out_can_be_brought_back(office: Office, measure: Measure, mana: Client) -> None:
    evidence = evidence_of(measure, office.mana)
    for _ in range(2):  # a double click
        assert mana.post(url("remove", measure, evidence.pk)).status_code == 302
    assert "หลักฐานที่นำออกแล้ว 1 รายการ" in text(mana.get(url("list", measure)))
    for _ in range(2):
        assert mana.post(url("restore", measure, evidence.pk)).status_code == 302
    assert Evidence.objects.kept().get() == evidence
    assert [*AuditEvent.objects.filter(action__startswith="evidence.").values_list("action", flat=True)] == [
        "evidence.removed",
        "evidence.restored",
    ]


POSTS = ("change", "replace", "remove", "restore", "move")


@pytest.mark.parametrize("name", POSTS)
def test_nobody_else_does_anything(office: Office, measure: Measure, signed_in: SignedIn, name: str) -> None:
    evidence = evidence_of(measure, office.mana)
    weera = a_user("weera", *Role, agency=an_agency("nong-fan"))
    people = {weera: 404, office.piti: 403, a_user("chujai", Role.APPROVER, agency=office.plan.agency): 403}
    browsers = {signed_in(person): status for person, status in people.items()}
    before = everything_stored(but=BESIDE)
    for browser, status in browsers.items():
        assert browser.post(url(name, measure, evidence.pk), {"caption": "ปลอม", "do": "up"}).status_code == status
    assert everything_stored(but=BESIDE) == before


@pytest.mark.parametrize("name", POSTS)
def test_evidence_of_another_measure_is_not_found(office: Office, measure: Measure, mana: Client, name: str) -> None:
    other = evidence_of(office.measure("E14"), office.mana)
    assert mana.post(url(name, measure, other.pk), {"caption": "ปลอม"}).status_code == 404


@pytest.mark.parametrize("name", POSTS)
def test_of_a_locked_measure_nothing_changes_and_the_reason_is_said(
    office: Office, measure: Measure, mana: Client, name: str
) -> None:
    evidence = evidence_of(measure, office.mana, removed=name == "restore")
    mana.get(url("list", measure))
    address = url(name, measure, evidence.pk)
    typed: dict[str, Any] = {"do": "up"}
    if name == "change":
        typed = {**open_form(mana, address).values, "caption": "ใหม่"}
    if name == "replace":
        typed["file"] = SimpleUploadedFile("ใหม่.pdf", a_pdf())
    Measure.objects.update(state="handed_in")
    before = everything_stored(but=BESIDE)
    answer = mana.post(address, typed)
    page = text(answer if answer.status_code == 409 else mana.get(answer["Location"]))
    assert "ส่งตรวจแล้วและรอตรวจอยู่" in page
    assert everything_stored(but=BESIDE) == before


def test_evidence_that_was_removed_meanwhile_is_said(office: Office, measure: Measure, mana: Client) -> None:
    evidence = evidence_of(measure, office.mana)
    Evidence.objects.update(removed_at=NOON)
    assert mana.get(url("change", measure, evidence.pk)).status_code == 404
