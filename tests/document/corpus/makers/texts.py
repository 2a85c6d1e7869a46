"""Plain text as people paste and save it."""

from __future__ import annotations

import csv
from io import StringIO

from tests.document.corpus.makers.blocks import Block, Rows


def tabbed(*blocks: Block, end: str = "\n") -> str:
    """Paragraphs, and rows whose cells are parted by tabs; a cell of several lines is quoted, as Excel does."""
    lines = []
    for block in blocks:
        if isinstance(block, list):
            lines += ["\t".join(_quoted(cell) for cell in row) for row in block]
        else:
            lines.append(block)
    return end.join(lines) + end


def drawn(*blocks: Block) -> str:
    """Rows whose cells stand between "|" signs, with a line of dashes under the first."""
    lines = []
    for block in blocks:
        if isinstance(block, list):
            head, *rows = [f"| {' | '.join(row)} |" for row in block]
            lines += [head, "|" + "---|" * len(block[0]), *rows]
        else:
            lines.append(block)
    return "\n".join(lines) + "\n"


def separated(rows: Rows, sign: str) -> str:
    """CSV with this sign between cells."""
    out = StringIO()
    csv.writer(out, delimiter=sign, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _quoted(cell: str) -> str:
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if "\n" in cell or '"' in cell else cell
