"""Rows of a table that are laid out, so that nobody asks for what is in them any more."""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes

from paper.drawing.styles import Styles

Box = Any  # WeasyPrint's, which has no types


class Rows:
    """Takes the contents of cells away, boxes, elements and their styles; the cells themselves tell the columns."""

    def __init__(self, style_for: Any) -> None:  # noqa: ANN401 - WeasyPrint's, which has no types
        styles = style_for.get_computed_styles()
        self._styles = styles if isinstance(styles, Styles) else Styles()  # WeasyPrint's own keep theirs
        self._done: dict[Box, int] = {}

    def forget(self, root: Box, resume_at: Any) -> None:  # noqa: ANN401 - WeasyPrint's way to the next page's begin
        """Take away what stands before the place where the next page begins, as far as it is in whole rows."""
        box = root
        while resume_at and len(resume_at) == 1 and not isinstance(box, boxes.LineBox):
            ((index, resume_at),) = resume_at.items()
            if isinstance(box, boxes.TableRowGroupBox):
                for row in box.children[self._done.get(box, 0) : index]:
                    self._empty(row)
                self._done[box] = index
                return
            box = box.children[index]

    def _empty(self, row: Box) -> None:
        for cell in row.children:
            cell.children = []
            if cell.element is None:
                continue
            for element in list(cell.element.iter())[1:]:
                self._styles.forget(element)
            del cell.element[:]


def release(page: Box) -> None:
    """Let the boxes of a page go, which nobody draws any more: a column has its cells from the table, which has it."""
    for box in page.descendants():
        if isinstance(box, boxes.TableBox):
            for group in box.column_groups:
                for column in group.children:
                    vars(column).pop("get_cells", None)
    page.children = ()
