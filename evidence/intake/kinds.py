"""Which files are taken as evidence, told by their bytes, never by their names."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from io import BytesIO

MB = 1024 * 1024
LARGEST_PICTURE = 10 * MB
LARGEST_FILE = 20 * MB
LARGEST_REPORT = 200 * MB  # of all evidence of a year together
MOST_FILES = 20  # files of a measure


class EvidenceError(ValueError):
    """The file is not taken as evidence; the message is Thai, and says what was seen and what to do."""


class NotNow(EvidenceError):
    """Nothing is wrong with the file: it can't be looked at just now, and can be tried again."""


class Kind(StrEnum):
    """What a file is. The first four are photographs, and are kept as JPEG or PNG."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"

    @property
    def is_picture(self) -> bool:
        return self in PICTURES

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]

    @property
    def words(self) -> str:
        """What a person calls such a file."""
        return _WORDS[self]

    @property
    def largest(self) -> int:
        """The most bytes of one such file."""
        return LARGEST_PICTURE if self.is_picture else LARGEST_FILE


PICTURES = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.HEIC})
ACCEPTED = (
    *("image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "application/pdf"),
    *(".docx", ".xlsx", ".pptx", ".odt", ".ods"),
)  # what a browser offers to choose; without `capture` a phone offers camera and album
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
_MEDIA_TYPES = {
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.WEBP: "image/webp",
    Kind.HEIC: "image/heic",
    Kind.PDF: "application/pdf",
    Kind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Kind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    Kind.PPTX: f"{_OFFICE}.presentationml.presentation",
    Kind.ODT: f"{_OPEN}.text",
    Kind.ODS: f"{_OPEN}.spreadsheet",
}
_WORDS = {
    **dict.fromkeys(PICTURES, "ภาพ"),
    Kind.PDF: "PDF",
    Kind.DOCX: "Word",
    Kind.XLSX: "Excel",
    Kind.PPTX: "PowerPoint",
    Kind.ODT: "เอกสาร ODT",
    Kind.ODS: "ตาราง ODS",
}
_STARTS = {b"\xff\xd8\xff": Kind.JPEG, b"\x89PNG\r\n\x1a\n": Kind.PNG}
_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
_MAIN_PARTS = {"word/document.xml": Kind.DOCX, "xl/workbook.xml": Kind.XLSX, "ppt/presentation.xml": Kind.PPTX}
_WANTED = "รับภาพ (JPEG PNG WebP HEIC) PDF Word Excel PowerPoint ODT และ ODS"
_START = 1024  # bytes within which every kind shows itself
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What people send that is none of these, so that the refusal can say what was seen.
_OTHERS = {
    b"GIF8": "ภาพเคลื่อนไหว GIF",
    b"BM": "ภาพ BMP",
    b"II*\x00": "ภาพ TIFF",
    b"MM\x00*": "ภาพ TIFF",
    b"MZ": "โปรแกรมของ Windows",
    b"\x7fELF": "โปรแกรม",
    b"Rar!": "ไฟล์บีบอัด RAR",
    b"7z\xbc\xaf": "ไฟล์บีบอัด 7z",
    b"<?xml": "ไฟล์ XML",
    b"<svg": "ภาพ SVG",
    b"<!DOCTYPE": "หน้าเว็บ",
    b"<html": "หน้าเว็บ",
    b"{\\rtf": "เอกสาร RTF",
}


def kind_of(data: bytes) -> Kind:
    """What the bytes are. Raises EvidenceError for what is not taken."""
    if not data:
        raise EvidenceError("ไฟล์ว่างเปล่า อาจยังดาวน์โหลดหรือบันทึกไม่เสร็จ โปรดเลือกไฟล์อีกครั้ง")
    for start, kind in _STARTS.items():
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind.WEBP
    if data[4:8] == b"ftyp":
        if data[8:12] in _HEIF_BRANDS:
            return Kind.HEIC
        raise EvidenceError(f"ไฟล์นี้เป็นวิดีโอ ซึ่งรายงานแสดงไม่ได้ โปรดใช้ภาพจากวิดีโอ หรือใส่ลิงก์ของวิดีโอแทน ({_WANTED})")
    if b"%PDF-" in data[:_START] and not _other(data):
        return Kind.PDF
    if data.startswith(b"PK\x03\x04"):
        return _container(data)
    raise EvidenceError(_refusal(data))


def require_start(data: bytes, size: int) -> None:
    """Raises EvidenceError where the first bytes of a file of some size already say that it is not taken.

    What a container holds is told by its end; of less than _START bytes nothing is told.
    """
    if len(data) >= _START and not data.startswith(b"PK\x03\x04"):
        require_size(kind_of(data), size)


def require_size(kind: Kind, size: int) -> None:
    """Raises EvidenceError for more bytes than a file of the kind may have."""
    if size > kind.largest:
        limit = kind.largest // MB
        raise EvidenceError(f"{kind.words}นี้ใหญ่ {size / MB:.1f} MB เกิน {limit} MB โปรดย่อแล้วเลือกอีกครั้ง")


def _container(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as opened:
            names = set(opened.namelist())
            kind = next((kind for part, kind in _MAIN_PARTS.items() if part in names), None)
            if kind is None and "mimetype" in names and opened.getinfo("mimetype").file_size < 100:
                found = opened.read("mimetype").decode("ascii", "replace").strip()
                kind = next((each for each in (Kind.ODT, Kind.ODS) if each.media_type == found), None)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise EvidenceError("ไฟล์เสียหายหรือถูกตัด เปิดไม่ได้ โปรดเปิดด้วยโปรแกรมเดิม บันทึกใหม่ แล้วเลือกอีกครั้ง") from error
    if kind is None:
        raise EvidenceError(f"ไฟล์นี้เป็นไฟล์บีบอัด (ZIP) หรือชนิดที่ไม่รู้จัก โปรดแตกไฟล์แล้วแนบทีละไฟล์ {_WANTED}")
    return kind


def _refusal(data: bytes) -> str:
    if data.startswith(_OLD_OFFICE):
        return "ไฟล์นี้เป็น Word Excel หรือ PowerPoint รุ่นเก่า หรือตั้งรหัสผ่านไว้ โปรดบันทึกเป็น .docx .xlsx .pptx หรือ PDF ที่ไม่มีรหัสผ่าน"
    seen = _other(data)
    return f"ไฟล์นี้เป็น{seen} ซึ่งแนบไม่ได้ {_WANTED}" if seen else f"ไฟล์ชนิดนี้แนบไม่ได้ {_WANTED}"


def _other(data: bytes) -> str:
    """What the bytes begin as that is not taken; nothing for what is unknown, and for what is."""
    begins = data[:64].lstrip().lower()
    return next((words for start, words in _OTHERS.items() if begins.startswith(start.lower())), "")
