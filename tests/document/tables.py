"""Tables of grids, made of their cells' words."""

from dataclasses import replace

from document.grid import Cell, Paragraph, Place, Table

NOWHERE = Place()


def table_of(
    rows: list[list[tuple[str, int, int]]],
    *,
    place: Place = NOWHERE,
    ruled: bool = True,
) -> Table:
    """A table of cells given as (text, row span, column span), columns counted as HTML does: each cell goes to the
    first column of its row that no cell from above covers.
    """
    taken: set[tuple[int, int]] = set()
    made: list[tuple[Cell, ...]] = []
    for top, row in enumerate(rows):
        cells, column = [], 0
        for text, row_span, column_span in row:
            while (top, column) in taken:
                column += 1
            taken |= {(top + down, column + right) for down in range(row_span) for right in range(column_span)}
            where = replace(place, row=top + 1, column=column + 1)
            paragraphs = tuple(Paragraph(part, where) for part in text.split("\n") if part.strip())
            cells.append(Cell(paragraphs, where, row_span, column_span))
            column += column_span
        made.append(tuple(cells))
    return Table(tuple(made), place, ruled)
