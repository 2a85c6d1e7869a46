"""Pages drawn in another process, and what stands for one of them in the document."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from weasyprint import Page
from weasyprint.draw import draw_page
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import pydyf

from paper.drawing.stream import Stream
from paper.drawing.text import Fonts
from paper.tagtree.fragments import of_page
from paper.textlayer import marks
from paper.textlayer.typeface import Kept

SCALE = 0.75  # points of a pixel, as WeasyPrint draws where nobody zooms
Box = Any  # WeasyPrint's, which has no types
# Boxes whose tags depend on their elements and on what is in them, and on nothing that was laid out.
_OF_TABLES = (boxes.TableBox, boxes.TableRowGroupBox, boxes.TableRowBox, boxes.TableCellBox)
_PLAIN = (boxes.BlockBox, boxes.LineBox, boxes.InlineBox, boxes.TextBox, *_OF_TABLES)
_LIST_ITEMS = ("li", "dt", "dd")
_OTHERS = ("XObject", "Pattern", "Shading")


class NotPlain(Exception):
    """A page has more than text and lines: a picture, a link, a drawing. It is to be drawn with the document."""


class FontMissing(LookupError):
    """A font was drawn elsewhere that the pages of the document itself don't have."""


@dataclass(frozen=True)
class Sheet:
    """What one page comes back as, packed until it is written; `marked` is how many of its texts have a number."""

    content: bytes
    tags: bytes
    marked: int
    states: dict[str, dict[str, Any]]
    bookmarks: list[Any]


class Glyphs:
    """What was drawn in each font of a batch, packed until its pages are written."""

    def __init__(self, fonts: list[tuple[str, Kept]]) -> None:
        self._packed = zlib.compress(pickle.dumps(fonts, protocol=5), 1)
        self._codes: dict[bytes, bytes] | None = None

    def codes(self, fonts: Iterable[Any]) -> Mapping[bytes, bytes]:
        """For each marked code the one in the document, whose fonts take what was drawn. Raises FontMissing."""
        if self._codes is None:
            drawn = {font.hash: font.typeface for font in fonts if font.typeface}
            self._codes = {}
            for number, (name, kept) in enumerate(pickle.loads(zlib.decompress(self._packed))):  # noqa: S301 - our own
                if name not in drawn:
                    raise FontMissing(name)
                mark = marks.of(number).encode()
                self._codes |= {mark + own: code for own, code in drawn[name].take(kept).items()}
        return self._codes


@dataclass(frozen=True)
class Batch:
    """Pages drawn, None for one that is not plain, and what was drawn in their fonts."""

    sheets: list[Sheet | None]
    glyphs: Glyphs


class _Operators(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """What is drawn of a page, packed until the page is written."""

    def __init__(self, packed: bytes, codes: Mapping[bytes, bytes]) -> None:
        super().__init__()
        self._packed, self._codes = packed, codes

    @property
    def data(self) -> bytes:
        return marks.resolved(zlib.decompress(self._packed), self._codes)


def draw(pages: Sequence[Box], prepare: Callable[[Box], None]) -> Batch:
    """Draw those pages that are plain, without their margins."""
    fonts = Fonts()
    sheets = [_drawn(box, prepare, fonts) for box in pages]
    distinct = {font.hash: font for font in fonts.values() if font.typeface}
    return Batch(sheets, Glyphs([(name, font.typeface.kept()) for name, font in distinct.items()]))


class _Elsewhere(Stream):
    """Marks glyphs that were made of several, for they have other numbers in the document."""

    def add_font(self, pango_font: object) -> tuple[Any, float]:
        font, size = super().add_font(pango_font)
        if font.typeface and not font.typeface.mark:
            font.typeface.mark = marks.of(len({each.hash for each in self._fonts.values() if each.typeface}) - 1)
        return font, size


def _drawn(box: Box, prepare: Callable[[Box], None], fonts: dict[Any, Any]) -> Sheet | None:
    whole = box.children
    try:
        if any(each.children for each in whole[1:]):
            raise NotPlain
        prepare(box)
        return _sheet(box, fonts)
    except NotPlain:
        box.children = whole
        return None


def _sheet(box: Box, fonts: dict[Any, Any]) -> Sheet:
    """What is drawn of a page that is ready. Raises NotPlain."""
    _check(box)
    page = Page(box)
    if page.links or page.anchors or any(page.forms.values()):
        raise NotPlain
    resources: dict[str, Any] = {key: {} for key in ("ExtGState", *_OTHERS)}
    rectangle = (0, 0, page.width, page.height)
    stream = _Elsewhere(fonts, rectangle, resources | {"ColorSpace": None}, {}, {}, {}, None)
    stream.transform(d=-1, f=page.height * SCALE)
    begun = len(stream.stream)
    page.paint(stream, SCALE)
    stream.finish()
    states = {key: dict(state) for key, state in resources["ExtGState"].items()}
    if any(resources[key] for key in _OTHERS) or any(key.startswith("s") for key in states) or stream.is_foreign:
        raise NotPlain
    content = b"\n".join(map(pydyf._to_bytes, stream.stream[begun:]))
    marked = len(stream._tags)
    tags = zlib.compress(pickle.dumps(of_page(box, stream._tags), protocol=5), 1)
    return Sheet(zlib.compress(content, 1), tags, marked, states, page.bookmarks)


def _check(box: Box) -> None:
    """Raises NotPlain before anything is drawn of a page that has more than text."""
    for each in box.children[0].descendants():
        if type(each) not in _PLAIN or each.element_tag in _LIST_ITEMS:
            raise NotPlain


@dataclass
class DrawnPage:
    """Stands among the pages of a document for one that was drawn elsewhere, and draws its margins itself.

    `box` is the page's, with nothing in it. Papers have neither borders nor backgrounds of whole pages.
    """

    box: Box
    sheet: Sheet
    glyphs: Glyphs
    links: list[Any] = field(default_factory=list)
    anchors: dict[Any, Any] = field(default_factory=dict)
    forms: dict[Any, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        page = Page(self.box)
        self.width, self.height, self.bleed, self.bookmarks = page.width, page.height, page.bleed, self.sheet.bookmarks
        self._margins: list[Box] = []

    def complete(self, margins: list[Box]) -> None:
        """Give the page what stands in its margins."""
        self._margins = margins

    @property
    def tags(self) -> list[Any]:
        """Of the page without its margins, as paper.tagtree takes them."""
        fragments: list[Any] = pickle.loads(zlib.decompress(self.sheet.tags))  # noqa: S301 - this very program wrote it
        return fragments

    def paint(self, stream: Stream, scale: float = 1) -> None:
        """Put what was drawn elsewhere into the stream, and draw the margins.

        Raises FontMissing where that can't be: all is to be drawn anew then.
        """
        if scale != SCALE:
            raise ValueError("a page was drawn for another scale")
        codes = self.glyphs.codes(stream._fonts.values())
        for key, state in self.sheet.states.items():
            stream._resources["ExtGState"].setdefault(key, pydyf.Dictionary(state))
        stream._tags.update(dict.fromkeys(range(self.sheet.marked)))  # their numbers: those of the margins follow
        stream.stream.append(_Operators(self.sheet.content, codes))
        self.box.children = tuple(self._margins)
        self.box.background = self.box.canvas_background = None
        with stream.stacked():
            stream.transform(a=scale, d=scale)
            draw_page(self.box, stream)
        stream.finish()
