"""A row that goes on over a page says so at the top of each further page: (ต่อ) and who answers for it.

The words stand at the top of the row's first and last cell, in the HTML as a paragraph of no height. Pages laid out,
they are taken from where the row begins, and a copy is laid into the line that each further part of the cell leaves
free (report.css). So nothing moves, and the form is laid out once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

CLASS = "goes-on"
Box = Any  # WeasyPrint's, which has no types


Notes = dict[Box, tuple[Box, Box]]


def carry(pages: Iterable[Box], notes: Notes) -> None:
    """Put the words on the pages where they belong; `pages` are the boxes of the pages, in their order.

    `notes` are those of rows that began on earlier pages, and those that begin here are added.
    """
    for page in pages:
        for cell in _cells(page):
            if cell.element in notes:
                cell.children = (_copy(*notes[cell.element], cell), *cell.children)
            elif note := next((child for child in cell.children if _is_note(child)), None):
                notes[cell.element] = note, cell
                cell.children = tuple(child for child in cell.children if child is not note)


def _cells(box: Box) -> Iterator[Box]:
    if box.element_tag == "td":
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _cells(child)


def _is_note(box: Box) -> bool:
    return box.element is not None and box.element.get("class", "") == CLASS


def _copy(note: Box, first: Box, cell: Box) -> Box:
    copied = note.deepcopy()
    copied.translate(cell.position_x - first.position_x, cell.position_y - first.position_y)
    return copied
