"""The QR codes on a page that somebody scanned or photographed. The only module that knows zxing-cpp.

What is read here may come from anybody: it runs in the sandbox alone (paper.scan.inside).
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2
import zxingcpp
from PIL import Image, UnidentifiedImageError

from paper import pictures
from paper.scan.kind import kind_of

_LARGEST = 40_000_000  # pixels; a small PNG may claim a thousand times as many
_SIDE = 2200  # pixels to which a photograph is made smaller first: twelve million took four seconds
_DPI = 150
_PAGES = 8  # the code stands on the last; a scan may have others behind it
_LONGEST = 500  # characters of a code; the address of a report has sixty
_MOST = 4
# What Pillow and PDFium raise at bytes that were made to break them.
_BROKEN = (
    *(pypdfium2.PdfiumError, UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning),
    *(OSError, ValueError, SyntaxError, MemoryError),
)
_FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


def codes_in(data: bytes) -> list[str]:
    """What the QR codes in a photograph, or on a PDF's last pages, say; empty where none can be read.

    Takes any bytes; never more than a few codes of an address's length.
    """
    found: dict[str, None] = {}
    try:
        for picture in _photograph(data) if kind_of(data) else pictures.greys(data, last=_PAGES, dpi=_DPI):
            read = zxingcpp.read_barcodes(picture, formats=_FORMATS)
            found |= dict.fromkeys(each.text for each in read if 0 < len(each.text) <= _LONGEST)
            if found:
                break
    except _BROKEN:
        return []
    return list(found)[:_MOST]


def _photograph(data: bytes) -> Iterator[Image.Image]:
    """In grey, smaller first and then as it is: most codes are found at once."""
    with Image.open(io.BytesIO(data), formats=[kind_of(data)]) as picture:
        if picture.width * picture.height > _LARGEST:
            return
        whole = picture.convert("L")
    smaller = whole.copy()
    smaller.thumbnail((_SIDE, _SIDE))
    yield smaller
    if smaller.size != whole.size:
        yield whole
