"""Lines of text, drawn without the string of operators that WeasyPrint makes of them only for ours to take it apart.

What was drawn before is the same, wherever it stands.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from weasyprint.draw import text
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from paper.drawing.recent import Recent
from paper.drawing.stream import Stream
from paper.textlayer.clusters import Drawn

_GLYPH = struct.Struct("=Iiii4x")  # PangoGlyphInfo: number, width, and by how much it is moved across and up
Theirs = Any  # WeasyPrint's, which has no types


class Fonts(dict[Any, Any]):
    """The fonts of a document, as WeasyPrint keeps them; and the lines that were shown in them."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = Recent()


def draw_text(
    stream: Theirs, box: Theirs, offset_x: float, text_overflow: str = "clip", block_ellipsis: Theirs = "none"
) -> None:
    """Draw a line, or a part of one, as WeasyPrint does; what it shows is looked up where it can be.

    A style stands for itself, as in paper.drawing.lines.
    """
    style, layout = box.style, box.pango_layout
    is_plain = style["text_decoration_line"] == "none" and style["visibility"] == "visible"
    is_ours = isinstance(stream, Stream) and isinstance(stream._fonts, Fonts)
    if not (is_ours and is_plain) or text_overflow != "clip" or block_ellipsis != "none":
        _own(stream, box, offset_x, text_overflow, block_ellipsis)
        return
    key = layout.text, box.text, layout.justification_spacing, id(style)
    kept = stream._fonts.lines.get(key)
    if kept is None:
        stream.keeps_under = key, style
        if not _drawn(stream, box):
            _own(stream, box, offset_x, text_overflow, block_ellipsis)
        return
    stream.set_color(style["color"])
    stream.begin_text()
    stream.show_again(kept, box.position_x, box.position_y + box.baseline)
    stream.end_text()


def _drawn(stream: Theirs, box: Theirs) -> bool:
    """Whether a line was drawn: in one font with TrueType outlines, from left to right, without what no font has."""
    layout = box.pango_layout
    if not box.text.strip():
        return False
    layout.reactivate(box.style)
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    runs = list(_runs(layout.get_first_line()[0]))
    line = _Line(stream, layout.text, runs[0])
    is_drawn = all(line.takes(run) for run in runs) if line.font.typeface else False
    layout.deactivate()
    if is_drawn:
        stream.set_color(box.style["color"])
        stream.begin_text()
        stream.set_text_matrix(1, 0, 0, -1, box.position_x, box.position_y + box.baseline)
        stream.set_font_size(line.font.hash, line.size)
        stream.show_glyphs(line.glyphs, line.pen)
        stream.end_text()
    return is_drawn


def _runs(line: Theirs) -> Iterator[Theirs]:
    run = line.runs[0]
    while run != ffi.NULL:
        yield run.data
        run = run.next


class _Line:
    """The glyphs of a line by their places, as WeasyPrint's draw_first_line reckons them."""

    def __init__(self, stream: Theirs, written: str, first: Theirs) -> None:
        self._stream, self._written = stream, written
        self._pango_font = first.item.analysis.font
        self.font, self.size = stream.add_font(self._pango_font)
        self.glyphs: list[Drawn] = []
        self.pen = 0.0

    def takes(self, run: Theirs) -> bool:
        """Whether the run is one of the line's font, from left to right, with glyphs of that font alone."""
        analysis, count = run.item.analysis, run.glyphs.num_glyphs
        if analysis.font != self._pango_font or analysis.level % 2:
            return False
        widths, size, known = self.font.widths, self.size, self.font.to_unicode
        text_of, append, pen = self.font.typeface.text_of, self.glyphs.append, self.pen
        for i, (code, width, x, y) in enumerate(_GLYPH.iter_unpack(ffi.buffer(run.glyphs.glyphs, count * _GLYPH.size))):
            if code == pango.PANGO_GLYPH_EMPTY:
                pen -= -width / size
                continue
            if code & pango.PANGO_GLYPH_UNKNOWN_FLAG:
                return False
            if code not in known:
                known[code] = self._cluster(run, i)
            if code not in widths:
                widths[code] = self._width(code)
            advance, offset = widths[code], x / size
            pen += offset
            append(Drawn(code, text_of(code), pen, -(y / 1000) * 1000 / size if y else 0.0, advance))
            pen += advance
            pen -= int(advance + offset - width * 1000 * FROM_UNITS / size)
        self.pen = pen
        return True

    def _cluster(self, run: Theirs, i: int) -> str:
        start, clusters = run.item.offset, run.glyphs.log_clusters
        end = run.item.length if i == run.glyphs.num_glyphs - 1 else clusters[i + 1]
        return self._written.encode()[start + clusters[i] : start + end].decode()

    def _width(self, code: int) -> int:
        ink, logical = self._stream.ink_rect, self._stream.logical_rect
        pango.pango_font_get_glyph_extents(self._pango_font, code, ink, logical)
        width: float = logical.width * 1000 * FROM_UNITS / self.size
        return round(width)


_own = text.draw_text
