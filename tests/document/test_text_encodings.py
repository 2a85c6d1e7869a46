"""UTF-8, UTF-16 and TIS-620 are recognised; everything else is refused with what it really is."""

import gzip
import io
import zipfile

import pytest

from document import ReportError
from document.readers import text
from document.readers.reading import Reading
from tests.document.samples import GOLDEN, SEED, problems

PLAIN = SEED.decode()


def refused(data: bytes) -> str:
    with pytest.raises(ReportError) as error:
        text.read(data)
    [(place, message)] = problems(error.value)
    assert place == "แฟ้ม"
    return message


def keys(reading: Reading) -> list[str]:
    return [each.key for each in reading.warnings if each.key == "encoding"]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_encoding_that_says_what_it_is_is_read_without_a_warning(codec: str) -> None:
    reading = text.read(PLAIN.encode(codec))
    assert (reading.document, keys(reading)) == (text.read(SEED).document, [])


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "cp874", "tis-620"])
def test_an_encoding_that_is_only_recognised_is_read_with_a_warning(codec: str) -> None:
    # TIS-620 has no dash for ranges; a hyphen stands in such files.
    plain = PLAIN if codec != "tis-620" else PLAIN.replace("–", "-")
    reading = text.read(plain.encode(codec))
    assert (reading.document, keys(reading)) == (text.read(plain.encode()).document, ["encoding"])


def zipped(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n...", "แฟ้ม PDF"),
        (zipped("word/document.xml"), "แฟ้ม Word (.docx)"),
        (zipped("xl/workbook.xml"), "แฟ้ม Excel (.xlsx)"),
        (zipped("a.txt"), "แฟ้มบีบอัด ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "แฟ้ม Word หรือ Excel รุ่นเก่า (.doc, .xls)"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "ภาพ PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "ภาพ JPEG"),
        (gzip.compress(SEED), "แฟ้มบีบอัด gzip"),
        (rb"{\rtf1 x}", "แฟ้ม RTF"),
    ],
    ids=["pdf", "docx", "xlsx", "zip", "doc", "png", "jpeg", "gzip", "rtf"],
)
def test_another_kind_of_file_is_called_by_its_name(data: bytes, kind: str) -> None:
    assert refused(data) == f"เป็น{kind} ไม่ใช่แฟ้มข้อความ โปรดเลือกไฟล์ใหม่"


@pytest.mark.parametrize(
    ("data", "kind"),
    [(GOLDEN, "แฟ้ม JSON"), (b"<!DOCTYPE html><p>", "แฟ้ม HTML"), (b'<?xml version="1.0"?><a/>', "แฟ้ม XML")],
    ids=["json", "html", "xml"],
)
def test_another_kind_of_text_is_called_by_its_name(data: bytes, kind: str) -> None:
    assert refused(data) == f"เป็น{kind} ไม่ใช่แฟ้มข้อความของรายงาน โปรดเลือกไฟล์ใหม่"


def test_zero_bytes_inside_a_text_make_it_binary() -> None:
    assert refused(SEED.replace(b"ITA", b"I\x00A")) == "เป็นแฟ้มไบนารี ไม่ใช่แฟ้มข้อความ โปรดเลือกไฟล์ใหม่"


def test_utf_32_is_refused_by_name() -> None:
    assert refused(PLAIN.encode("utf-32"))[:21] == "เข้ารหัสแบบ UTF-32 โป"


@pytest.mark.parametrize(
    "data",
    ["Übergröße für Prüfung ".encode("latin-1") * 20, "报告内容".encode("gb18030") * 20, bytes(range(1, 256)) * 4],
    ids=["latin-1", "gb18030", "noise"],
)
def test_a_foreign_encoding_is_refused(data: bytes) -> None:
    assert refused(data)[:49] == "ไม่ใช่ข้อความภาษาไทยแบบ UTF-8, UTF-16 หรือ TIS-620"[:49]


def test_a_file_cut_inside_a_letter_is_called_cut() -> None:
    assert refused(SEED.rstrip()[:-1]) == "ถูกตัดกลางตัวอักษรสุดท้าย (UTF-8) โปรดบันทึกใหม่ให้ครบ"


def test_a_damaged_utf_8_file_is_not_taken_for_tis_620() -> None:
    assert refused(SEED[:1000] + b"\xff" + SEED[1000:]) == "เป็น UTF-8 ที่เสียหายที่ไบต์ 1001 โปรดบันทึกใหม่จากไฟล์เดิม"


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le"])
def test_utf_16_cut_inside_a_letter_is_refused(codec: str) -> None:
    assert refused(PLAIN.encode(codec)[:-1])[:30] == "เป็น UTF-16 ที่เสียหายหรือถูกตัด"[:30]
