"""One font of a PDF: what its codes stand for, and new glyphs made out of several that belong together."""

import io
from collections.abc import Sequence

import pikepdf
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import ROUND_XY_TO_GRID, Glyph, GlyphComponent

from paper.textlayer import mappings
from paper.textlayer.characters import characters
from paper.textlayer.clusters import Drawn

LAST_CODE = 0xFFFF

Part = tuple[int, int, int]  # glyph, x and y in font units


class Typeface:
    """A TrueType font with two-byte codes that are glyph numbers, as WeasyPrint embeds them."""

    def __init__(self, font: pikepdf.Object) -> None:
        self._font = font
        self._descendant = font.DescendantFonts[0]
        self._stream = self._descendant.FontDescriptor.FontFile2
        self._program = TTFont(io.BytesIO(self._stream.read_bytes()), recalcTimestamp=False)
        self._per_thousand = float(self._program["head"].unitsPerEm) / 1000
        self._widths = mappings.read_widths(self._descendant.W)
        encoding = font.Encoding
        self._missing = (
            mappings.read_missing(encoding.read_bytes()) if isinstance(encoding, pikepdf.Stream) else frozenset()
        )
        mapped = mappings.read_characters(font.ToUnicode.read_bytes())
        known = characters(self._program, mapped)
        self._texts = {code: text if code in self._missing else known[code] for code, text in mapped.items()}
        self._composites: dict[tuple[tuple[Part, ...], str, int], int] = {}
        self._next = self._program["maxp"].numGlyphs

    def drawn(self, code: int, x: float, rise: float) -> Drawn:
        """One glyph at its place on a line, in thousandths of the font size."""
        return Drawn(code, self._texts[code], x, rise, self._widths[code])

    def code_for(self, group: Sequence[Drawn], text: str) -> tuple[int, float]:
        """The code that draws the whole group and reads back as `text`, and its width in thousandths."""
        first = group[0]
        if len(group) == 1 and not first.rise and first.text == text and first.code not in self._missing:
            return first.code, first.advance
        parts = tuple(self._part(glyph, first.x) for glyph in group)
        width = self._units(max(glyph.x + glyph.advance for glyph in group) - first.x)
        key = (parts, text, width)
        if key not in self._composites:
            self._composites[key] = self._next
            self._next += 1
        return self._composites[key], width / self._per_thousand

    def save(self) -> None:
        """Write the new glyphs, their widths and the characters of all codes into the PDF's font."""
        if self._next > LAST_CODE + 1:
            raise ValueError("the font has no room for so many different clusters")
        for (_, text, width), code in self._composites.items():
            self._texts[code] = text
            self._widths[code] = width / self._per_thousand
        if self._composites:
            self._embed()
        self._descendant.W = pikepdf.Array(
            entry if isinstance(entry, int) else pikepdf.Array(entry) for entry in mappings.write_widths(self._widths)
        )
        self._font.ToUnicode.write(mappings.write_characters(self._texts))
        self._font.Encoding = pikepdf.Name("/Identity-H")

    def _part(self, glyph: Drawn, origin: float) -> Part:
        number = 0 if glyph.code in self._missing else glyph.code
        return number, self._units(glyph.x - origin), self._units(glyph.rise)

    def _units(self, thousandths: float) -> int:
        return round(thousandths * self._per_thousand)

    def _embed(self) -> None:
        program = self._program
        names = program.getGlyphOrder()
        outlines, metrics = program["glyf"], program["hmtx"]
        for (parts, _, width), code in self._composites.items():
            name = f"cluster{code}"
            outline = _composite([(names[glyph], x, y) for glyph, x, y in parts])
            outlines[name] = outline
            outline.recalcBounds(outlines)
            metrics[name] = (width, getattr(outline, "xMin", 0))
        program.setGlyphOrder(outlines.glyphOrder)
        saved = io.BytesIO()
        program.save(saved)
        self._stream.write(saved.getvalue())
        self._stream.Length1 = len(saved.getvalue())


def _composite(parts: Sequence[tuple[str, int, int]]) -> Glyph:
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = []
    for name, x, y in parts:
        component = GlyphComponent()
        component.glyphName, component.x, component.y = name, x, y
        component.flags = ROUND_XY_TO_GRID
        glyph.components.append(component)
    return glyph
