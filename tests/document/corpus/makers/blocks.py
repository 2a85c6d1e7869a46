"""The notation of all makers: a text is a paragraph, rows of texts a table.

In a cell a line end parts paragraphs and "\\v" breaks a line; "^" goes on with the cell above, "<" with the one to
the left.
"""

from __future__ import annotations

from collections.abc import Iterator

ABOVE, LEFT, BREAK = "^", "<", "\v"
Rows = list[list[str]]
Block = str | Rows


def spans(rows: Rows) -> Iterator[tuple[int, int, str, int, int]]:
    """The cells that stand by themselves: row, column (from 0), text, rows and columns that they cover."""
    for top, row in enumerate(rows):
        for left, text in enumerate(row):
            if text not in (ABOVE, LEFT):
                wide = _run([row[column] for column in range(left + 1, len(row))], LEFT)
                tall = _run([rows[below][left] for below in range(top + 1, len(rows))], ABOVE)
                yield top, left, text, 1 + tall, 1 + wide


def _run(texts: list[str], sign: str) -> int:
    return next((at for at, text in enumerate(texts) if text != sign), len(texts))
