"""A kept photograph as it is printed: small enough for a report of many, sharp enough for its place on the page."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # whoever prints one loads it
    from PIL import Image

LARGEST = 190_000  # bytes of a picture: twenty-four of them and the report stay under 5 MB
_ALL = 24 * LARGEST
PHOTOGRAPH = "photograph:"  # how an address begins that names one by its digest
_LEAST = 40_000  # of a picture among many
_SIDE = 1280  # pixels of the longer side, on half a sheet's width 270 dots an inch
_QUALITY = 75


def room(count: int) -> int:
    """How many bytes each of so many pictures may have."""
    return max(_LEAST, min(LARGEST, _ALL // max(count, 1)))


def printable(data: bytes, *, largest: int = LARGEST) -> bytes:
    """A JPEG of no more than so many bytes; same bytes in, same bytes out.

    `data` is what evidence.intake kept. Raises OSError for what is no picture.
    """
    from PIL import Image  # noqa: PLC0415 - loaded where one is printed

    with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as opened:
        opened.draft("RGB", (_SIDE, _SIDE))  # decoded at about this size at once
        picture = opened.convert("RGB")
    picture.thumbnail((_SIDE, _SIDE))
    written = _jpeg(picture)
    while len(written) > largest:
        side = max(picture.size) * math.sqrt(largest / len(written)) * 0.95
        picture.thumbnail((side, side))
        written = _jpeg(picture)
    return written


def _jpeg(picture: Image.Image) -> bytes:
    from PIL import Image  # noqa: PLC0415 - as above

    written = io.BytesIO()
    Image.frombytes("RGB", picture.size, picture.tobytes()).save(written, "JPEG", quality=_QUALITY, optimize=True)
    return written.getvalue()
