"""The fonts of the paper: their files, and which characters they draw. Nothing else may draw on a report.

Sarabun draws Thai and Latin. What it lacks comes from the Noto fonts of one package: Greek and other letters as they
are, symbols out of three fonts brought together in one.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING

import pymupdf_fonts

if TYPE_CHECKING:  # whoever opens a font loads it
    from fontTools.ttLib import TTFont

_SARABUN = files("fontpkg_sarabun") / "files"
_UNITS = 1000  # to an em, in Sarabun and in all Noto fonts here
# By the package's names; the first that has a character draws it.
_SYMBOL_FONTS = ("symbol2", "symbol1", "math")
# From general punctuation to dingbats, and more arrows: what people type. Emoji stay out: these fonts have a few only.
_SYMBOLS = (range(0x2010, 0x27C0), range(0x2B00, 0x2C00))
# A mark wants a place over its letter, which only the rules of a whole font know; the others are not seen.
_UNWANTED = ("Mn", "Me", "Cf", "Zs")
_SPACES = (0x20, 0xA0)
_MADE = 0x7C25B080  # the first of 1970, as fonts count; any fixed moment gives the same bytes
_FINENESS = 1.0  # how far, in units, an outline may stray when its cubic curves become quadratic ones


@dataclass(frozen=True)
class Typeface:
    """A TrueType font by the family and weight under which a page finds it; `name` is its PostScript name."""

    name: str
    family: str
    weight: int
    load: Callable[[], bytes]


def _sarabun(name: str) -> bytes:
    return (_SARABUN / f"{name}.ttf").read_bytes()


def symbols() -> bytes:
    """A font of all symbols that Sarabun and Noto Sans lack, with Sarabun's height, so that no symbol moves a line.

    TrueType outlines, for only those can the text layer put right. The same bytes each time.
    """
    if not _symbols:
        _symbols.append(_made_symbols())
    return _symbols[0]


def know_symbols(font: bytes | None) -> None:
    """Takes the font that another process made, if it did: this one then needs not open those that it is made of."""
    _symbols[:] = [font] if font else []


_symbols: list[bytes] = []


def _made_symbols() -> bytes:
    from fontTools.pens.cu2quPen import Cu2QuPen  # noqa: PLC0415 - loaded where something is drawn
    from fontTools.pens.ttGlyphPen import TTGlyphPen  # noqa: PLC0415 - as above

    outlines, widths = {".notdef": TTGlyphPen(None).glyph()}, {".notdef": _UNITS // 2}
    characters: dict[int, str] = {}
    for code in _SPACES:  # between two symbols a line takes the space from here
        name = f"u{code:04X}"
        outlines[name], widths[name], characters[code] = TTGlyphPen(None).glyph(), _width_of_space(), name
    for source in _symbol_fonts():
        glyphs = source.getGlyphSet()
        for code, glyph in source.getBestCmap().items():
            if code in characters or not _is_wanted(code):
                continue
            name, pen = f"u{code:04X}", TTGlyphPen(None)
            glyphs[glyph].draw(Cu2QuPen(pen, _FINENESS, reverse_direction=True))
            outlines[name], widths[name], characters[code] = pen.glyph(), round(glyphs[glyph].width), name
    return _built(outlines, widths, characters)


def _width_of_space() -> int:
    sarabun = opened("Sarabun-Regular")
    return int(sarabun["hmtx"][sarabun.getBestCmap()[0x20]][0])


def _symbol_fonts() -> list[TTFont]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - as above

    return [TTFont(io.BytesIO(pymupdf_fonts.myfont(code))) for code in _SYMBOL_FONTS]


def _is_wanted(code: int) -> bool:
    if not any(code in block for block in _SYMBOLS) or unicodedata.category(chr(code)) in _UNWANTED:
        return False
    return code not in _characters_of("Sarabun-Regular") and code not in _characters_of("NotoSans-Regular")


def _built(outlines: Mapping[str, object], widths: Mapping[str, int], characters: Mapping[int, str]) -> bytes:
    from fontTools.fontBuilder import FontBuilder  # noqa: PLC0415 - as above

    heights = opened("Sarabun-Regular")
    across, system = heights["hhea"], heights["OS/2"]
    font = FontBuilder(_UNITS, isTTF=True)
    font.setupGlyphOrder(list(outlines))
    font.setupCharacterMap(characters)
    font.setupGlyf(outlines)
    glyphs = font.font["glyf"]
    font.setupHorizontalMetrics({name: (width, getattr(glyphs[name], "xMin", 0)) for name, width in widths.items()})
    font.setupHorizontalHeader(ascent=across.ascent, descent=across.descent, lineGap=across.lineGap)
    font.setupNameTable({"familyName": "Paper Symbols", "styleName": "Regular", "psName": "PaperSymbols-Regular"})
    font.setupOS2(
        sTypoAscender=system.sTypoAscender,
        sTypoDescender=system.sTypoDescender,
        sTypoLineGap=system.sTypoLineGap,
        usWinAscent=system.usWinAscent,
        usWinDescent=system.usWinDescent,
    )
    font.setupPost(keepGlyphNames=False)
    font.updateHead(created=_MADE, modified=_MADE)
    font.font.recalcTimestamp = False
    saved = io.BytesIO()
    font.save(saved)
    return saved.getvalue()


SARABUN = (
    Typeface("Sarabun-Regular", "Sarabun", 400, partial(_sarabun, "Sarabun-Regular")),
    Typeface("Sarabun-Bold", "Sarabun", 700, partial(_sarabun, "Sarabun-Bold")),
)
# Loaded only for a paper that needs them.
OTHERS = (
    Typeface("NotoSans-Regular", "Noto Sans", 400, partial(pymupdf_fonts.myfont, "notos")),
    Typeface("NotoSans-Bold", "Noto Sans", 700, partial(pymupdf_fonts.myfont, "notosbo")),
    Typeface("PaperSymbols-Regular", "Paper Symbols", 400, symbols),
)
BY_NAME: Mapping[str, Typeface] = {each.name: each for each in (*SARABUN, *OTHERS)}


def opened(name: str) -> TTFont:
    """The whole font of that PostScript name, anew each time: no two threads may read one, for it loads as it is read.

    Raises KeyError for a font that is not the paper's.
    """
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - as above

    return TTFont(io.BytesIO(BY_NAME[name].load()), recalcTimestamp=False)


@cache
def _characters_of(name: str) -> frozenset[int]:
    return frozenset(opened(name).getBestCmap())


def in_sarabun() -> frozenset[int]:
    """The characters for which a paper needs no other font, as code points."""
    return _characters_of("Sarabun-Regular") & _characters_of("Sarabun-Bold")


def drawn() -> frozenset[int]:
    """The characters that a paper can draw in regular and in bold, as code points, without private use."""
    if not _known:
        _known.append(_drawn())
    return _known[0]


def know(characters: frozenset[int]) -> None:
    """Takes what another process found to be drawn: this one then needs not open the fonts."""
    _known[:] = [characters]


_known: list[frozenset[int]] = []


def _drawn() -> frozenset[int]:
    in_noto = _characters_of("NotoSans-Regular") & _characters_of("NotoSans-Bold")
    in_symbols = {code for source in _symbol_fonts() for code in source.getBestCmap() if _is_wanted(code)}
    every = in_sarabun() | in_noto | in_symbols
    return frozenset(code for code in every if unicodedata.category(chr(code)) != "Co")
