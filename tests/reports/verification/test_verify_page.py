"""/v/ tells anyone whether a file is the real one, and /v/<code>/ what the real one is."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pades.examination import sandbox
from pades.signing.level import Level
from reports.models import Edition, Signing
from reports.verification import issued
from reports.verification.verdicts import WORDS, Verdict
from tests.pades import strangers
from tests.pades.genuine import CODE, NOW, World
from tests.reports.verification.issuing import PUBLIC, a_signed_round
from tests.stored import everything_stored
from thai.dates import format_moment
from thai.dates.showing import format_date

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper", "installed", "in_this_process")]
Make = Callable[[World], bytes]


def send(client: Client, pdf: bytes) -> Any:
    return client.post("/v/", {"file": SimpleUploadedFile("report.pdf", pdf)})


def text_of(response: Any) -> str:
    return str(response.content.decode()).replace("\u00a0", " ")


def heading(response: Any) -> str:
    return text_of(response).partition("<h1>")[2].partition("</h1>")[0]


def test_the_page_asks_both_questions_and_explains_every_verdict(client: Client) -> None:
    page = text_of(client.get("/v/"))
    for words in WORDS.values():
        assert words.short in page and words.meaning in page and words.advice in page
    assert 'name="file"' in page and 'name="code"' in page


@pytest.mark.parametrize(("state", "verdict"), PUBLIC.items())
def test_a_file_that_was_published_is_told_by_what_became_of_it(
    client: Client, world: World, state: str, verdict: str
) -> None:
    pdf = world.files[Level.B_T]
    a_signed_round(pdf, state)
    response = send(client, pdf)
    assert (response.status_code, heading(response)) == (200, WORDS[Verdict(verdict)].title)
    assert CODE in text_of(response)


@pytest.mark.parametrize(
    ("verdict", "make"),
    [
        (Verdict.SIGNED_OK, lambda world: world.files[Level.B_LTA]),
        (Verdict.ALTERED, lambda world: world.files[Level.B_LTA] + b"x"),
        (Verdict.NOT_SIGNED, lambda world: strangers.plain_pdf()),
        (Verdict.UNKNOWN_SIGNER, lambda world: strangers.signed_by(strangers.a_stranger(NOW), strangers.plain_pdf())),
        (Verdict.NOT_SIGNED, lambda world: strangers.picture("PNG")),
        (Verdict.NOT_SIGNED, lambda world: strangers.picture("JPEG")),
        (Verdict.UNREADABLE, lambda world: strangers.picture("GIF")),
    ],
)
def test_any_other_file_is_told_by_its_signatures(client: Client, world: World, verdict: Verdict, make: Make) -> None:
    response = send(client, make(world))
    assert (response.status_code, heading(response)) == (200, WORDS[verdict].title)
    assert WORDS[verdict].sentence in text_of(response)


@pytest.mark.parametrize(
    ("make", "title"),
    [
        (strangers.encrypted_pdf, "ไฟล์ตั้งรหัสผ่านไว้"),
        (lambda: b"\0" * (sandbox.LIMIT + 1), "ไฟล์ใหญ่เกินไป"),
    ],
    ids=["encrypted", "too large"],
)
def test_a_sound_file_that_cannot_be_examined_is_not_called_damaged(
    client: Client, make: Callable[[], bytes], title: str
) -> None:
    response = send(client, make())
    assert (response.status_code, heading(response)) == (200, title)
    assert "เสียหาย" not in text_of(response) and "ดาวน์โหลดไฟล์ใหม่" not in text_of(response)


def test_an_altered_file_leads_to_the_real_one(client: Client, world: World) -> None:
    a_signed_round(world.files[Level.B_T], Edition.State.PUBLISHED)
    assert f'href="/v/{CODE}/"' in text_of(send(client, world.files[Level.B_T] + b"x"))


def test_a_demonstrations_signature_is_marked(client: Client, world: World) -> None:
    assert "ลงนามด้วยใบรับรองทดลอง (DEMO) ไม่มีผลทางกฎหมาย" in text_of(send(client, world.files[Level.B_T]))


def test_without_a_file_the_form_comes_back(client: Client) -> None:
    response = client.post("/v/")
    assert response.status_code == 422
    assert "โปรดเลือกไฟล์ PDF หรือภาพถ่ายของรายงานที่จะตรวจ" in text_of(response)


def test_a_name_out_of_a_stranger_s_certificate_is_escaped(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = strangers.a_stranger(NOW, name="<script>alert(1)</script>")
    page = text_of(send(client, strangers.signed_by(stranger, strangers.plain_pdf())))
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page


def test_a_digest_of_an_issued_file_takes_the_place_of_the_file(client: Client, world: World) -> None:
    pdf = world.files[Level.B_T]
    sha256 = hashlib.sha256(pdf).hexdigest()
    assert client.get(f"/v/known/{sha256}/").status_code == 404
    assert client.post("/v/", {"sha256": sha256}).status_code == 422
    a_signed_round(pdf, Edition.State.PUBLISHED)
    assert client.get(f"/v/known/{sha256}/").status_code == 204
    assert heading(client.post("/v/", {"sha256": sha256})) == WORDS[Verdict.ISSUED].title
    assert client.get("/v/known/zz/").status_code == 404


def test_no_address_alone_says_that_a_file_is_genuine(client: Client, world: World) -> None:
    pdf = world.files[Level.B_T]
    a_signed_round(pdf, Edition.State.PUBLISHED)
    page = text_of(client.get("/v/", {"sha256": hashlib.sha256(pdf).hexdigest()}))
    assert "<h1>ตรวจสอบรายงาน</h1>" in page


def test_nothing_of_an_upload_is_kept(
    client: Client, world: World, own_files: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before, files = everything_stored(), sorted(tmp_path.rglob("*"))
    assert send(client, world.files[Level.B_LTA] + b"x" * 3_000_000).status_code == 200
    assert (everything_stored(), sorted(tmp_path.rglob("*"))) == (before, files)


def test_a_file_is_not_taken_without_the_forms_token(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    assert send(client, world.files[Level.B_B]).status_code == 403
    client.get("/v/")
    sent = {"file": SimpleUploadedFile("x.pdf", world.files[Level.B_B])}
    token = client.cookies["csrftoken"].value
    assert client.post("/v/", {"csrfmiddlewaretoken": token, **sent}).status_code == 200


@pytest.mark.usefixtures("one_minute")
def test_twenty_files_a_minute_and_no_more(client: Client) -> None:
    statuses = [send(client, b"").status_code for _ in range(21)]
    assert statuses == [200] * 20 + [429]
    response = send(client, b"")
    assert (heading(response), response["Retry-After"]) == ("โปรดรอสักครู่", "60")
    assert client.post("/v/", {"file": SimpleUploadedFile("x", b"")}, REMOTE_ADDR="192.0.2.7").status_code == 200


@pytest.mark.usefixtures("one_minute")
def test_sixty_codes_a_minute_and_no_more(client: Client) -> None:
    statuses = [client.get(f"/v/{CODE}/").status_code for _ in range(60)]
    assert statuses == [404] * 60
    assert client.get("/v/", {"code": CODE}).status_code == 429
    assert client.get(f"/v/known/{'0' * 64}/").status_code == 429


def test_where_too_many_are_being_examined_one_is_asked_to_wait(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(pdf: bytes, *, roots: object) -> None:
        raise sandbox.Busy

    monkeypatch.setattr(sandbox, "examine", busy)
    response = send(client, world.files[Level.B_B])
    assert (response.status_code, heading(response)) == (503, "โปรดรอสักครู่")


@pytest.mark.parametrize("state", PUBLIC)
def test_a_code_shows_the_real_report_and_never_calls_a_paper_genuine(client: Client, world: World, state: str) -> None:
    made = a_signed_round(world.files[Level.B_T], state)
    page = text_of(client.get(f"/v/{CODE}/"))
    for fact in (
        made.edition.title,
        made.edition.agency.name,
        CODE,
        hashlib.sha256(world.files[Level.B_T]).hexdigest(),
    ):
        assert fact in page
    for good in ("ถูกต้อง", "เป็นฉบับจริง", "ไม่ถูกแก้ไข"):
        assert good not in page


@pytest.mark.parametrize("demo", [True, False])
def test_the_page_of_a_code_marks_a_demonstration(client: Client, world: World, demo: bool) -> None:
    made = a_signed_round(world.files[Level.B_T], Edition.State.PUBLISHED)
    Signing.objects.filter(round=made).update(demo=demo)
    page = text_of(client.get(f"/v/{CODE}/"))
    assert ("ลงนามด้วยใบรับรองทดลอง (DEMO) ไม่มีผลทางกฎหมาย" in page) is demo


def test_the_pages_write_a_year_in_one_way(client: Client, world: World) -> None:
    pdf = world.files[Level.B_T]
    a_signed_round(pdf, Edition.State.PUBLISHED)
    short = format_moment(NOW).partition(" เวลา")[0]
    for page in (text_of(client.get(f"/v/{CODE}/")), text_of(send(client, pdf))):
        assert format_date(NOW) in page
        assert short not in page


def test_where_the_replacement_was_withdrawn_nobody_is_sent_to_a_current_report(client: Client, world: World) -> None:
    pdf = world.files[Level.B_T]
    a_signed_round(pdf, Edition.State.REPLACED)
    page = text_of(send(client, pdf))
    assert "เป็นฉบับจริง แต่ถูกแทนที่แล้ว และฉบับที่มาแทนถูกเพิกถอน" in page
    assert "เปิดฉบับปัจจุบันแทน" not in page and "แต่มีฉบับใหม่แล้ว" not in page
    assert "ขณะนี้ไม่มีฉบับปัจจุบัน" in page
    assert "ขณะนี้ไม่มีฉบับปัจจุบัน" in text_of(client.get(f"/v/{CODE}/"))


def test_a_replaced_file_leads_to_the_current_report(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = world.files[Level.B_T]
    a_signed_round(pdf, Edition.State.REPLACED)
    monkeypatch.setattr(issued, "_current", lambda edition: "TSTN-2566-0000-0000-0000-0000")
    page = text_of(send(client, pdf))
    assert "เปิดฉบับปัจจุบันแทน" in page and WORDS[Verdict.SUPERSEDED].sentence in page
    assert 'href="/r/TSTN-2566-0000-0000-0000-0000/"' in page


@pytest.mark.parametrize("state", [each for each in Edition.State if each not in PUBLIC])
def test_the_code_of_what_is_not_published_is_not_found(client: Client, world: World, state: str) -> None:
    made = a_signed_round(world.files[Level.B_T], state)
    for response in (client.get(f"/v/{CODE}/"), client.get("/v/", {"code": CODE})):
        assert response.status_code == 404
        assert made.edition.title not in text_of(response)


def test_a_typed_code_leads_to_its_address(client: Client, world: World) -> None:
    a_signed_round(world.files[Level.B_T], Edition.State.PUBLISHED)
    for address in (f"/v/?code={CODE.lower().replace('-', '')}", f"/v/{CODE.lower()}/"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (302, f"/v/{CODE}/")
    assert client.get("/v/?code=").status_code == 422


@pytest.mark.parametrize("address", ["/v/", f"/v/{CODE}/", "/v/outside/"])
def test_the_pages_run_no_script_but_files_of_ours(client: Client, world: World, address: str) -> None:
    a_signed_round(world.files[Level.B_T], Edition.State.PUBLISHED)
    response = client.get(address)
    assert "script-src 'self'" in response["Content-Security-Policy"]
    page = text_of(response)
    assert page.count("<script") == page.count('<script src="/static/')
    assert " style=" not in page and " onclick=" not in page
