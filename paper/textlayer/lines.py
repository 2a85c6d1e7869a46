"""A line of glyphs in one font, and the operator that shows it."""

import struct
from functools import cached_property

import pikepdf

from paper.textlayer.clusters import Drawn, Group, clusters, text_of
from paper.textlayer.typeface import Typeface

HYPHEN, NO_BREAK_SPACE = "-", "\u00a0"


class Line:
    """What one font shows without a move to another place."""

    def __init__(self, typeface: Typeface) -> None:
        self._typeface = typeface
        self._glyphs: list[Drawn] = []
        self._pen = 0.0  # in thousandths of the font size
        self.is_last = False
        """Nothing stands to its right."""

    def take(self, operand: pikepdf.Object, rise: float) -> None:
        """Add the glyphs of a Tj's or TJ's operand, drawn `rise` thousandths of the font size above the base line."""
        for item in operand if isinstance(operand, pikepdf.Array) else [operand]:
            if isinstance(item, pikepdf.String):
                for (code,) in struct.iter_unpack(">H", bytes(item)):
                    glyph = self._typeface.drawn(code, self._pen, rise)
                    self._glyphs.append(glyph)
                    self._pen += glyph.advance
            else:
                self._pen -= float(item)

    @property
    def ends_with_hyphen(self) -> bool:
        return self._glyphs[-1:] != [] and self._glyphs[-1].text == HYPHEN

    @cached_property
    def groups(self) -> list[Group]:
        """Its glyphs, those together that belong together; whole only when the line is."""
        return list(clusters(self._glyphs))

    @cached_property
    def texts(self) -> list[str]:
        """What each group stands for; to be set where that is known better than from the glyphs."""
        return [text_of(group) for group in self.groups]

    def instruction(self) -> pikepdf.ContentStreamInstruction:
        """The operator that draws the line and reads back as its texts."""
        shown = _Shown()
        pairs = list(_without_empty(self.groups, self.texts))
        for i, (group, text) in enumerate(pairs):
            # Poppler and PDFium drop a hyphen that ends a line; PDFium even one before plain spaces.
            ends_line = self.is_last and i == len(pairs) - 1 and text == HYPHEN
            shown.add(group[0].x, *self._typeface.code_for(group, text + NO_BREAK_SPACE * ends_line))
        return pikepdf.ContentStreamInstruction([shown.array(self._pen)], pikepdf.Operator("TJ"))


def _without_empty(groups: list[Group], texts: list[str]) -> list[tuple[Group, str]]:
    """A group that stands for nothing joins its neighbour: PDFium shows a code without characters as a stray one."""
    pairs: list[tuple[Group, str]] = []
    for group, text in zip(groups, texts, strict=True):
        if pairs and (not text or not pairs[-1][1]):
            pairs[-1] = ([*pairs[-1][0], *group], pairs[-1][1] + text)
        else:
            pairs.append((group, text))
    return [(group, text or " ") for group, text in pairs]


class _Shown:
    """The operand of a TJ: codes, and moves where the pen isn't where the next code must stand."""

    def __init__(self) -> None:
        self._items: list[pikepdf.Object | int] = []
        self._codes = bytearray()
        self._pen = 0.0

    def add(self, x: float, code: int, advance: float) -> None:
        self._move_to(x)
        self._codes += code.to_bytes(2, "big")
        self._pen += advance

    def array(self, end: float) -> pikepdf.Array:
        self._move_to(end)
        self._flush()
        return pikepdf.Array(self._items)

    def _move_to(self, x: float) -> None:
        """Less than a thousandth of the font size is no move; it is remembered, so that such errors never add up."""
        move = int(x - self._pen)
        if move:
            self._flush()
            self._items.append(-move)
            self._pen += move

    def _flush(self) -> None:
        if self._codes:
            self._items.append(pikepdf.String(bytes(self._codes)))
            self._codes.clear()
