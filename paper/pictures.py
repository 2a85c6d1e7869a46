"""A PDF's own pages as pictures and as text: what people see is what is frozen. The only module that knows PDFium."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator

import pypdfium2
from PIL import Image

# Wide enough to read 14 pt at full width of a page; with fewer colours thin lines of tables vanish. Some 80 kB a page.
WIDTH = 1400
COLOURS = 256
_A4 = 842  # points, the longer side
# PDFium is not thread-safe.
_one_at_a_time = threading.Lock()


def pages(pdf: bytes) -> list[bytes]:
    """Each page as a PNG of WIDTH pixels; same bytes in, same bytes out. Raises pypdfium2.PdfiumError for no PDF."""
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [_png(document, number) for number in range(len(document))]
        finally:
            document.close()


def first(pdf: bytes, width: int) -> Image.Image:
    """The first page, that many pixels wide, on white. Raises pypdfium2.PdfiumError for no PDF."""
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            page = document[0]
            drawn: Image.Image = page.render(scale=width / page.get_width()).to_pil()
            page.close()
            return drawn.convert("RGB")
        finally:
            document.close()


def greys(pdf: bytes, *, last: int, dpi: int) -> Iterator[Image.Image]:
    """The last pages as pictures in grey, the very last first. Raises pypdfium2.PdfiumError for no PDF.

    A page that claims to be larger than twice A4 is drawn smaller: whose file it is, nobody knows.
    """
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            for number in range(len(document) - 1, max(-1, len(document) - 1 - last), -1):
                page = document[number]
                scale = min(dpi / 72, 2 * _A4 * dpi / 72 / max(page.get_size()))
                yield page.render(scale=scale, grayscale=True).to_pil()
                page.close()
        finally:
            document.close()


def texts(pdf: bytes) -> list[str]:
    """The text of each page. Raises pypdfium2.PdfiumError for no PDF."""
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [_text(document, number) for number in range(len(document))]
        finally:
            document.close()


def _text(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    layer = page.get_textpage()
    found = str(layer.get_text_range())
    layer.close()
    page.close()
    return found


def _png(document: pypdfium2.PdfDocument, number: int) -> bytes:
    page = document[number]
    drawn: Image.Image = page.render(scale=WIDTH / page.get_width()).to_pil()
    page.close()
    written = io.BytesIO()
    drawn.convert("RGB").quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(written, "PNG")
    return written.getvalue()
