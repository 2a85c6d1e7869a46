"""Whatever is brought in for a report: a Thai sentence says what was seen and what to do, and nothing is stored.

Each file goes the whole road, by its name and through the process that is closed in: what is no report, what hides
something else behind its name, what is locked, damaged, empty, or made to hurt.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from django.core.management import call_command

from document.grids import inside
from pades.examination import inside_sandbox
from tests.document.corpus.makers import by_hand, by_python_docx, by_xlsxwriter, pages, texts
from tests.document.grids import makers, word_files
from tests.document.grids.test_office import odt
from tests.stored import everything_stored

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ENCRYPTED = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(64)
CV = (
    "ประวัติย่อ",
    [["ชื่อ", "นายดี งามยิ่ง"], ["วันเกิด", "1 มกราคม 2530"], ["การศึกษา", "ปริญญาตรี"], ["ความสามารถ", "พิมพ์ดีด"]],
    "ข้าพเจ้าขอรับรองว่าข้อความข้างต้นเป็นความจริง",
)
NO_REPORT = r"ไม่พบตารางมาตรการ ต้องมีตาราง"
PNG = makers.picture("PNG", (300, 300))


def docx() -> bytes:
    return word_files.docx("ก")


def locked_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(makers.pdf([makers.said(50, 700, b"Words")]))) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def damaged(data: bytes, part: str) -> bytes:
    """The container with a part of it spoilt, so that its index is right and its content is not."""
    spoilt = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        start = container.getinfo(part).header_offset + 30 + len(part) + 100
    spoilt[start : start + 40] = bytes(40)
    return bytes(spoilt)


def bomb(part: str) -> bytes:
    return makers.zipped({**makers.XLSX, part: b"<a>" + b" " * 30_000_000})


def nested(depth: int) -> str:
    inner = word_files.tbl(word_files.tr("ลึก"))
    for _ in range(depth - 1):
        inner = word_files.tbl(word_files.tr(word_files.tc(inner + word_files.p())))
    return inner


def wide_text() -> bytes:
    return "\t".join(["มาตรการ"] * 1_000).encode() + b"\n" + "\t".join(["ข้อ E1"] * 1_000).encode()


CASES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    # What it is, under which name, and what the sentence must say: what was seen, then what to do.
    "ten thousand pages, PDF": (".pdf", lambda: makers.pdf([b""] * 10_000), r"มีหน้าเกิน 500 .*โปรดแบ่งไฟล์"),
    "ten thousand pages, Word": (
        ".docx",
        lambda: word_files.docx(*['<w:p><w:r><w:br w:type="page"/><w:t>ก</w:t></w:r></w:p>'] * 10_000),
        r"มีหน้าเกิน 500 .*โปรดแบ่งไฟล์",
    ),
    "a thousand columns, Word": (".docx", lambda: by_hand.word([["ก"] * 1_000]), r"มีคอลัมน์เกิน 200 .*โปรดแบ่งไฟล์"),
    "a thousand columns, workbook": (
        ".xlsx",
        lambda: by_xlsxwriter.workbook(("ก", [["ก"] * 1_000])),
        r"มีคอลัมน์เกิน 200 .*โปรดแบ่งไฟล์",
    ),
    "a thousand columns, page": (".html", lambda: pages.page([["ก"] * 1_000]), r"มีคอลัมน์เกิน 200 .*โปรดแบ่งไฟล์"),
    "a thousand columns, CSV": (".csv", lambda: b",".join([b"x"] * 1_000), r"มีคอลัมน์เกิน 200 .*โปรดแบ่งไฟล์"),
    "a thousand columns, text": (".txt", wide_text, r"มีคอลัมน์เกิน 200 .*โปรดแบ่งไฟล์"),
    "eleven tables within each other, Word": (".docx", lambda: word_files.docx(nested(11)), r"ซ้อนกันลึกเกินไป โปรด"),
    "ten tables within each other, Word": (".docx", lambda: word_files.docx(nested(10)), NO_REPORT),
    "eleven tables within each other, page": (
        ".html",
        ("<table><tr><td>ก" * 11).encode,
        r"มีตารางซ้อนกันเกิน 10 ชั้น โปรด",
    ),
    "pictures alone, Word": (".docx", lambda: by_python_docx.document("[picture]", "[picture]"), r"มีแต่ภาพ .*โปรด"),
    "pictures alone, page": (".html", lambda: b"<p><img src=a.png></p>", r"มีแต่ภาพ ไม่มีข้อความ โปรด"),
    "a picture by name": (".docx", lambda: PNG, r"เป็นภาพ PNG .*โปรดเลือกไฟล์ใหม่"),
    "a CV, Word": (".docx", lambda: by_python_docx.document(*CV), NO_REPORT),
    "a CV, PDF": (".pdf", lambda: pages.pdf(*CV), NO_REPORT),
    "a CV, page": (".html", lambda: pages.page(*CV), NO_REPORT),
    "a CV, workbook": (".xlsx", lambda: by_xlsxwriter.workbook(("ประวัติ", [list(row) for row in CV[1]])), NO_REPORT),
    "a CV, CSV": (".csv", lambda: texts.separated([list(row) for row in CV[1]], ",").encode(), NO_REPORT),
    "a CV, text": (".txt", lambda: texts.tabbed(*CV).encode(), NO_REPORT),
    "locked, Word": (".docx", lambda: ENCRYPTED, r"ที่ตั้งรหัสผ่านไว้ โปรดบันทึกใหม่โดยไม่ตั้งรหัสผ่าน"),
    "locked, workbook": (".xlsx", lambda: ENCRYPTED, r"ที่ตั้งรหัสผ่านไว้ โปรดบันทึกใหม่โดยไม่ตั้งรหัสผ่าน"),
    "locked, PDF": (".pdf", locked_pdf, r"เป็น PDF ที่ตั้งรหัสผ่านไว้ .*โปรด"),
    "locked, LibreOffice": (
        ".odt",
        lambda: odt("", **{"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
        r"ที่ตั้งรหัสผ่านไว้ โปรดบันทึกใหม่โดยไม่ตั้งรหัสผ่าน",
    ),
    "cut, Word": (".docx", lambda: docx()[:-60], r"เสียหายหรือถูกตัด .*โปรดเปิดด้วยโปรแกรมเดิมแล้วบันทึกใหม่"),
    "spoilt, Word": (
        ".docx",
        lambda: damaged(word_files.docx(*map(str, range(999))), "word/document.xml"),
        r"เสียหายหรือถูกตัด .*โปรดเปิดด้วยโปรแกรมเดิมแล้วบันทึกใหม่",
    ),
    "spoilt, workbook": (
        ".xlsx",
        lambda: damaged(by_xlsxwriter.workbook(("ก", [["ก"]] * 999)), "xl/worksheets/sheet1.xml"),
        r"เสียหายหรือถูกตัด .*โปรดเปิดด้วยโปรแกรมเดิมแล้วบันทึกใหม่",
    ),
    "damaged, PDF": (".pdf", lambda: b"%PDF-1.7\n" + bytes(300), r"(เสียหาย|ไม่ใช่แฟ้ม PDF).*โปรด"),
    "a bomb, workbook": (".xlsx", lambda: bomb("xl/worksheets/sheet1.xml"), r"คลายออกแล้วใหญ่ผิดปกติ .*โปรด"),
    "a bomb, Word": (".docx", lambda: bomb("word/document.xml"), r"คลายออกแล้วใหญ่ผิดปกติ .*โปรด"),
    "a bomb, LibreOffice": (".ods", lambda: bomb("content.xml"), r"คลายออกแล้วใหญ่ผิดปกติ .*โปรด"),
    **{
        f"another's name, {ending}": (ending, lambda: makers.pdf([makers.said(50, 700, b"Words")]), r"PDF.*โปรด")
        for ending in (".docx", ".xlsx", ".html", ".csv", ".txt", ".json", ".doc")
    },
    "a Word file named .pdf": (".pdf", docx, r"เป็นแฟ้ม Word \(\.docx\) .*โปรด"),
    "a Word file named .xlsx": (".xlsx", docx, r"เป็นแฟ้ม Word \(\.docx\) .*โปรด"),
    **{
        f"empty, {ending}": (ending, bytes, r"ว่าง.*โปรด")
        for ending in (
            ".docx",
            ".xlsx",
            ".xls",
            ".ods",
            ".csv",
            ".html",
            ".txt",
            ".json",
            ".pdf",
            ".doc",
            ".odt",
            ".rtf",
        )
    },
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES)
def test_it_is_said_what_was_seen_and_what_to_do_and_nothing_is_stored(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ending, make, said = CASES[case]
    file = tmp_path / f"report{ending}"
    file.write_bytes(make())
    before = everything_stored()
    with pytest.raises(SystemExit) as stop:
        call_command("import_report", str(file), "--agency", "เทศบาลตำบลทุ่งสาย")
    message = capsys.readouterr().err
    assert stop.value.code == 1
    assert re.search(said, message), message
    assert "Traceback" not in message
    assert everything_stored() == before


def test_what_a_file_may_cost_is_bound_for_its_process() -> None:
    """What takes ten seconds of the processor, or a gigabyte, is ended and said to be too costly."""
    assert inside_sandbox.MEMORY < 2**30
    assert inside.SECONDS < 10
