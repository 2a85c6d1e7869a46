"""Whatever is sent: told by its bytes, whatever it is called; a refusal leaves nothing behind."""

from __future__ import annotations

import io
import time
from itertools import product

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from audit.models import AuditEvent
from evidence.intake.kinds import LARGEST_FILE, LARGEST_REPORT, MB, MOST_FILES, EvidenceError, Kind
from evidence.models import Evidence
from evidence.names import as_given
from evidence.services.receiving import receive
from evidence.views import upload
from files import store
from tests.evidence.conftest import Office, SignedIn
from tests.evidence.files import (
    a_file,
    a_pdf,
    a_photograph,
    a_pixel_bomb,
    a_zip_bomb,
    an_office_file,
    zipped,
)
from tests.evidence.pages import send, text, url
from tests.factories import evidence_of

NAMES = {kind: f"ก.{kind}" for kind in Kind} | {Kind.JPEG: "ก.jpg"}
REFUSED: dict[str, tuple[bytes, str]] = {
    "a program": (b"MZ\x90\x00" + b"\0" * 200, "โปรแกรมของ Windows"),
    "a script": (b"<?php system($_GET['c']); ?>", "แนบไม่ได้"),
    "a page": (b"<!DOCTYPE html><script>alert(1)</script>", "หน้าเว็บ"),
    "a drawing": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG"),
    "a moving picture": (b"GIF89a" + b"\0" * 50, "GIF"),
    "a film": (b"\0\0\0\x18ftypmp42" + b"\0" * 50, "วิดีโอ"),
    "an old document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "รุ่นเก่า"),
    "an archive": (zipped({"a.txt": b"a", "b.exe": b"MZ"}), "ZIP"),
    "macros": (an_office_file(Kind.DOCX, {"word/vbaProject.bin": b"x"}), "แมโคร"),
    "macros of a sheet": (an_office_file(Kind.XLSX, {"xl/macrosheets/sheet1.xml": b"x"}), "แมโคร"),
    "macros of an open document": (an_office_file(Kind.ODT, {"Basic/Standard/Module1.xml": b"x"}), "แมโคร"),
    "a locked PDF": (a_pdf(password="1234"), "รหัสผ่าน"),
    "a cut PDF": (a_pdf()[:60], "เสียหาย"),
    "a cut photograph": (a_photograph(size=(400, 300))[:500], "เสียหาย"),
    "a cut document": (an_office_file(Kind.DOCX)[:-30], "เสียหาย"),
    "nothing": (b"", "ว่างเปล่า"),
    "garbage": (bytes(range(1, 256)) * 4, "แนบไม่ได้"),
    "a picture and a page in one": (b"\xff\xd8\xff<html><script>alert(1)</script>", "เสียหาย"),
}


@pytest.mark.parametrize(("called", "kind"), [*product(Kind, Kind)])
def test_a_name_says_nothing_of_what_a_file_is(called: Kind, kind: Kind) -> None:
    kept = receive(NAMES[called], a_file(kind)).kept
    assert kept.kind is (Kind.JPEG if kind in (Kind.WEBP, Kind.HEIC) else kind)


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_taken_is_refused_under_every_name(what: str) -> None:
    data, words = REFUSED[what]
    for name in NAMES.values():
        with pytest.raises(EvidenceError, match=words):
            receive(name, data)


@pytest.mark.parametrize("bomb", [a_pixel_bomb, a_zip_bomb])
def test_a_bomb_is_refused_before_it_costs_a_second_of_the_processor(bomb: object) -> None:
    data = bomb()  # type: ignore[operator]  # one of the two functions
    assert len(data) < MB
    begun = time.process_time()
    with pytest.raises(EvidenceError):
        receive("ก", data)
    assert time.process_time() - begun < 1


@pytest.mark.django_db
def test_every_refusal_leaves_nothing_behind_and_is_told_by_name(office: Office, signed_in: SignedIn) -> None:
    measure, browser = office.measure(), signed_in(office.mana)
    files = [(f"{number}.jpg", data) for number, (data, _) in enumerate(REFUSED.values())]
    answer = send(browser, measure, files)
    assert answer.status_code == 422
    assert [name for name, _ in files if f"“{name}”" not in text(answer)] == []
    assert not Evidence.objects.exists()
    assert not AuditEvent.objects.filter(action__startswith="evidence.").exists()
    assert [*store.folder().rglob("*")] == []


def stored_files() -> set[str]:
    return {path.name for path in store.folder().rglob("*") if path.is_file()}


ODD_NAMES = {
    "../../x.php": "x.jpg",
    "..\\..\\x.php": "x.jpg",
    "/etc/passwd": "passwd.jpg",
    "ก" * 300 + ".jpg": "ก" * 251 + ".jpg",
    "ภาพ ประชุม\u200b ครั้งที่ ๑.JPG": "ภาพ ประชุม ครั้งที่ ๑.JPG",
    "<b>x</b>.jpg": "b.jpg",
    "CON.jpg": "CON.jpg",
    "\u202egpj.exe": "gpj.jpg",
    ".htaccess": "htaccess.jpg",
    "x.jpg.": "x.jpg",
}


@pytest.mark.django_db
@pytest.mark.parametrize("given", ODD_NAMES)
def test_no_name_leads_anywhere(office: Office, signed_in: SignedIn, given: str) -> None:
    measure = office.measure()
    answer = send(signed_in(office.mana), measure, [(given, a_photograph())])
    assert answer.status_code in (302, 400), text(answer)
    for evidence in Evidence.objects.all():
        assert evidence.file_name == ODD_NAMES[given]
        page = signed_in(office.mana).get(url("list", measure))
        assert page.status_code == 200


def test_a_name_with_line_ends_stays_in_its_line() -> None:
    assert as_given("a\r\nSet-Cookie: x=1.jpg") == "a Set-Cookie x=1.jpg"
    assert [as_given(name) for name in ("", "..", "/", "\x00", "...\x00...")] == ["ไฟล์"] * 5


_PART = b'--x\r\nContent-Disposition: form-data; name="sent"; %b\r\nContent-Type: image/jpeg\r\n\r\n%b\r\n--x--\r\n'


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given",
    [
        b'filename="a\x00b.php"',
        b"filename*=utf-8''%00..%2f..%2fx.php",
        b'filename="' + "ก".encode() * 5000 + b'.jpg"',
        b'filename="a&#47;..&#47;b.jpg"',
        b"filename*=nosuch''a.jpg",
        b"filename=\xff\xfe",
        b'filename=".."',
    ],
)
def test_no_name_of_a_part_breaks_the_page(office: Office, signed_in: SignedIn, given: bytes) -> None:
    measure = office.measure()
    kind = "multipart/form-data; boundary=x"
    data = _PART % (given, a_photograph())
    answer = signed_in(office.mana).generic("POST", url("list", measure), data, content_type=kind)
    assert answer.status_code in (302, 400, 422)
    assert {"\x00", "/"} & set("".join(Evidence.objects.values_list("name", flat=True))) == set()
    for evidence in Evidence.objects.all():
        assert len(evidence.name) <= 255


@pytest.mark.django_db
def test_a_measure_takes_no_twenty_first(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure()
    for number in range(MOST_FILES - 1):
        evidence_of(measure, office.mana, number=number)
    answer = send(signed_in(office.mana), measure, [("20.pdf", a_pdf()), ("21.pdf", a_pdf(pages=2))])
    assert "“21.pdf” มาตรการนี้มีหลักฐานครบ 20 รายการแล้ว" in text(answer)
    assert Evidence.objects.count() == MOST_FILES
    others = {Evidence.objects.get(name="20.pdf").digest, *Evidence.objects.values_list("digest", flat=True)}
    assert stored_files() == others


@pytest.mark.django_db
def test_a_year_takes_no_two_hundred_and_first_megabyte(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure()
    evidence_of(office.measure("E14"), office.mana)
    Evidence.objects.update(size=LARGEST_REPORT)
    before = stored_files()
    answer = send(signed_in(office.mana), measure, [("ก.pdf", a_pdf())])
    assert "หลักฐานของทั้งปีรวมกันได้ไม่เกิน 200 MB" in text(answer)
    assert Evidence.objects.count() == 1
    assert stored_files() == before


@pytest.mark.django_db
def test_a_file_too_large_is_thrown_away_as_it_comes_and_the_others_arrive(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure()
    large = b"%PDF-1.7" + b"\0" * LARGEST_FILE
    answer = send(signed_in(office.mana), measure, [("ใหญ่.pdf", large), ("ดี.pdf", a_pdf())])
    assert "“ใหญ่.pdf” ใหญ่เกิน 20 MB" in text(answer)
    assert [each.name for each in Evidence.objects.all()] == ["ดี.pdf"]


@pytest.mark.django_db
def test_a_photograph_over_ten_megabytes_is_refused(office: Office, signed_in: SignedIn) -> None:
    noise = Image.effect_noise((2200, 2200), 100).convert("RGB")
    written = io.BytesIO()
    noise.save(written, "PNG", compress_level=0)
    assert 10 * MB < written.tell() < LARGEST_FILE
    answer = send(signed_in(office.mana), office.measure(), [("ใหญ่.png", written.getvalue())])
    assert "เกิน 10 MB" in text(answer)


@pytest.mark.django_db
def test_of_too_many_bytes_or_files_at_once_the_last_are_refused_by_name(
    office: Office, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = a_pdf(), a_pdf(pages=2)
    monkeypatch.setattr(upload, "LARGEST_AT_ONCE", len(first) + 10)
    answer = send(signed_in(office.mana), office.measure(), [("1.pdf", first), ("2.pdf", second)])
    assert "“2.pdf” ส่งพร้อมกันได้ไม่เกิน" in text(answer)
    many = [(f"{number}.pdf", b"%PDF-") for number in range(MOST_FILES + 1)]
    answer = send(signed_in(office.mana), office.measure("E14"), many)
    assert "“20.pdf” ส่งพร้อมกันได้ไม่เกิน 20 ไฟล์" in text(answer)


@pytest.mark.django_db
def test_more_files_than_django_reads_get_a_page(office: Office, signed_in: SignedIn, settings: LazySettings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 3
    answer = send(signed_in(office.mana), office.measure(), [("ก.pdf", b"x")] * 4)
    assert answer.status_code == 413
    assert not Evidence.objects.exists()


@pytest.mark.django_db
def test_a_file_to_the_page_of_a_link_or_a_change_is_thrown_away(office: Office, signed_in: SignedIn) -> None:
    measure, browser = office.measure(), signed_in(office.mana)
    evidence = evidence_of(measure, office.mana)
    for page in (url("link", measure), url("change", measure, evidence.pk)):
        answer = browser.post(page, {"sent": SimpleUploadedFile("ก.pdf", a_pdf()), "caption": "ก"})
        assert not answer.wsgi_request.FILES
    assert Evidence.objects.count() == 1


@pytest.mark.django_db
def test_a_form_without_its_token_attaches_nothing(office: Office) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.mana)
    assert send(client, office.measure(), [("ก.pdf", a_pdf())]).status_code == 403
    assert not Evidence.objects.exists()
