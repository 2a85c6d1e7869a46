"""Word files by python-docx."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.shared import Cm

from tests.document.corpus.makers.blocks import BREAK, Block, Rows, spans
from tests.document.grids.makers import picture


def document(*blocks: Block, header: str = "", footer: str = "", style: str = "Table Grid") -> bytes:
    """A document of these blocks; a paragraph that begins with "#" is a heading, "[picture]" a photograph."""
    made = docx.Document()
    if header:
        made.sections[0].header.paragraphs[0].text = header
    if footer:
        made.sections[0].footer.paragraphs[0].text = footer
    for block in blocks:
        if isinstance(block, list):
            _table(made, block, style)
        elif block == "[picture]":
            made.add_picture(BytesIO(picture("JPEG", (40, 30))), width=Cm(6))
        elif block.startswith("#"):
            _write(made.add_heading("", level=1), block[1:].strip())
        else:
            _write(made.add_paragraph(), block)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _table(made: Any, rows: Rows, style: str) -> None:
    table = made.add_table(rows=len(rows), cols=len(rows[0]), style=style)
    for top, left, text, tall, wide in spans(rows):
        cell = table.cell(top, left)
        if tall > 1 or wide > 1:
            cell = cell.merge(table.cell(top + tall - 1, left + wide - 1))
        first, *more = text.split("\n")
        _write(cell.paragraphs[0], first)
        for each in more:
            _write(cell.add_paragraph(), each)


def _write(paragraph: Any, text: str) -> None:
    for number, line in enumerate(text.split(BREAK)):
        run = paragraph.add_run()
        if number:
            run.add_break()
        run.add_text(line)
