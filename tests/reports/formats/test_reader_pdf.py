"""Our own PDF is read back whole, and what its signatures prove is said; other PDFs are refused with the reason."""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from django.db import OperationalError
from pytest_django import Settings

from accounts.models import Agency
from document import ReportError
from pades.examination import sandbox
from paper import report_pdf as writer
from paper import typeset
from paper.paper import Paper
from reports.formats import disk
from reports.formats import pdf_reader as reader
from reports.verification import certificates_known
from tests.document.samples import problems
from tests.paper.readback import page
from tests.reports.frozen import CODE, SLUG, frozen, seed, signed

pytestmark = pytest.mark.django_db
SEED = seed()


@cache
def frozen_seed() -> bytes:
    """Laid out when it is first read, not when the module is."""
    return frozen(SEED)


@pytest.fixture(autouse=True)
def agency(db: None) -> None:
    """The portal knows whose report it is."""
    Agency.objects.create(slug=SLUG, code=CODE.partition("-")[0], name=SEED.agency, short_name="อบต.จำปา")


@pytest.fixture(scope="module")
def body() -> bytes:
    return signed(frozen_seed(), SEED)


def about_signature(data: bytes) -> list[str]:
    """What the warnings say of signatures."""
    return [each.message for each in reader.read(data).warnings if each.key == "signature"]


def saved_with(data: bytes, **options: object) -> bytes:
    """The same PDF written anew by another program."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(out, **options)  # type: ignore[arg-type]  # whatever the test wants
    return out.getvalue()


def test_a_signed_report_comes_back_with_the_word_that_it_holds(body: bytes) -> None:
    found = reader.read(body)
    assert found.document == SEED
    assert found.proof == "ลายมือชื่อดิจิทัลของผู้เสนอและผู้อนุมัติถูกต้อง ไฟล์ไม่ถูกแก้ไขหลังลงนาม"
    assert about_signature(body) == []


@pytest.mark.parametrize("write", [frozen_seed, lambda: writer.write(SEED, Paper(draft=True))], ids=["frozen", "draft"])
def test_one_that_is_not_signed_comes_back_with_that_word(write: Callable[[], bytes]) -> None:
    found = reader.read(write())
    assert found.document == SEED
    assert found.proof == "ไฟล์นี้ไม่มีลายมือชื่อดิจิทัล"


def test_a_signed_report_that_was_changed_is_read_with_a_warning(body: bytes) -> None:
    at = body.index(b"/DocMDP")
    changed = body[:at] + b"/DocMDQ" + body[at + 7 :]
    found = reader.read(changed)
    assert (found.document, found.proof) == (SEED, "")
    assert about_signature(changed) == ["ไฟล์นี้ถูกแก้ไขหลังลงนาม เนื้อหาอาจไม่ใช่ที่ลงนามไว้"]


def test_of_another_portals_file_it_is_said_that_its_signers_cannot_be_known(body: bytes) -> None:
    Agency.objects.all().delete()
    [said] = about_signature(body)
    assert said == (
        "ไฟล์ไม่ถูกแก้ไขหลังลงนาม แต่ระบบนี้ไม่รู้จักใบรับรองที่ลงนาม คือ DEMO champa (ออกโดย DEMO ITA portal CA) "
        "จึงยืนยันไม่ได้ว่าเป็นของหน่วยงานที่ไฟล์ระบุ"
    )
    assert reader.read(body).proof == ""


def test_of_a_file_by_an_unknown_issuer_the_same_is_said(body: bytes, settings: Settings, tmp_path: Path) -> None:
    settings.SIGNING_DIR = tmp_path
    [said] = about_signature(body)
    assert said.startswith("ไฟล์ไม่ถูกแก้ไขหลังลงนาม แต่ระบบนี้ไม่รู้จักใบรับรองที่ลงนาม")


def test_nobodys_signature_counts_without_the_record_of_who_signs(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(found: object) -> None:
        raise OperationalError

    monkeypatch.setattr(certificates_known, "with_strangers", refuse)
    assert about_signature(body) == ["ตรวจลายมือชื่อดิจิทัลของไฟล์นี้ไม่ได้"]


def test_nor_where_too_many_are_being_examined(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(data: bytes, *, roots: object) -> None:
        raise sandbox.Busy

    monkeypatch.setattr(sandbox, "examine", refuse)
    assert about_signature(body) == ["ตรวจลายมือชื่อดิจิทัลของไฟล์นี้ไม่ได้"]


def test_the_agency_can_be_named() -> None:
    assert reader.read(frozen_seed(), agency="เทศบาลตำบลทุ่งสาย").document.agency == "เทศบาลตำบลทุ่งสาย"


@pytest.mark.parametrize(
    ("write", "reason"),
    [
        (lambda: b"", "ว่างเปล่า ไม่มีข้อมูลอยู่เลย โปรดตรวจว่าเลือกไฟล์ถูกและบันทึกครบ"),
        (lambda: b"\x89PNG\r\n", "เป็นภาพ PNG ไม่ใช่แฟ้ม PDF โปรดเลือกไฟล์ใหม่"),
        (lambda: b"PK\x03\x04word/document.xml", "เป็นแฟ้ม Word (.docx) ไม่ใช่แฟ้ม PDF โปรดเลือกไฟล์ใหม่"),
        (lambda: frozen_seed()[: len(frozen_seed()) // 4], "ไม่ใช่แฟ้ม PDF หรือแฟ้มเสียหาย โปรดเปิดด้วยโปรแกรมเดิมแล้วบันทึกใหม่"),
        (
            lambda: saved_with(frozen_seed(), encryption=pikepdf.Encryption(owner="a", user="b")),
            "เป็น PDF ที่ตั้งรหัสผ่านไว้ จึงเปิดอ่านไม่ได้ โปรดบันทึกใหม่โดยไม่ตั้งรหัสผ่าน",
        ),
        (lambda: bytes(25 * 1024 * 1024 + 1), "ใหญ่เกินไป รับได้ไม่เกิน 25 MB"),
    ],
    ids=["empty", "picture", "word", "cut", "locked", "huge"],
)
def test_what_is_no_pdf_of_ours_is_refused_with_the_reason(write: Callable[[], bytes], reason: str) -> None:
    data = write()
    with pytest.raises(ReportError) as refused:
        reader.read(data)
    assert problems(refused.value) == [("แฟ้ม", reason)]


def test_another_makers_pdf_without_a_table_says_what_was_seen() -> None:
    with pytest.raises(ReportError) as refused:
        reader.read(typeset.render(page("<p>น้ำใจงามของประชาชน ในตำบลทุ่งสาย</p>"), title="x"))
    [(place, message)] = problems(refused.value)
    assert (place, "ไม่มีตาราง แต่ไม่พบตารางมาตรการ" in message) == ("ไฟล์", True)


def test_another_makers_pdf_is_read_by_its_words() -> None:
    """Ours without what lies in it: as any program would have made it."""
    with pikepdf.open(io.BytesIO(writer.write(SEED, Paper()))) as document:
        del document.Root.Names, document.Root.AF
        foreign = io.BytesIO()
        document.save(foreign)
    found = reader.read(foreign.getvalue())
    assert [each.code for each in found.document.measures] == ["I11", "E13", "E14"]
    assert (found.by_words, found.document.measures[1].question) == (True, SEED.measures[1].question)
    days = [[day.start for day in action.dates] for measure in found.document.measures for action in measure.actions]
    assert days == [[day.start for day in each.dates] for measure in SEED.measures for each in measure.actions]


def test_a_pdf_larger_than_a_text_may_be_is_read(tmp_path: Path) -> None:
    """With photographs it may have as many megabytes as the portal examines."""
    with pikepdf.open(io.BytesIO(writer.write(SEED, Paper()))) as document:
        document.Root.Photograph = document.make_stream(bytes(6 * 1024 * 1024))
        document.save(tmp_path / "large.pdf", compress_streams=False)
    assert disk.read(tmp_path / "large.pdf").document == SEED
