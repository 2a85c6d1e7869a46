"""Bytes to text: which encoding a file has, and, when it is no text at all, what it really is."""

import codecs
import re
from dataclasses import dataclass

from document.errors import refuse

LIMIT = 5 * 1024 * 1024
PLACE = "แฟ้ม"

_MAGIC = (
    (b"%PDF", "แฟ้ม PDF"),
    (b"\xd0\xcf\x11\xe0", "แฟ้ม Word หรือ Excel รุ่นเก่า (.doc, .xls)"),
    (b"\x89PNG", "ภาพ PNG"),
    (b"\xff\xd8\xff", "ภาพ JPEG"),
    (b"GIF8", "ภาพ GIF"),
    (b"II*\x00", "ภาพ TIFF"),
    (b"MM\x00*", "ภาพ TIFF"),
    (b"RIFF", "ภาพหรือสื่อชนิด RIFF"),
    (b"Rar!", "แฟ้มบีบอัด RAR"),
    (b"7z\xbc\xaf", "แฟ้มบีบอัด 7z"),
    (b"\x1f\x8b", "แฟ้มบีบอัด gzip"),
    (b"SQLite format 3", "ฐานข้อมูล SQLite"),
    (b"{\\rtf", "แฟ้ม RTF"),
)
_JSON = re.compile(r"\{\s*[\"}]|\[\s*[\[{\"\]]|[\[{]$")
_IN_ZIP = (
    (b"word/", "แฟ้ม Word (.docx)"),
    (b"xl/", "แฟ้ม Excel (.xlsx)"),
    (b"ppt/", "แฟ้ม PowerPoint (.pptx)"),
    (b"opendocument", "แฟ้ม LibreOffice (.odt, .ods)"),
)
# Where the high byte of UTF-16 stands, a Thai report holds little else: Latin, Thai, and dashes and quotation marks.
_HIGH_BYTES = frozenset(b"\x00\x0e\x20")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file; `guessed` names the encoding in Thai when nothing in the file declares it, else empty."""

    text: str
    guessed: str = ""

    @property
    def doubt(self) -> str:
        """What to look at where the encoding is a guess; empty where it is none."""
        return f"อ่านเป็น {self.guessed} โปรดดูว่าตัวอักษรถูกต้อง" if self.guessed else ""


def decode(data: bytes) -> Decoded:
    """UTF-8 and UTF-16, with a byte order mark or clear, and TIS-620 (Windows-874); ReportError for all else.

    The text has "\\n" for line ends and holds no NUL.
    """
    if len(data) > LIMIT:
        raise refuse(PLACE, f"ใหญ่เกินไป รับได้ไม่เกิน {LIMIT // 1024 // 1024} MB")
    if kind := real_kind(data):
        raise refuse(PLACE, f"เป็น{kind} ไม่ใช่แฟ้มข้อความ โปรดเลือกไฟล์ใหม่")
    found = _decode(data)
    if "\x00" in found.text:
        raise refuse(PLACE, "เป็นแฟ้มไบนารี ไม่ใช่แฟ้มข้อความ โปรดเลือกไฟล์ใหม่")
    if not found.text.strip():
        raise refuse(PLACE, "ว่างเปล่า ไม่มีข้อความรายงาน โปรดตรวจว่าเลือกไฟล์ถูกและบันทึกครบ")
    return Decoded(found.text.replace("\r\n", "\n").replace("\r", "\n"), found.guessed)


def real_kind(data: bytes) -> str:
    """What a file that is certainly no text is, in Thai; empty when it may be text."""
    if data.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _IN_ZIP if mark in data), "แฟ้มบีบอัด ZIP")
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")


def text_kind(text: str) -> str:
    """What a text with another text form's beginning is, in Thai; empty for plain text."""
    start = text.lstrip()[:200].lower()
    if _JSON.match(start):
        return "แฟ้ม JSON"
    if start.startswith(("<!doctype html", "<html")):
        return "แฟ้ม HTML"
    return "แฟ้ม XML" if start.startswith("<?xml") else ""


def _decode(data: bytes) -> Decoded:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise refuse(PLACE, "เข้ารหัสแบบ UTF-32 โปรดบันทึกใหม่เป็น UTF-8")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Decoded(_utf16(data, "utf-16"))
    if codec := _clear_utf16(data):
        return Decoded(_utf16(data, codec), "UTF-16")
    try:
        return Decoded(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return _not_utf8(data, error)


def _utf16(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise refuse(PLACE, f"เป็น UTF-16 ที่เสียหายหรือถูกตัดที่ไบต์ {error.start + 1} โปรดบันทึกใหม่จากไฟล์เดิม") from error


def _clear_utf16(data: bytes) -> str:
    """The codec when one half of the bytes can only be the high bytes of UTF-16; empty otherwise."""
    for codec, high in (("utf-16-le", data[1::2]), ("utf-16-be", data[0::2])):
        if _is_high_half(high):
            return codec
    return ""


def _is_high_half(half: bytes) -> bool:
    return len(half) >= 8 and b"\x0e" in half and sum(byte in _HIGH_BYTES for byte in half) >= 0.95 * len(half)


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> Decoded:
    """TIS-620, or a refusal that tells a damaged UTF-8 file from a foreign one."""
    high = sum(byte >= 0x80 for byte in data)
    if 3 * (data.count(b"\xe0\xb8") + data.count(b"\xe0\xb9")) > high / 2:
        cut = error.start >= len(data) - 3
        raise refuse(
            PLACE,
            "ถูกตัดกลางตัวอักษรสุดท้าย (UTF-8) โปรดบันทึกใหม่ให้ครบ"
            if cut
            else f"เป็น UTF-8 ที่เสียหายที่ไบต์ {error.start + 1} โปรดบันทึกใหม่จากไฟล์เดิม",
        ) from error
    try:
        text = data.decode("cp874")
    except UnicodeDecodeError:
        text = ""
    thai = sum("\u0e01" <= character <= "\u0e5b" for character in text)
    if not text or thai < 0.9 * high or "\x00" in text:
        raise refuse(PLACE, "ไม่ใช่ข้อความภาษาไทยแบบ UTF-8, UTF-16 หรือ TIS-620 โปรดบันทึกใหม่เป็น UTF-8") from error
    return Decoded(text, "TIS-620 (Windows-874)")
