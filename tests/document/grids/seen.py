"""What a test looks at in a grid."""

from __future__ import annotations

import pytest

from document import ReportError
from document.grid import Grid, Paragraph, Table


def cells(table: Table) -> list[list[str]]:
    """The words of each row's cells."""
    return [[cell.text for cell in row] for row in table.rows]


def spans(table: Table) -> list[list[tuple[str, int, int]]]:
    """The words and the spans of each row's cells."""
    return [[(cell.text, cell.row_span, cell.column_span) for cell in row] for row in table.rows]


def blocks(grid: Grid) -> list[str | list[list[str]]]:
    """Paragraphs as words, tables as words of cells, in order."""
    return [
        block.words if isinstance(block, Paragraph) else cells(block)
        for block in grid.blocks
        if isinstance(block, Paragraph | Table)
    ]


def table(grid: Grid) -> Table:
    """The one table of a grid."""
    [only] = grid.tables()
    return only


def notes(grid: Grid) -> list[str]:
    """The keys of the notes."""
    return [str(note.key) for note in grid.notes]


def refusal(error: pytest.ExceptionInfo[ReportError]) -> str:
    """The message of a refusal's one problem, which stands at the file."""
    [problem] = error.value.problems
    assert problem.place in ("ไฟล์", "แฟ้ม")
    return problem.message
