"""The letters of a page with their places, as people see the page: x from its left edge, y from its top."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

Point = Callable[[float, float], tuple[float, float]]
_HYPHEN = "\x02"  # what PDFium makes of a hyphen at the end of a line
_BREAKS = "\r\n"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that begins at x on the line y and ends at `end`; `size` is about the height of a line."""

    text: str
    x: float
    y: float
    end: float
    size: float


def upright(page: pypdfium2.PdfPage) -> Point:
    """Gives the place on the page as it is seen of a point in its own coordinates."""
    left, bottom, right, top = page.get_cropbox()
    return {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }[page.get_rotation()]


def letters(page: pypdfium2.PdfPage) -> list[Letter]:
    """The letters of a page in the order in which the file has them."""
    text = page.get_textpage()
    try:
        return list(_letters(text, upright(page)))
    finally:
        text.close()


def _letters(text: pypdfium2.PdfTextPage, seen: Point) -> Iterator[Letter]:
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    for number in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, number)
        letter = chr(code) if 0 < code < 0x110000 else "\ufffd"
        if letter in _BREAKS:
            continue
        raw.FPDFText_GetCharOrigin(text, number, x, y)
        raw.FPDFText_GetLooseCharBox(text, number, box)
        start, line = seen(x.value, y.value)
        corners = seen(box.left, box.bottom), seen(box.right, box.top)
        end, height = max(corners[0][0], corners[1][0]), abs(corners[0][1] - corners[1][1])
        yield Letter("-" if letter == _HYPHEN else letter, start, line, max(end, start), max(height, 1.0))


def is_mark(letter: str) -> bool:
    """Whether the letter stands over or under the one before it."""
    return unicodedata.category(letter) == "Mn"


def unreadable(found: list[Letter]) -> int:
    """How many letters have no meaning in the file, for its font says none."""
    return sum(letter.text == "\ufffd" or "\ue000" <= letter.text <= "\uefff" for letter in found)
