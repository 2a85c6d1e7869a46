"""The letters of a page with their places, as people see the page: x from its left edge, y from its top."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from document.grids import bounds
from document.grids.pages import tags
from thai.text import SARA_AA, SARA_AM

MOST = 400_000  # of a file: each costs some microseconds
Point = Callable[[float, float], tuple[float, float]]
_SIGNS = (0x02, 0x09)  # the codes below a space that are letters
_HYPHEN = "\x02"  # what PDFium makes of a hyphen at the end of a line
_THAI_FONT = {code: bytes([code]).decode("cp874") for code in (*range(0xA1, 0xDB), *range(0xDF, 0xFC))}
_IMPLIED = frozenset(map(ord, " \r\n-"))  # what PDFium adds by itself
UNKNOWN = "\ufffd"  # a letter whose font says no meaning
_NARROWEST, _USUAL = 0.45, 0.65  # widths of Thai consonants, in sizes of the font
_BACK = 10  # letters back, at most, stands what a doubled cluster doubles


class Letter(NamedTuple):
    """A letter that begins at x on the line y and ends at `end`; `size` is that of its font, `block` the paragraph that
    a tagged file names (0 for none).
    """

    text: str
    x: float
    y: float
    end: float
    size: float
    block: int = 0


def upright(page: pypdfium2.PdfPage) -> Point:
    """Gives the place on the page as it is seen of a point in its own coordinates."""
    left, bottom, right, top = page.get_cropbox()
    return {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }[page.get_rotation()]


def letters(page: pypdfium2.PdfPage, most: int) -> list[Letter]:
    """The letters of a page in the order in which the file has them; the spaces that it draws, none that it implies.

    ReportError for more than `most`.
    """
    text = page.get_textpage()
    if text.count_chars() > most:
        text.close()
        raise bounds.too_much("ตัวอักษร", MOST)
    try:
        return _settled(_in_thai(list(_letters(text, upright(page), tags.blocks(page)))))
    finally:
        text.close()


def _letters(text: pypdfium2.PdfTextPage, seen: Point, known: dict[int, int]) -> Iterator[Letter]:
    x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF(), raw.FS_MATRIX()
    before, height, size = None, 0.0, 1.0
    for number in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, number)
        if code in _IMPLIED and raw.FPDFText_IsGenerated(text, number) == 1:
            continue
        letter = chr(code) if 32 <= code < 0x110000 or code in _SIGNS else UNKNOWN
        raw.FPDFText_GetCharOrigin(text, number, x, y)
        raw.FPDFText_GetLooseCharBox(text, number, box)
        if y.value != before or abs(box.top - box.bottom - height) > 0.25 * height:
            # Each question costs; a font changes where a line or the height of a letter does.
            before, height = y.value, box.top - box.bottom
            raw.FPDFText_GetMatrix(text, number, matrix)
            size = raw.FPDFText_GetFontSize(text, number) * abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
        start, line = seen(x.value, y.value)
        end = max(seen(box.left, box.bottom)[0], seen(box.right, box.top)[0])
        block = tags.block_of(text, number, known)
        yield Letter("-" if letter == _HYPHEN else letter, start, line, max(end, start), max(size, 1.0), block)


def _in_thai(found: list[Letter]) -> list[Letter]:
    """The letters as they look: fonts of older programs have Thai where others have accented Latin letters."""
    words = [letter for letter in found if not letter.text.isspace()]
    if sum("\xa1" <= letter.text <= "\xfb" for letter in words) <= len(words) / 2:
        return found
    return [letter._replace(text=letter.text.translate(_THAI_FONT)) for letter in found]


def _settled(found: list[Letter]) -> list[Letter]:
    """The letters without those that PDFium doubles, each as wide as it is.

    Where a maker names the letters of a drawn cluster (Chrome, Google Docs), PDFium gives them once more for each
    further stroke of it, without a width, and parts the width of the first stroke among all.
    """
    widest = _widths(found)
    made: list[Letter] = []
    number = 0
    while number < len(found):
        letter = found[number]
        after = _after_cluster(found, number)
        if _is_thin(letter) and _is_repeated(found[number:after], made):
            number = after
            continue
        made.append(_widened(letter, made[-1] if made else None, widest))
        number += 1
    return made


def _widths(found: list[Letter]) -> dict[str, float]:
    """How wide each letter is, in sizes of its font: the widest one that stands without a mark, else of all."""
    alone: dict[str, float] = {}
    every: dict[str, float] = {}
    for letter, after in zip_longest(found, found[1:]):
        width = (letter.end - letter.x) / letter.size
        every[letter.text] = max(every.get(letter.text, 0.0), width)
        if not (after and (is_mark(after.text) or after.text == SARA_AM)):
            alone[letter.text] = max(alone.get(letter.text, 0.0), width)
    return every | {text: width for text, width in alone.items() if width > _NARROWEST}


def _after_cluster(found: list[Letter], number: int) -> int:
    number += 1
    while number < len(found) and (is_mark(found[number].text) or found[number].text == SARA_AM):
        number += 1
    return number


def _is_thin(letter: Letter) -> bool:
    return letter.end - letter.x < 0.05 * letter.size and "\u0e01" <= letter.text <= "\u0e2e"


def _is_repeated(cluster: list[Letter], before: list[Letter]) -> bool:
    words = "".join(letter.text for letter in before[-_BACK:])
    return "".join(letter.text for letter in cluster) in words


def _widened(letter: Letter, before: Letter | None, widest: dict[str, float]) -> Letter:
    """The letter with its whole width, where the box of a cluster was parted; a mark ends where its letter does."""
    if before and is_mark(letter.text) and letter.y == before.y:
        return letter._replace(end=max(letter.end, before.end))
    if before and letter.text == SARA_AM and letter.x < before.end - 0.3 * letter.size and letter.y == before.y:
        return letter._replace(x=before.end, end=before.end + widest.get(SARA_AA, 0.5) * letter.size)
    # What only stands in clusters is nowhere seen whole; a box of a whole cluster is as wide as SARA AM makes it.
    whole = (widest[letter.text] if widest[letter.text] > _NARROWEST else _USUAL) * letter.size
    if "\u0e01" <= letter.text <= "\u0e2e" and not 0.75 * whole <= letter.end - letter.x <= 1.35 * whole:
        return letter._replace(end=letter.x + whole)
    return letter


def is_mark(letter: str) -> bool:
    """Whether the letter stands over or under the one before it."""
    return unicodedata.category(letter) == "Mn"


def unreadable(found: list[Letter]) -> int:
    """How many letters have no meaning in the file, for its font says none."""
    return sum(letter.text == UNKNOWN or "\ue000" <= letter.text <= "\uefff" for letter in found)
