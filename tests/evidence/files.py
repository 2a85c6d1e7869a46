"""Files as people send them, made by the tests: photographs with a camera's words in them, documents, and others."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping
from datetime import date, datetime

import pikepdf
import pillow_heif
from PIL import ExifTags, Image

from evidence.intake.kinds import Kind
from evidence.intake.taking import Kept
from evidence.services.keeping import Sent

TAKEN_AT = datetime(2023, 3, 14, 9, 26)
TAKEN_ON = date(2023, 3, 14)
CAMERA = b"Nokia 3310"
_FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP", Kind.HEIC: "HEIF"}
_PARTS = {
    Kind.DOCX: "word/document.xml",
    Kind.XLSX: "xl/workbook.xml",
    Kind.PPTX: "ppt/presentation.xml",
    Kind.ODT: "content.xml",
    Kind.ODS: "content.xml",
}


def a_photograph(
    kind: Kind = Kind.JPEG, *, size: tuple[int, int] = (64, 48), colour: str = "teal", turned: int = 1, gps: bool = True
) -> bytes:
    """A picture with a red left half and what a telephone writes beside it; `turned` is EXIF's orientation."""
    pillow_heif.register_heif_opener()
    picture = Image.new("RGB", size, colour)
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turned
    exif[ExifTags.Base.Make] = CAMERA.decode()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = TAKEN_AT.strftime("%Y:%m:%d %H:%M:%S")
    if gps:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (13.0, 45.0, 12.5), 3: "E", 4: (100.0, 30.0, 6.0)})
    written = io.BytesIO()
    picture.save(written, _FORMATS[kind], exif=exif.tobytes())  # as bytes, by which HEIC turns its picture
    return written.getvalue()


def a_pdf(*, password: str = "", pages: int = 1) -> bytes:
    """A PDF with empty pages; the same bytes each time."""
    written = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        locked = pikepdf.Encryption(owner=password, user=password) if password else False
        made.save(written, encryption=locked, deterministic_id=not password)
    return written.getvalue()


def an_office_file(kind: Kind, more: Mapping[str, bytes] | None = None) -> bytes:
    """The least that is one of an office program's files, with what else is to be in it."""
    parts = {_PARTS[kind]: b"<x/>", **(more or {})}
    if kind in (Kind.ODT, Kind.ODS):
        parts = {"mimetype": kind.media_type.encode(), **parts}
    return zipped(parts)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP file."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in parts.items():
            opened.writestr(name, data)
    return written.getvalue()


def a_file(kind: Kind) -> bytes:
    """A good file of a kind."""
    if kind.is_picture:
        return a_photograph(kind)
    return a_pdf() if kind is Kind.PDF else an_office_file(kind)


def a_pixel_bomb() -> bytes:
    """A PNG of ten kilobytes that says it has 81 million pixels."""
    side = 9000
    return png(side, side, b"\x08\x00\x00\x00\x00", b"\x00" * (side // 8 * side // 8))


def png(width: int, height: int, form: bytes, rows: bytes) -> bytes:
    """A PNG as it is told, whether that is true or not: `form` are the five bytes of its depth and colours."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + form
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


def a_zip_bomb(kind: Kind = Kind.DOCX) -> bytes:
    """An office file of half a megabyte that unpacks to half a gigabyte."""
    return an_office_file(kind, {"word/media/image1.bin": b"\0" * (512 * 1024 * 1024)})


def sent(words: str = "ภาพ", *, name: str = "ภาพ.jpg", size: int = 0, kind: Kind = Kind.JPEG) -> Sent:
    """A file that was taken already, for tests that are not about taking: other words are other bytes."""
    data = words.encode().ljust(size, b" ")
    return Sent(name, data, Kept(kind, data, b"small " + data if kind.is_picture else b"", width=64, height=48))


def digest(data: bytes) -> str:
    """The SHA-256 by which the store knows bytes."""
    return hashlib.sha256(data).hexdigest()
