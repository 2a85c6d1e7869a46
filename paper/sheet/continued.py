"""A row that goes on over a page says so at the top of each further page: (ต่อ) and who answers for it.

The words stand at the top of the row's first and last cell, in the HTML as a paragraph of no height. Pages laid out,
they are taken from where the row begins, and a copy is laid into the line that each further part of the cell leaves
free (report.css). So nothing moves, and the form is laid out once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

CLASS = "goes-on"
Box = Any  # WeasyPrint's, which has no types


class Note(NamedTuple):
    """The words of a cell, and where on its page the cell begins."""

    words: Box
    x: float
    y: float


Notes = dict[Box, Note]


def carry(pages: Iterable[Box], notes: Notes) -> None:
    """Put the words on the pages where they belong; `pages` are the boxes of the pages, in their order.

    `notes` are those of the rows on the page before, and become those of the last page: no other row goes on.
    """
    for page in pages:
        here: Notes = {}
        for cell in _cells(page):
            if note := notes.get(cell.element):
                cell.children = (_copy(note, cell), *cell.children)
                here[cell.element] = note
            elif words := next((child for child in cell.children if _is_note(child)), None):
                here[cell.element] = Note(words, cell.position_x, cell.position_y)
                cell.children = tuple(child for child in cell.children if child is not words)
        notes.clear()
        notes |= here


def _cells(box: Box) -> Iterator[Box]:
    if box.element_tag == "td":
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _cells(child)


def _is_note(box: Box) -> bool:
    return box.element is not None and box.element.get("class", "") == CLASS


def _copy(note: Note, cell: Box) -> Box:
    copied = note.words.deepcopy()
    copied.translate(cell.position_x - note.x, cell.position_y - note.y)
    return copied
