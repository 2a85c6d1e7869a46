"""A document laid out page by page, with its pages drawn elsewhere in batches as they come."""

from __future__ import annotations

from functools import partial
from typing import Any

from weasyprint import HTML, Document, Page

from paper.batches.beside import Beside
from paper.batches.drawn import Batch, DrawnPage, draw
from paper.batches.pagination import Pagination
from paper.sheet import continued

PAGES = 16  # in a batch: drawn in less time than as many are laid out in
Box = Any  # WeasyPrint's, which has no types


class _Drawing:
    """Draws batches one after the other while more pages are laid out; what can't be so drawn stays a box."""

    def __init__(self, pagination: Pagination) -> None:
        self._pagination = pagination
        self._begun: tuple[list[Box], Beside[Batch | None]] | None = None
        self.done: list[Box | DrawnPage] = []

    def begin(self, pages: list[Box]) -> None:
        """Have pages drawn, once those before them are."""
        self.end()
        self._begun = pages, Beside(partial(draw, pages, self._pagination.prepare))

    def end(self) -> None:
        """Wait for the pages that are being drawn."""
        if self._begun is None:
            return
        pages, work = self._begun
        self._begun = None
        batch = work.result()
        if batch is None:
            self.done += pages
            return
        for page, sheet in zip(pages, batch.sheets, strict=True):
            page.children = ()
            self.done.append(DrawnPage(page, sheet, batch))


def in_turn(source: HTML, *, variant: str, **options: Any) -> Document | None:  # noqa: ANN401 - WeasyPrint's options
    """The document; None where a page depends on later ones otherwise than by its margins.

    The first batch and what is left at the end are drawn with the document: they have all fonts, pictures and links.
    """
    pagination = Pagination(source, variant=variant, **options)
    drawing = _Drawing(pagination)
    notes: continued.Notes = {}
    batch: list[Box] = []
    for page in pagination.pages():
        continued.carry([page], notes)
        batch.append(page)
        if len(batch) == PAGES:
            if drawing.done:
                drawing.begin(batch)
            else:
                drawing.done += batch
            batch = []
    drawing.end()
    if not pagination.is_settled:
        return None
    for number, page in enumerate(pages := [*drawing.done, *batch], start=1):
        if isinstance(page, DrawnPage):
            page.complete(pagination.margins(page.box, number))
        else:
            pagination.complete(page, number)
    return pagination.document([page if isinstance(page, DrawnPage) else Page(page) for page in pages])
