"""A document laid out page by page, with its pages drawn elsewhere in batches as they come."""

from __future__ import annotations

from functools import partial
from typing import Any

from weasyprint import HTML, Document, Page

from paper.batches.beside import Beside
from paper.batches.drawn import Batch, DrawnPage, draw
from paper.batches.pagination import Pagination
from paper.batches.rows import release
from paper.sheet import continued

FIRST = 4  # pages that are drawn with the document: the title and the head of the table, in all fonts of a report
PAGES = 12  # in a batch: their boxes take a megabyte a page until they are drawn
Box = Any  # WeasyPrint's, which has no types


class _Drawing:
    """Draws batches one after the other while more pages are laid out; what can't be so drawn stays a box."""

    def __init__(self, pagination: Pagination) -> None:
        self._pagination = pagination
        self._begun: tuple[list[Box], Beside[Batch]] | None = None
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
            if sheet is None:
                self.done.append(page)
            else:
                release(page)
                self.done.append(DrawnPage(page, sheet, batch.glyphs))


def in_turn(source: HTML, *, variant: str, **options: Any) -> Document | None:  # noqa: ANN401 - WeasyPrint's options
    """The document; None where a page depends on later ones otherwise than by its margins.

    A short one is not cut; a page with pictures, links or drawings is drawn with the document.
    """
    pagination = Pagination(source, variant=variant, **options)
    drawing = _Drawing(pagination)
    notes: continued.Notes = {}
    batch: list[Box] = []
    for page in pagination.pages():
        continued.carry([page], notes)
        batch.append(page)
        if len(batch) == FIRST + PAGES and not drawing.done:
            drawing.done, batch = batch[:FIRST], batch[FIRST:]
        if len(batch) == PAGES and drawing.done:
            drawing.begin(batch)
            batch = []
    if drawing.done:
        drawing.begin(batch)
    else:
        drawing.done = batch
    if not pagination.is_settled:
        return None
    return pagination.document(_completed(pagination, drawing))


def _completed(pagination: Pagination, drawing: _Drawing) -> list[Page | DrawnPage]:
    """All pages with their margins, most of them while the last are being drawn."""
    pages: list[Page | DrawnPage] = []
    for _ in range(2):
        for number, page in enumerate(drawing.done[len(pages) :], start=len(pages) + 1):
            if isinstance(page, DrawnPage):
                page.complete(pagination.margins(page.box, number))
                pages.append(page)
            else:
                pagination.complete(page, number)
                pages.append(Page(page))
        drawing.end()
    return pages
