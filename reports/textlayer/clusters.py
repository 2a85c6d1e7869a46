"""Which glyphs of a line belong together, and which characters a group of them stands for. Pure: knows no PDF."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

NIKHAHIT, SARA_AA, SARA_AM = "\u0e4d", "\u0e32", "\u0e33"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One glyph as it stands on a line; lengths in thousandths of the font size, `x` from where the line begins."""

    code: int
    text: str
    x: float
    rise: float
    advance: float


def is_mark(text: str) -> bool:
    """All of the characters sit on, above or below another one."""
    return bool(text) and all(unicodedata.category(character) in ("Mn", "Me") for character in text)


def clusters(line: Iterable[Drawn]) -> Iterator[list[Drawn]]:
    """Cut a line into groups that must stay together: a base, its marks, and the SARA AA that ends a split SARA AM."""
    group: list[Drawn] = []
    for glyph in line:
        if group and not _joins(group, glyph):
            yield group
            group = []
        group.append(glyph)
    if group:
        yield group


def text_of(group: Iterable[Drawn]) -> str:
    """The characters as they were typed, in NFC.

    HarfBuzz draws SARA AM as NIKHAHIT and SARA AA and moves the first before the tone mark; since stored text never
    holds those two decomposed (thai.text), putting them together again is certain.
    """
    text = "".join(glyph.text for glyph in group)
    if text.endswith(SARA_AA) and NIKHAHIT in text:
        text = text[:-1].replace(NIKHAHIT, "", 1) + SARA_AM
    return unicodedata.normalize("NFC", text)


def _joins(group: list[Drawn], glyph: Drawn) -> bool:
    if glyph.text == SARA_AA:
        return any(NIKHAHIT in member.text for member in group)
    return is_mark(glyph.text) and not _right_to_left(group[0].text)


def _right_to_left(text: str) -> bool:
    """There the glyphs stand in visual order, each mark before its base: WeasyPrint's own mapping is left as it is."""
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)
