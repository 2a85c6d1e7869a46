"""A line of glyphs in one font, and the operator that shows it."""

import re
import struct
from collections.abc import Sequence
from functools import cached_property

from paper.textlayer.clusters import Drawn, Group, clusters, text_of
from paper.textlayer.typeface import Typeface

HYPHEN, NO_BREAK_SPACE = "-", "\u00a0"
_PARTS = re.compile("<([0-9a-f]*)>|([^<>]+)")


class Line:
    """What one font shows without a move to another place; as a string, the operator that shows it.

    It stands among the operators of its page while its texts are not known yet.
    """

    def __init__(self, typeface: Typeface) -> None:
        self._typeface = typeface
        self._shown: list[tuple[str, float]] = []
        self._drawn: list[Drawn] = []
        self._operator = ""

    def __str__(self) -> str:
        return self._operator

    def draw(self, glyphs: list[Drawn], end: float) -> None:
        """Draw the whole line: its glyphs, and where it ends, in thousandths of the font size."""
        self._drawn, self._end = glyphs, end

    def take(self, shown: str, rise: float) -> None:
        """Add codes and moves as WeasyPrint shows them, `rise` thousandths of the font size above the base line."""
        self._shown.append((shown, rise))

    @property
    def ends_with_hyphen(self) -> bool:
        return self.texts[-1:] == [HYPHEN]

    @cached_property
    def groups(self) -> list[Group]:
        """Its glyphs, those together that belong together; whole only when the line is."""
        return list(clusters(self._drawn or self._glyphs()))

    @cached_property
    def texts(self) -> list[str]:
        """What each group stands for; to be set where that is known better than from the glyphs."""
        return [text_of(group) for group in self.groups]

    def finish(self, *, is_last: bool) -> None:
        """Write the operator that draws the line and reads back as its texts; `is_last` where nothing follows on it."""
        items: list[str] = []
        codes: list[str] = []
        pen = 0.0
        pairs = _without_empty(self.groups, self.texts)
        for group, text in pairs:
            # Poppler and PDFium drop a hyphen that ends a line; PDFium even one before plain spaces.
            ends_line = is_last and text == HYPHEN and group is pairs[-1][0]
            pen += _moved(group[0].x, pen, items, codes)
            code, advance = self._typeface.code_for(group, text + NO_BREAK_SPACE if ends_line else text)
            codes.append(code)
            pen += advance
        _moved(self._end, pen, items, codes)
        _flush(items, codes)
        self._operator = f"[{''.join(items)}] TJ"
        del self.groups, self.texts, self._shown, self._drawn  # pages wait for the last one, and have many lines

    def _glyphs(self) -> list[Drawn]:
        glyphs: list[Drawn] = []
        pen, drawn = 0.0, self._typeface.drawn  # in thousandths of the font size
        for shown, rise in self._shown:
            for codes, move in _PARTS.findall(shown):
                if move:
                    pen -= float(move)
                    continue
                for (code,) in struct.iter_unpack(">H", bytes.fromhex(codes)):
                    glyph = drawn(code, pen, rise)
                    glyphs.append(glyph)
                    pen += glyph.advance
        self._end = pen
        return glyphs


def _without_empty(groups: Sequence[Group], texts: Sequence[str]) -> list[tuple[Group, str]]:
    """A group that stands for nothing joins its neighbour: PDFium shows a code without characters as a stray one."""
    if all(texts):
        return list(zip(groups, texts, strict=True))
    pairs: list[tuple[Group, str]] = []
    for group, text in zip(groups, texts, strict=True):
        if pairs and (not text or not pairs[-1][1]):
            pairs[-1] = ([*pairs[-1][0], *group], pairs[-1][1] + text)
        else:
            pairs.append((group, text))
    return [(group, text or " ") for group, text in pairs]


def _moved(x: float, pen: float, items: list[str], codes: list[str]) -> int:
    """How far the pen is moved, which stands in the operand of a TJ then, to where the next code must stand.

    Less than a thousandth of the font size is no move; it is remembered, so that such errors never add up.
    """
    move = int(x - pen)
    if move:
        _flush(items, codes)
        items.append(str(-move))
    return move


def _flush(items: list[str], codes: list[str]) -> None:
    if codes:
        items.append(f"<{''.join(codes)}>")
        codes.clear()
