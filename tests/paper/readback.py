"""What three readers get back out of a PDF's text layer, and small pages to try them on."""

import html
import io
import subprocess
from collections.abc import Callable, Iterable
from unittest.mock import patch

import pypdf
import pypdfium2
from weasyprint import pdf

from paper import typeset
from paper.drawing.stream import Stream


def poppler(data: bytes, *options: str) -> str:
    """What Evince, Okular and most search engines on Linux find; in an order of its own unless told `-raw`."""
    command = ["pdftotext", *options, "-enc", "UTF-8", "-nopgbrk", "-", "-"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()


def poppler_raw(data: bytes) -> str:
    """The same in the order of the file."""
    return poppler(data, "-raw")


def pdfium(data: bytes) -> str:
    """What Chrome finds and copies."""
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def by_pypdf(data: bytes) -> str:
    """What scripts and many indexers find: ToUnicode alone."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


Reader = Callable[[bytes], str]
# Those that keep the order of the file, and so must give back every character in order, in tables too.
IN_ORDER: list[Reader] = [poppler_raw, pdfium, by_pypdf]
ALL: list[Reader] = [poppler, *IN_ORDER]


def squeezed(text: str) -> str:
    """White space aside, as the bar has it: readers put lines together each in its own way."""
    return "".join(text.split())


def page(body: str, css: str = "") -> str:
    """A whole page of HTML, set as a report is."""
    style = f"@page {{ size: A4 landscape; margin: 2cm }} html {{ font: 14pt/1.5 Sarabun }} {css}"
    return f'<!doctype html><html lang="th"><head><style>{style}</style></head><body>{body}</body></html>'


def paragraphs(texts: Iterable[str], tag: str = "p") -> str:
    return "".join(f"<{tag}>{html.escape(text)}</{tag}>" for text in texts)


def corrected(body: str, css: str = "") -> bytes:
    """A PDF as it leaves the house."""
    return typeset.render(page(body, css), title="ทดสอบ")


def uncorrected(html: str) -> bytes:
    """The same pages as WeasyPrint draws them by itself."""
    (own,) = Stream.__bases__
    document = typeset.layout(html, title="ทดสอบ")
    for each in document.pages:
        del each.paint
    with patch.object(pdf, "Stream", own), patch.object(pdf.stream, "Stream", own):
        return bytes(document.write_pdf(pdf_variant=typeset.VARIANT))
