"""A scan or a photograph proves nothing, but its QR code leads to the real report, and so does a code typed there."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from pades.examination import sandbox
from pades.signing.level import Level
from paper.scan import reading as scan
from reports.models import Edition
from reports.verification import scanned
from reports.verification.verdicts import WORDS, Verdict
from tests.pades import strangers
from tests.pades.genuine import CODE, World
from tests.reports.verification.issuing import a_signed_round

ADDRESS = f"https://portal.example.go.th/v/{CODE}/"
# A picture of a few kilobytes that would take a gigabyte.
BOMB = (30_000, 30_000)


def paper(text: str = ADDRESS, *, size: int = 900, turned: int = 0, kind: str = "JPEG") -> bytes:
    """A page with a QR code somewhere on it, as a scanner or a telephone hands it over."""
    code = io.BytesIO()
    segno.make(text, error="m", micro=False).save(code, kind="png", scale=5)
    page = Image.new("L", (size, size * 7 // 10), 225)
    page.paste(Image.open(code).convert("L"), (size // 2, size // 4))
    written = io.BytesIO()
    page.rotate(turned, expand=True, fillcolor=90).convert("RGB").save(written, kind)
    return written.getvalue()


def test_codes_are_read_out_of_photographs_and_scans() -> None:
    shapes: list[dict[str, Any]] = [
        {"kind": "JPEG"},
        {"kind": "PNG", "turned": 90},
        {"kind": "PDF"},
        {"kind": "JPEG", "turned": 11},
        {"kind": "JPEG", "size": 4000},
    ]
    for shape in shapes:
        assert scan.codes_in(paper(**shape)) == [ADDRESS], shape


def test_what_cannot_be_read_is_no_code_and_no_fault() -> None:
    bomb = io.BytesIO()
    Image.new("1", BOMB).save(bomb, "PNG")
    for data in (b"", b"x", b"\xff\xd8\xffjunk", b"%PDF-junk", strangers.picture("GIF"), bomb.getvalue()):
        assert scan.codes_in(data) == []
    assert scan.codes_in(paper("x" * 600)) == [], "longer than any address"


def test_it_is_read_in_a_process_that_has_no_way_out() -> None:
    assert scanned.code_in(paper()) == CODE
    assert json.loads(sandbox.run("paper.scan.inside", b"%PDF-") or b"null") == []


def test_where_nobody_has_time_the_verdict_is_there_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(module: str, sent: bytes) -> bytes:
        raise sandbox.Busy

    monkeypatch.setattr(sandbox, "run", busy)
    assert scanned.code_in(paper()) == ""


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_paper", "installed", "in_this_process", "unlimited")
class TestOnThePage:
    def send(self, client: Client, data: bytes) -> str:
        answer = client.post("/v/", {"file": SimpleUploadedFile("page", data)})
        assert answer.status_code == 200
        page = str(answer.content.decode())
        assert WORDS[Verdict.NOT_SIGNED].title in page.partition("</h1>")[0]
        assert "ไม่ผ่าน:" not in page, "what can't be tested hasn't failed"
        return page

    def test_the_qr_code_leads_to_the_published_report(self, client: Client, world: World) -> None:
        a_signed_round(world.files[Level.B_T], Edition.State.PUBLISHED)
        for kind in ("JPEG", "PNG", "PDF"):
            page = self.send(client, paper(kind=kind))
            assert f'href="/v/{CODE}/"' in page, kind
            assert "โปรดเทียบเนื้อหาทุกหน้ากับฉบับจริง" in page

    def test_without_a_code_that_is_known_there_is_a_field_to_type_it_in(self, client: Client) -> None:
        for data in (paper(), strangers.picture("JPEG"), strangers.plain_pdf()):
            page = self.send(client, data)
            assert 'name="code"' in page and "โปรดถ่ายหน้าสุดท้ายที่มีคิวอาร์โค้ด" in page
            assert f"/v/{CODE}/" not in page, "of a report that isn't public nothing is said"

    def test_a_code_that_is_too_short_or_typed_with_thai_keys_is_told(self, client: Client) -> None:
        said = {
            "TSTN-2566-RC5D": "รหัสที่พิมพ์มี 12 ตัว",
            "ฟหกด-2566": "แป้นพิมพ์เป็นภาษาไทย",
            "TSTN-๒๕๖๖-7K4M-92QD-0GHX-5TB2": "ไม่พบรหัสนี้ในรายงานที่เผยแพร่",
        }
        for typed, words in said.items():
            answer = client.get("/v/", {"code": typed})
            assert (answer.status_code, words in answer.content.decode()) == (404, True), typed

    def test_a_code_typed_while_the_keyboard_is_thai_is_found(self, client: Client, world: World) -> None:
        a_signed_round(world.files[Level.B_T], Edition.State.PUBLISHED)
        thai = str.maketrans("1234567890-QWERTYUIOPASDFGHJKLZXCVBNM", "ๅ/-ภถุึคตจขๆไำพะัีรนยฟหกดเ้่าสผปแอิืท")
        shifted = str.maketrans("QWERTYUIOPASDFGHJKLZXCVBNM", '๐"ฎฑธํ๊ณฯญฤฆฏโฌ็๋ษศ()ฉฮฺ์?')
        for typed in (CODE.translate(thai), CODE.translate(thai | shifted)):
            assert client.get("/v/", {"code": typed})["Location"] == f"/v/{CODE}/", typed
        beside = CODE.translate({key: sign for key, sign in thai.items() if chr(key).isalpha()})
        assert client.get("/v/", {"code": beside})["Location"] == f"/v/{CODE}/", "digits from the keys beside"

    def test_a_file_of_another_kind_and_an_empty_one_are_told_so(self, client: Client) -> None:
        said = {b"": "ไฟล์ว่าง", b"PK\x03\x04 a letter": "ใช้ได้เฉพาะไฟล์ PDF JPEG หรือ PNG", b"text": "ใช้ได้เฉพาะไฟล์ PDF"}
        for data, words in said.items():
            page = client.post("/v/", {"file": SimpleUploadedFile("page", data)}).content.decode()
            assert words in page, data
