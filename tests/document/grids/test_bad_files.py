"""What anybody may send: each is refused in Thai by what it is, quickly, and nothing of it is opened or fetched."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from document import ReportError
from document.grid import Grid
from document.grids import bounds, csv, html, pdf, sheets
from document.grids.pages import letters
from document.grids.workbook import xlsx as workbook_xlsx
from tests.document.grids import seen
from tests.document.grids.makers import XLSX, ods, picture, said, workbook, xlsx, zipped
from tests.document.grids.makers import pdf as pdf_of
from tests.document.samples import SEED

Read = Callable[[bytes], Grid]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
GOOD = workbook(lambda _, sheet: sheet.write_row(0, 0, ["ก", "ข"]))
ROW = '<row><c t="inlineStr"><is><t>ก</t></is></c></row>'


def named(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(64)


def docx() -> bytes:
    return zipped({"word/document.xml": "<a/>"})


def empty_pdf() -> bytes:
    return pdf_of([b""])


def bomb() -> bytes:
    return zipped({**XLSX, "xl/worksheets/sheet1.xml": b"<a>" + b" " * 8_000_000})


def locked_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of([said(50, 700, b"Words")]))) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def locked_zip() -> bytes:
    data = bytearray(GOOD)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = data.find(mark)
        while start >= 0:
            data[start + offset] |= 1
            start = data.find(mark, start + 4)
    return bytes(data)


def entities() -> str:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">{lines}<!ENTITY f SYSTEM "file:///etc/passwd">]>'


def sheet_of(data: str) -> bytes:
    return xlsx(f"<sheetData>{data}</sheetData>")


SHEETS: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "ว่างเปล่า"),
    "text": (lambda: SEED, "เป็นไฟล์ข้อความหรือไฟล์ชนิดอื่น ไม่ใช่ไฟล์ตารางคำนวณ"),
    "a picture": (picture, "เป็นภาพ PNG ไม่ใช่ไฟล์ตารางคำนวณ"),
    "pdf": (empty_pdf, "เป็นแฟ้ม PDF ไม่ใช่"),
    "docx": (docx, "เป็นแฟ้ม Word (.docx) ไม่ใช่"),
    "zip": (lambda: zipped({"a": "b"}), "เป็นแฟ้มบีบอัด ZIP ไม่ใช่"),
    "locked": (lambda: named("EncryptedPackage"), "เป็นไฟล์ Excel หรือ Word ที่ตั้งรหัสผ่านไว้"),
    "locked zip": (locked_zip, "เป็นไฟล์ตารางคำนวณที่ตั้งรหัสผ่านไว้"),
    "locked ods": (lambda: ods("", manifest="<a><encryption-data/></a>"), "เป็นไฟล์ LibreOffice (.ods) ที่ตั้งรหัสผ่านไว้"),
    "doc": (lambda: named("WordDocument"), "เป็นไฟล์ Word รุ่นเก่า (.doc) ไม่ใช่"),
    "damaged xls": (lambda: named("Workbook"), "เป็นไฟล์ Excel รุ่นเก่า (.xls) ที่เสียหายหรือถูกตัด"),
    "a large xls": (lambda: OLE + bytes(8 * 2**20), "เป็นไฟล์ Excel รุ่นเก่า (.xls) ที่ใหญ่เกิน 8 MB"),
    "xlsb": (
        lambda: zipped({**XLSX, "_rels/.rels": XLSX["_rels/.rels"].replace("k.xml", "k.bin")}),
        "เป็นไฟล์ Excel แบบไบนารี",
    ),
    "cut": (lambda: GOOD[:-100], "เป็นไฟล์ตารางคำนวณที่เสียหายหรือถูกตัด"),
    "damaged part": (lambda: GOOD.replace(b"PK\x03\x04", b"PK\x03\x05"), "เป็นไฟล์ Excel ที่เสียหายหรือถูกตัด"),
    "cut XML": (lambda: sheet_of("<row><c>"), "เป็นไฟล์ Excel ที่เสียหายหรือถูกตัด"),
    "no sheet": (lambda: zipped({**XLSX}), "เป็นไฟล์ Excel ที่เสียหายหรือถูกตัด"),
    "no words": (lambda: sheet_of(""), "ไม่มีข้อความในแผ่นงานที่มองเห็น"),
    "a bomb": (bomb, "ไฟล์ตารางคำนวณนี้คลายออกแล้วใหญ่ผิดปกติ"),
    "entities": (lambda: xlsx("", **{"workbook.xml": entities() + XLSX["xl/workbook.xml"]}), "เป็นไฟล์ Excel ที่เสียหาย"),
    "1,000 columns": (
        lambda: sheet_of("<row>" + ROW.removeprefix("<row>").removesuffix("</row>") * 1_000 + "</row>"),
        "มีคอลัมน์เกิน 200",
    ),
}


@pytest.mark.parametrize("case", SHEETS)
def test_what_is_no_sheet_of_a_report(case: str) -> None:
    make, begins = SHEETS[case]
    refused(sheets.read, make(), begins)


def refused(read: Read, data: bytes, begins: str) -> None:
    with pytest.raises(ReportError) as error:
        read(data)
    assert seen.refusal(error).startswith(begins)


LONG: dict[str, tuple[Read, Callable[[], bytes]]] = {
    "rows": (sheets.read, lambda: sheet_of(ROW * 2_001)),
    "empty rows": (sheets.read, lambda: sheet_of("<row/>" * 2_001)),
    "rows of libreoffice": (
        sheets.read,
        lambda: ods(
            '<table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell><text:p>x</text:p>'
            "</table:table-cell></table:table-row></table:table>"
        ),
    ),
    "page": (html.read, ("<table>" + "<tr><td>ก" * 2_001).encode),
    "csv": (csv.read, lambda: b"x,y\n" * 1_001),
}


@pytest.mark.parametrize("case", LONG)
def test_more_cells_than_a_report_has(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_CELLS", 2_000)
    monkeypatch.setattr(workbook_xlsx, "MOST_ELEMENTS", 2_000)
    read, make = LONG[case]
    refused(read, make(), "มีช่องเกิน 2,000 ไม่ใช่รายงานฉบับเดียว")


NESTED = "<table><tr><td>ก"
PAGES: dict[str, tuple[Any, str]] = {
    "empty": ("", "ว่างเปล่า"),
    "no words": ("<p>&nbsp;<img src=a.png>", "มีแต่ภาพ ไม่มีข้อความ"),
    "text": ("รายงานผล", "เป็นแฟ้มข้อความ ไม่ใช่หน้าเว็บ"),
    "json": ('{"a": "<p>"}', "เป็นแฟ้ม JSON ไม่ใช่หน้าเว็บ"),
    "pdf": (b"%PDF-1.7 <p>", "เป็นแฟ้ม PDF"),
    "docx": (zipped({"word/document.xml": "<a/>"}), "เป็นแฟ้ม Word (.docx)"),
    "mht": ("MIME-Version: 1.0\n\n<p>ก", "เป็นหน้าเว็บแบบไฟล์เดียว (.mht)"),
    "broken": (("<p>" + "รายงาน" * 20).encode()[:-1], "ถูกตัดกลางตัวอักษรสุดท้าย"),
    "latin": ("<p>Übergröße".encode("latin-1"), "ไม่ใช่ข้อความภาษาไทย"),
    "eleven tables": (NESTED * 11, "มีตารางซ้อนกันเกิน 10 ชั้น"),
    "deep": ("<div>" * 50_000 + "ก", "เป็นหน้าเว็บที่ซ้อนกันลึกผิดปกติ"),
    "columns": ("<table><tr>" + "<td>ก" * 1_000, "มีคอลัมน์เกิน 200"),
    "spans": ("<table><tr>" + "<td colspan=150>ก" * 2, "มีคอลัมน์เกิน 200"),
    "spans below": ("<table><tr>" + "<td rowspan=2>ก" * 150 + "<tr>" + "<td>ข" * 150, "มีคอลัมน์เกิน 200"),
    "tags": ("<b>" * 500_001, "มีช่องหรือย่อหน้าเกิน"),
}


@pytest.mark.parametrize("case", PAGES)
def test_what_is_no_page_of_a_report(case: str) -> None:
    page, begins = PAGES[case]
    refused(html.read, page.encode() if isinstance(page, str) else page, begins)


def test_ten_tables_in_each_other_are_read() -> None:
    [table] = html.read((NESTED * 10).encode()).tables()
    assert table.rows[0][0].text.split() == ["ก"] * 10


def test_entities_of_a_page_open_nothing() -> None:
    page = f"{entities()}<p>ก &a9; &f; ข".encode()
    assert len(seen.blocks(html.read(page))[0]) < 40


PDFS: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "เป็นไฟล์ข้อความหรือไฟล์ชนิดอื่น ไม่ใช่ไฟล์ PDF"),
    "docx": (docx, "เป็นแฟ้ม Word (.docx) ไม่ใช่ไฟล์ PDF"),
    "a picture": (picture, "เป็นภาพ PNG ไม่ใช่ไฟล์ PDF"),
    "locked": (locked_pdf, "เป็นไฟล์ PDF ที่ตั้งรหัสผ่านไว้"),
    "damaged": (lambda: b"%PDF-1.7\n" + bytes(200), "เป็นไฟล์ PDF ที่เสียหาย"),
    "no words": (empty_pdf, "เป็น PDF ที่ไม่มีข้อความ"),
    "10,000 pages": (lambda: pdf_of([b""] * 10_000), "มีหน้าเกิน 500"),
    "no meaning": (
        lambda: pdf_of(
            [b"BT /G 12 Tf 50 700 Td <000100020003000400050006> Tj ET"],
            resources="/Font<</G 10 0 R>>",
            objects=[
                b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[11 0 R]>>",
                b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
                b"/Supplement 0>>/FontDescriptor 12 0 R>>",
                b"<</Type/FontDescriptor/FontName/X/Flags 4>>",
            ],
        ),
        "เป็น PDF ที่ตัวอักษรไม่บอกความหมาย",
    ),
}


@pytest.mark.parametrize("case", PDFS)
def test_what_is_no_pdf_of_a_report(case: str) -> None:
    make, begins = PDFS[case]
    refused(pdf.read, make(), begins)


def test_more_letters_than_a_report_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "MOST", 100)
    refused(pdf.read, pdf_of([said(50, 700, b"x" * 60)] * 2), "มีตัวอักษรเกิน 100 ")


@pytest.mark.parametrize("read", [sheets.read, html.read, pdf.read, csv.read], ids=["sheets", "html", "pdf", "csv"])
def test_a_file_beyond_all_bounds(read: Read) -> None:
    refused(read, b"%PDF" + b"<p>," * (26 * 2**18), "ใหญ่เกินไป รับได้ไม่เกิน")


@pytest.mark.parametrize("place", range(0, 400, 37))
def test_a_workbook_altered_anywhere_is_read_or_refused(place: int) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"):
        altered = parts[name][:place] + b"\xff\x00<" + parts[name][place + 3 :]
        try:
            assert not sheets.read(zipped({**parts, name: altered})).is_empty
        except ReportError as error:
            assert error.problems
