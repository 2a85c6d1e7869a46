"""Files as people send them, made by the tests: photographs with a camera's words in them, documents, and others."""

from __future__ import annotations

import hashlib
import io
from datetime import datetime

import pillow_heif
from PIL import ExifTags, Image

from evidence.intake.kinds import Kind
from evidence.intake.taking import Kept
from evidence.services.keeping import Sent

TAKEN_AT = datetime(2023, 3, 14, 9, 26)  # 14 มีนาคม 2566
_FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP", Kind.HEIC: "HEIF"}


def a_photograph(
    kind: Kind = Kind.JPEG, *, size: tuple[int, int] = (64, 48), colour: str = "teal", turned: int = 1, gps: bool = True
) -> bytes:
    """A picture with a red left half and what a telephone writes beside it; `turned` is EXIF's orientation."""
    pillow_heif.register_heif_opener()
    picture = Image.new("RGB", size, colour)
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turned
    exif[ExifTags.Base.Make] = "Nokia 3310"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = TAKEN_AT.strftime("%Y:%m:%d %H:%M:%S")
    if gps:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (13.0, 45.0, 12.5), 3: "E", 4: (100.0, 30.0, 6.0)})
    written = io.BytesIO()
    picture.save(written, _FORMATS[kind], exif=exif)
    return written.getvalue()


def sent(words: str = "ภาพ", *, name: str = "ภาพ.jpg", size: int = 0, kind: Kind = Kind.JPEG) -> Sent:
    """A file that was taken already, for tests that are not about taking: other words are other bytes."""
    data = words.encode().ljust(size, b" ")
    return Sent(name, data, Kept(kind, data, b"small " + data if kind.is_picture else b"", width=64, height=48))


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
