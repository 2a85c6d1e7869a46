"""Which glyphs of a line belong together, and which characters a group of them stands for. Pure: knows no PDF."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

NIKHAHIT, SARA_AA, SARA_AM = "\u0e4d", "\u0e32", "\u0e33"
_SPLIT_SARA_AM = re.compile(f"{NIKHAHIT}([^{SARA_AA}]*){SARA_AA}")
_TONE_BEFORE_NIKHAHIT = re.compile(f"([\u0e48-\u0e4b]){NIKHAHIT}")


class Drawn(NamedTuple):
    """One glyph as it stands on a line; lengths in thousandths of the font size, `x` from where the line begins."""

    code: int
    text: str
    x: float
    rise: float
    advance: float


Group = list[Drawn]


def is_mark(text: str) -> bool:
    """All of the characters sit on, above or below another one."""
    return bool(text) and all(unicodedata.category(character) in ("Mn", "Me") for character in text)


def clusters(line: Iterable[Drawn]) -> Iterator[Group]:
    """Cut a line into groups that must stay together: a base, its marks, and the SARA AA that ends a split SARA AM.

    Marks that begin a line without a base join what follows them.
    """
    group: Group = []
    begins_plain = False
    for glyph in line:
        is_plain = _kind(glyph.text) == "plain"
        if group and ((is_plain and begins_plain) or not _joins(group, glyph)):
            yield group
            group = []
        if not group:
            begins_plain = is_plain
        group.append(glyph)
    if group:
        yield group


def text_of(group: Group) -> str:
    """The characters as they were typed, in NFC, if they were typed as thai.text.clean leaves them."""
    return _as_typed(group[0].text if len(group) == 1 else "".join([glyph.text for glyph in group]))


@lru_cache(16384)
def _as_typed(text: str) -> str:
    """HarfBuzz draws SARA AM as NIKHAHIT and SARA AA and moves the first before the tone mark; fonts merge NIKHAHIT
    and a tone mark whatever their order. Clean text never holds SARA AM in two, and has NIKHAHIT before a tone mark.
    """
    text = _SPLIT_SARA_AM.sub(rf"\1{SARA_AM}", text)
    return unicodedata.normalize("NFC", _TONE_BEFORE_NIKHAHIT.sub(rf"{NIKHAHIT}\1", text))


def _joins(group: Group, glyph: Drawn) -> bool:
    kind = _kind(glyph.text)
    if "right to left" in (kind, _kind(group[-1].text)):
        return False
    if kind == "sara aa":
        return NIKHAHIT in "".join([member.text for member in group]).rpartition(SARA_AA)[2]
    return kind == "mark" or all(_kind(member.text) == "mark" for member in group)


@lru_cache(4096)
def _kind(text: str) -> str:
    """From right to left the glyphs stand in visual order, each mark before its base, and are left alone."""
    if any(unicodedata.bidirectional(character) in ("R", "AL") for character in text):
        return "right to left"
    if text == SARA_AA:
        return "sara aa"
    return "mark" if is_mark(text) else "plain"
