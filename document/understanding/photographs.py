"""The photographs of a file with their captions, kept aside: they are evidence, and no part of a report's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from document.grid import Grid, Kind, Paragraph, Picture

_CAPTION = re.compile(r"(?:ภาพ|รูป)\S.*", re.DOTALL)
_HEADING = re.compile(r"(?:ประมวล)?(?:ภาพ|รูป)(?:ถ่าย|กิจกรรม|ประกอบ|การ|ผล)\S{0,60}(?:\s+\S{1,60}){0,3}|ภาคผนวก\S{0,40}")
_LONGEST = 200


def photographs(grid: Grid) -> tuple[Picture, ...]:
    """The pictures in order with the captions that the file gives them; one that is repeated without words stands once.

    A page of a PDF says nothing of what belongs to what: there the captions of a page go to its pictures in order
    where there are as many.
    """
    found = _captioned(grid)
    named = {each.data for each in found if each.caption}
    once = {(each.data, each.caption): each for each in reversed(found) if each.caption or each.data not in named}
    return tuple(once[key] for key in dict.fromkeys((each.data, each.caption) for each in found) if key in once)


def is_of_pictures(words: str, pictures: Iterable[Picture]) -> bool:
    """Whether words outside a table are a picture's caption, or head the pictures that follow them."""
    if not (plain := words.strip()) or len(plain) > _LONGEST:
        return False
    return any(plain == each.caption for each in pictures) or bool(_HEADING.fullmatch(plain))


def captions(grid: Grid) -> list[str]:
    """What the file says of each of its pictures, in order: the caption, else a line right behind or before it that
    begins with a word for a picture; empty where there is neither.
    """
    blocks = list(grid.blocks)
    own = iter(_captioned(grid))
    said = []
    for at, block in enumerate(blocks):
        if isinstance(block, Picture):
            beside = [*blocks[at + 1 : at + 2], *blocks[max(at - 1, 0) : at]]
            lines = [" ".join(each.words.split()) for each in beside if isinstance(each, Paragraph)]
            line = next((each for each in lines if len(each) <= _LONGEST and _CAPTION.fullmatch(each)), "")
            said.append(" ".join(next(own).caption.split()) or line)
    return said


def _captioned(grid: Grid) -> list[Picture]:
    pictures = list(grid.pictures())
    pages: dict[int, list[str]] = {}
    for each in grid.paragraphs(Kind.BODY, Kind.BOX):
        if each.place.page and _is_caption(each):
            pages.setdefault(each.place.page, []).append(" ".join(each.words.split()))
    for page, captions in pages.items():
        bare = [number for number, each in enumerate(pictures) if each.place.page == page and not each.caption]
        if len(bare) == len(captions):
            _give(pictures, bare, captions)
    return pictures


def _give(pictures: list[Picture], numbers: Sequence[int], captions: Sequence[str]) -> None:
    for number, caption in zip(numbers, captions, strict=True):
        pictures[number] = replace(pictures[number], caption=caption)


def _is_caption(paragraph: Paragraph) -> bool:
    words = paragraph.words.strip()
    return len(words) <= _LONGEST and bool(_CAPTION.fullmatch(words)) and not _HEADING.fullmatch(words)
