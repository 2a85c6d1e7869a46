"""What WeasyPrint draws a page into: its lines of text are written with a right text layer at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint import pdf
from weasyprint.pdf import pydyf, stream
from weasyprint.text.fonts import get_pango_font_key

from paper.drawing.font import Font
from paper.textlayer.alignment import aligned
from paper.textlayer.clusters import Drawn
from paper.textlayer.lines import Line
from paper.textlayer.written import visible

_UPRIGHT = [1, 0, 0, -1]


class Stream(stream.Stream):  # type: ignore[misc]  # WeasyPrint has no types
    """WeasyPrint's, but that codes stand for whole clusters. Text in fonts without TrueType outlines stays as it is.

    A line ends where anything but glyphs and their rises is written; its texts are settled when the box that it
    belongs to is drawn, for then they can be held against the text of the box.
    """

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)
        self._font: Font | None = None
        self._size = 1.0
        self._rise = 0.0
        self._line: Line | None = None
        self._unsettled: list[Line] = []
        self._is_marked = self._is_foreign = False
        self.is_foreign = False
        """Whether text was drawn in a font without TrueType outlines, which stays as WeasyPrint writes it."""
        self._place = (0.0, 0.0)
        self._ending: tuple[Line, float, float] | None = None
        self._groups: list[Stream] = []
        self.keeps_under: tuple[Any, Any] | None = None
        """Under what the next line is to be kept, and the style that it is drawn in."""

    def clone(self, **options: object) -> Stream:
        """A stream for a group or a pattern that is drawn by itself."""
        group: Stream = super().clone(**options)
        self._groups.append(group)
        return group

    def add_font(self, pango_font: object) -> tuple[Font, float]:
        """The font with its size; two of Pango's with one description are one, as they are in the PDF."""
        key, description, size = get_pango_font_key(pango_font)
        if key not in self._fonts:
            font = Font(pango_font, description, size)
            self._fonts[key] = next((each for each in self._fonts.values() if each.hash == font.hash), font)
        return self._fonts[key], size

    def set_font_size(self, font: str, size: float) -> None:
        if (font, size) != self._current_font:
            self._line = None
            self._font = next(each for each in self._fonts.values() if each.hash == font)
            self._size = size
        super().set_font_size(font, size)

    def set_text_matrix(self, *matrix: float) -> None:
        *turn, x, y = matrix
        self._line, self._place = None, (x, y)
        if self._ending:
            self._settle_ending(x, y)
        if turn == _UPRIGHT:
            self.stream.append(b"1 0 0 -1 %b %b Tm" % (pydyf._to_bytes(x), pydyf._to_bytes(y)))
        else:
            super().set_text_matrix(*matrix)

    def set_text_rise(self, height: float) -> None:
        if self._font is None or self._font.typeface is None:
            super().set_text_rise(height)
        self._rise = height

    def show_text(self, text: str) -> None:
        if self._font is None or self._font.typeface is None:
            self._is_foreign = self.is_foreign = True
            super().show_text(text)
            return
        if self._line is None:
            self._line = Line(self._font.typeface)
            self._unsettled.append(self._line)
            self.stream.append(self._line)
        self._line.take(text, self._rise * 1000 / self._size)

    def show_again(self, kept: tuple[Any, Font, float, str], x: float, y: float) -> None:
        """Show a line that was kept, at another place."""
        _, font, size, operator = kept
        self.set_text_matrix(1, 0, 0, -1, x, y)
        self.set_font_size(font.hash, size)
        self.stream.append(operator)

    def show_glyphs(self, glyphs: list[Drawn], end: float) -> None:
        """Show the glyphs of a whole line in the font that was set."""
        assert self._font is not None
        assert self._font.typeface is not None
        line = Line(self._font.typeface)
        line.draw(glyphs, end)
        self._unsettled.append(line)
        self.stream.append(line)

    def end_text(self) -> None:
        super().end_text()
        self._line = None
        if not self._is_marked:
            self._settle(None)

    @contextmanager
    def marked(self, box: object, tag: str) -> Iterator[None]:
        """Write what belongs to a box between its marks."""
        self._is_marked, self._is_foreign = True, False
        with super().marked(box, tag):
            yield
            self._settle(getattr(box, "text", None))
        self._is_marked = False

    def finish(self) -> None:
        """Nothing more is drawn, here and in what belongs to it."""
        self._settle_ending(None, None)
        for group in self._groups:
            group.finish()

    def _settle(self, written: str | None) -> None:
        """Finish the lines of a box, with what was written there where that is known."""
        lines, self._unsettled = self._unsettled, []
        keeps_under, self.keeps_under = self.keeps_under, None
        if not lines:
            return
        if written is not None and not self._is_foreign:
            texts = iter(aligned([text for line in lines for text in line.texts], visible(written)))
            for line in lines:
                line.texts = [next(texts) for _ in line.texts]
        for line in lines:
            if line is lines[-1] and line.ends_with_hyphen:
                self._ending = (line, *self._place)
            else:
                line.finish(is_last=False)
        if keeps_under and written is not None and len(lines) == 1 and not (self._ending or self._is_foreign):
            key, style = keeps_under
            self._fonts.lines.keep(key, (style, self._font, self._size, str(lines[0])))

    def _settle_ending(self, x: float | None, y: float | None) -> None:
        """Finish the line with a hyphen at its end, now that it is known whether text follows to its right."""
        if self._ending:
            line, here_x, here_y = self._ending
            self._ending = None
            line.finish(is_last=x is None or y != here_y or x < here_x)


def install() -> None:
    """Have WeasyPrint draw into this stream, pages and the groups within them."""
    pdf.Stream = stream.Stream = Stream
