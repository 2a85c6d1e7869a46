"""HTML to a tagged PDF (PDF/A-3a). With paper/drawing the only module that knows WeasyPrint."""

from __future__ import annotations

import gc
import re
import threading
import warnings
from base64 import b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType

from forked.call_stack import with_room
from paper.annex.photographs import PHOTOGRAPH
from paper.drawing import collector
from paper.sheet import continued
from paper.tagtree.mark import NUMBER, PASSING
from paper.textlayer.written import visible
from thai import typefaces
from thai.typefaces import Typeface

with warnings.catch_warnings():
    # A machine without fonts is what we expect: ours come out of a package.
    warnings.filterwarnings("ignore", "No fonts configured in FontConfig", UserWarning)
    from weasyprint import CSS, HTML, Document, Page
    from weasyprint.text.ffi import ffi, fontconfig, pangoft2
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse

    from paper.batches.drawn import FontMissing
    from paper.batches.turns import in_turn
    from paper.drawing import shortcuts, stream
    from paper.drawing.text import Fonts
    from paper.tagtree import written

STYLES = Path(__file__).parents[1] / "templates" / "reports" / "paper"
VARIANT = "pdf/a-3a"  # it writes one standard's mark; paper.archive adds that of PDF/UA-1
EMBEDDED = "data:image/png;base64,"
FACE = '@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; src: url("font:{face.name}.ttf") }}'
ffi.cdef("FcConfig *FcConfigCreate(void);")  # the one function that WeasyPrint itself doesn't call


class ForeignFileError(ValueError):
    """The HTML asks for a file that is neither one of our fonts nor one of our style sheets."""


@with_room
def render(html: str, *, title: str, photographs: Mapping[str, bytes] | None = None) -> bytes:
    """A tagged PDF in Thai of a whole HTML page, to be made one for the archive by paper.archive.

    Sarabun in regular and bold is there without asking, and what it lacks comes from the other fonts of thai.typefaces,
    never from the machine; `paper:NAME.css` is a style sheet in templates/reports/paper; a PNG may stand in the HTML
    itself (EMBEDDED), `photograph:DIGEST` is a JPEG of `photographs`. Same HTML and photographs, same bytes on any
    machine. Raises ForeignFileError for any other file.
    """
    with collector.at_rest():
        document = _in_batches(html, title, photographs or {}) or _laid_out(html, title, photographs or {})
    try:
        return write(document)
    except FontMissing:
        return write(layout(html, title=title, photographs=photographs))


@with_room
def layout(html: str, *, title: str, photographs: Mapping[str, bytes] | None = None) -> Document:
    """The pages as WeasyPrint lays them out; to be written by the thread that made them (Pango's fonts are its own)."""
    with collector.at_rest():
        return _laid_out(html, title, photographs or {})


def _laid_out(html: str, title: str, photographs: Mapping[str, bytes]) -> Document:
    fonts = _fonts_for(html)
    try:
        source = _source(html, photographs)
        document = source.render(font_config=fonts.configuration, stylesheets=[fonts.faces], pdf_variant=VARIANT)
    except FatalURLFetchingError as error:
        raise ForeignFileError(str(error)) from error
    continued.carry((page._page_box for page in document.pages), {})
    return _completed(document, title)


def _in_batches(html: str, title: str, photographs: Mapping[str, bytes]) -> Document | None:
    """The same, with most pages of a long document drawn already; None where it can't be laid out in one go."""
    fonts = _fonts_for(html)
    try:
        document = in_turn(
            _source(html, photographs),
            variant=VARIANT,
            font_config=fonts.configuration,
            stylesheets=[fonts.faces],
        )
    except FatalURLFetchingError as error:
        raise ForeignFileError(str(error)) from error
    return document and _completed(document, title)


def _source(html: str, photographs: Mapping[str, bytes]) -> HTML:
    source = HTML(string=html, url_fetcher=partial(_own_file, photographs=photographs))
    for number, element in enumerate(source.etree_element.iter()):
        element.set(NUMBER, PASSING if element.get("class") == continued.CLASS else str(number))
    gc.collect(0)  # what the parser leaves behind knows itself, and would keep the text of all rows
    return source


def _completed(document: Document, title: str) -> Document:
    document.fonts = Fonts()
    document.metadata.title = title
    document.metadata.lang = "th"
    for page in document.pages:
        page.bookmarks = [(level, visible(label), *rest) for level, label, *rest in page.bookmarks]
        if isinstance(page, Page):
            page.paint = partial(_paint, page)
    return document


@with_room
def write(document: Document) -> bytes:
    """The PDF of pages laid out, without a date, so that it depends on nothing but them; paper.archive packs it."""
    with collector.at_rest():
        # Without an identifier, for which it would write everything twice: paper.archive gives it one.
        pdf: bytes = document.write_pdf(pdf_variant=VARIANT, uncompressed_pdf=True, pdf_identifier=False)
    return pdf


def drawing(svg: str) -> bytes:
    """An SVG alone on a square page of 10 cm, as a PDF. Raises ForeignFileError where it asks for any file."""
    style = "@page { size: 10cm; margin: 0 } body { margin: 0 } svg { display: block; width: 10cm; height: 10cm }"
    return render(f"<html><head><style>{style}</style></head><body>{svg}</body></html>", title="")


def _paint(page: Page, drawn: stream.Stream, scale: float = 1) -> None:
    """Paint a page as WeasyPrint does, and say so when it is whole."""
    type(page).paint(page, drawn, scale)
    drawn.finish()


stream.install()
shortcuts.install()
written.install()


def _own_file(url: str, *, photographs: Mapping[str, bytes] = MappingProxyType({})) -> URLFetcherResponse:
    """Answers `font:` and `paper:` out of the two folders, what the HTML holds, and `photograph:` out of those given;
    any other stops the rendering."""
    if match := re.fullmatch(r"font:([A-Za-z-]+)\.ttf", url):
        if face := typefaces.BY_NAME.get(match[1]):
            return URLFetcherResponse(url, face.load(), {"Content-Type": "font/ttf"})
    elif match := re.fullmatch(r"paper:([a-z-]+\.css)", url):
        file = STYLES / match[1]
        if file.is_file():
            return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": "text/css"})
    elif url.startswith(PHOTOGRAPH):
        if found := photographs.get(url.removeprefix(PHOTOGRAPH)):
            return URLFetcherResponse(url, found, {"Content-Type": "image/jpeg"})
    elif url.startswith(EMBEDDED):
        return URLFetcherResponse(url, b64decode(url.removeprefix(EMBEDDED)), {"Content-Type": "image/png"})
    raise FatalURLFetchingError(url)


def _fonts_for(html: str) -> _Fonts:
    is_in_sarabun = all(char.isspace() or ord(char) in typefaces.in_sarabun() for char in set(html))
    return _warm.sarabun if is_in_sarabun else _warm.all


@dataclass(frozen=True)
class _Fonts:
    """What WeasyPrint takes for a rendering: a configuration, and the rules by which it found the typefaces there."""

    configuration: FontConfiguration
    faces: CSS


def _only(faces: Iterable[Typeface]) -> _Fonts:
    """The typefaces given and nothing else: neither the machine's fonts nor its rules, whatever it is told to use."""
    fonts = FontConfiguration()
    fonts._config = fontconfig.FcConfigCreate()  # an empty one, in place of the machine's
    pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", fonts.font_map), fonts._config)
    fontconfig.FcConfigDestroy(fonts._config)  # the font map holds it now
    rules = "\n".join(FACE.format(face=face) for face in faces)
    return _Fonts(fonts, CSS(string=rules, font_config=fonts, url_fetcher=_own_file))


class _Warm(threading.local):
    """Fonts that each thread loads once: it takes longer than a page."""

    @cached_property
    def sarabun(self) -> _Fonts:
        """Sarabun alone: for nearly all papers."""
        return _only(typefaces.SARABUN)

    @cached_property
    def all(self) -> _Fonts:
        """All typefaces: for a paper with symbols or foreign letters."""
        return _only((*typefaces.SARABUN, *typefaces.OTHERS))


_warm = _Warm()
