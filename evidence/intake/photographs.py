"""Photographs as they are kept: upright, without where and by which telephone they were taken, of a size that prints.

Pillow and pillow-heif decode what anybody may have made, so this runs in the sandbox alone (evidence.intake.inside).
"""

from __future__ import annotations

import contextlib
import io
import struct
from dataclasses import dataclass
from datetime import date, datetime

import pillow_heif
from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from evidence.intake.kinds import EvidenceError, Kind

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2560  # pixels: 22 cm at 300 dpi
THUMBNAIL = 480
SMALLER = 1280  # of what a report prints
_FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP", Kind.HEIC: "HEIF"}
_QUALITY, _THUMBNAIL_QUALITY = 85, 78
_KEPT_AS_PNG = 2 * 1024 * 1024  # bytes: a picture of a screen stays sharp, a photograph saved as PNG doesn't
_BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, MemoryError, IndexError, TypeError, KeyError)
_NONSENSE = (OSError, ValueError, SyntaxError, IndexError, TypeError, KeyError, OverflowError, struct.error)
# How a picture is turned that was taken with the camera held otherwise, by EXIF's number of it.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Photograph:
    """`data` and `thumbnail` as they are stored; `taken_on` is what the camera said."""

    kind: Kind
    data: bytes
    thumbnail: bytes
    width: int
    height: int
    taken_on: date | None


def keep(data: bytes, kind: Kind) -> Photograph:
    """The photograph as it is kept. Raises EvidenceError for one that can't be shown."""
    pillow_heif.register_heif_opener(thumbnails=False)
    try:
        with _opened(data, kind) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise EvidenceError(
                    f"ภาพนี้กว้าง {opened.width:,} สูง {opened.height:,} จุด เกิน 40 ล้านจุด โปรดย่อภาพแล้วเลือกอีกครั้ง"
                )
            turned, taken_on = _said_by_camera(opened)
            upright = _upright(opened, turned)
    except EvidenceError:
        raise
    except Image.DecompressionBombError as error:
        raise EvidenceError("ภาพนี้ใหญ่เกิน 40 ล้านจุด โปรดย่อภาพแล้วเลือกอีกครั้ง") from error
    except _BROKEN as error:
        raise EvidenceError("ภาพเสียหายหรือถูกตัด เปิดไม่ได้ โปรดถ่ายใหม่ หรือเลือกภาพอื่น") from error
    kept_kind, kept = _encoded(upright, kind)
    small = upright.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    return Photograph(kept_kind, kept, _jpeg(small, _THUMBNAIL_QUALITY), upright.width, upright.height, taken_on)


def _opened(data: bytes, kind: Kind) -> Image.Image:
    """The picture, which Pillow refuses where a JPEG's words have a resolution that is none: then without them."""
    try:
        return Image.open(io.BytesIO(data), formats=[_FORMATS[kind]])
    except UnidentifiedImageError:
        if kind is not Kind.JPEG:
            raise
        return Image.open(io.BytesIO(_without_words(data)), formats=[_FORMATS[kind]])


def _without_words(jpeg: bytes) -> bytes:
    """A JPEG without what its camera or program wrote beside the picture (its APP1 parts)."""
    kept, at = jpeg[:2], 2
    while jpeg[at : at + 1] == b"\xff" and jpeg[at + 1 : at + 2] not in (b"\xda", b""):  # where the picture begins
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4])
        if jpeg[at + 1] != 0xE1:
            kept += jpeg[at:end]
        at = end
    return kept + jpeg[at:]


def _upright(opened: Image.Image, turned: int) -> Image.Image:
    """In plain colours on white, turned as the camera was held, and no larger than LONGEST_SIDE.

    Made small first: forty million pixels fit into the memory of a sandbox once or twice, not four times.
    """
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded at about this size at once
    profile = opened.info.get("icc_profile")
    picture: Image.Image = opened
    if opened.mode not in ("RGB", "RGBA", "L", "LA"):
        picture = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.BICUBIC)
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        white = Image.new("RGBA", picture.size, "white")
        white.alpha_composite(picture)
        picture = white
    picture = picture.convert("RGB")
    return _in_srgb(picture.transpose(_TURNS[turned]) if turned in _TURNS else picture, profile)


def _in_srgb(picture: Image.Image, profile: object) -> Image.Image:
    """The colours as every screen shows them; those of a profile that can't be read stay as they are."""
    if not isinstance(profile, bytes) or not profile:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        found = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return found or picture


def _encoded(picture: Image.Image, kind: Kind) -> tuple[Kind, bytes]:
    """New bytes of the picture alone: nothing that stood beside it in the file."""
    bare = Image.frombytes("RGB", picture.size, picture.tobytes())
    if kind is Kind.PNG:
        written = io.BytesIO()
        bare.save(written, "PNG", optimize=True)
        if written.tell() <= _KEPT_AS_PNG:
            return Kind.PNG, written.getvalue()
    return Kind.JPEG, _jpeg(bare, _QUALITY)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    written = io.BytesIO()
    Image.frombytes("RGB", picture.size, picture.tobytes()).save(written, "JPEG", quality=quality, progressive=True)
    return written.getvalue()


def _said_by_camera(opened: Image.Image) -> tuple[int, date | None]:
    """How the camera was held (EXIF's number), and the day on which it says that it took the picture.

    Upright and None where it says nothing, or nonsense: a picture is no worse for its words.
    """
    turned, taken_on = 1, None
    with contextlib.suppress(*_NONSENSE):
        exif = opened.getexif()
        turned = int(exif.get(ExifTags.Base.Orientation, 1))
        said = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
        day = datetime.strptime(str(said).strip("\x00 ")[:10], "%Y:%m:%d").date()
        taken_on = day if day.year >= 1990 else None
    return turned, taken_on
