"""Word files and workbooks whose XML is written by hand, as Word and Excel write it and python-docx never does."""

from __future__ import annotations

from html import escape

from tests.document.corpus.makers.blocks import ABOVE, BREAK, LEFT, Block, Rows, spans
from tests.document.grids import makers, word_files
from tests.document.grids.word_files import p, r, t, tbl, tc, tr


def word(*blocks: Block, **more: object) -> bytes:
    """A Word file of these blocks; what begins with "<" is XML."""
    return word_files.docx(*map(_block, blocks), **more)  # type: ignore[arg-type]  # as docx() has them


def _block(block: Block) -> str:
    if isinstance(block, list):
        return tbl(*map(_row, block), columns=len(block[0]))
    return paragraph(block)


def _row(row: list[str]) -> str:
    cells, column = [], 0
    while column < len(row):
        wide = 1
        while column + wide < len(row) and row[column + wide] == LEFT:
            wide += 1
        cells.append(_cell(row[column], wide))
        column += wide
    return tr(*cells)


def _cell(text: str, wide: int) -> str:
    if text == ABOVE:
        return tc(p(), merge="", span=wide)
    if text.startswith("<w:tc>"):
        return text
    return tc(*map(paragraph, text.split("\n")), span=wide)


def tall(text: str, wide: int = 1) -> str:
    """A cell with which cells below go on."""
    return tc(*map(paragraph, text.split("\n")), merge="restart", span=wide)


def paragraph(text: str) -> str:
    """A paragraph of words, tabs and breaks; XML as it is."""
    if text.startswith("<"):
        return text
    lines = text.split(BREAK)
    return p(*[r(("<w:br/>" if number else "") + _tabbed(line)) for number, line in enumerate(lines)])


def _tabbed(line: str) -> str:
    return "<w:tab/>".join(t(part) for part in line.split("\t"))


def workbook(rows: Rows, *, first: int = 1, more: str = "") -> bytes:
    """A workbook whose words stand in the cells themselves, in runs of their own as Excel writes formatted ones."""
    merged = "".join(
        f'<mergeCell ref="{_name(top, left, first)}:{_name(top + tall - 1, left + wide - 1, first)}"/>'
        for top, left, _, tall, wide in spans(rows)
        if tall > 1 or wide > 1
    )
    body = "".join(
        f'<row r="{first + top}">{"".join(_inline(top, left, text, first) for left, text in enumerate(row))}</row>'
        for top, row in enumerate(rows)
    )
    merges = f"<mergeCells>{merged}</mergeCells>" if merged else ""
    return makers.xlsx(f"<sheetData>{body}</sheetData>{merges}{more}")


def _name(row: int, column: int, first: int) -> str:
    return f"{chr(ord('A') + column)}{first + row}"


def _inline(row: int, column: int, text: str, first: int) -> str:
    if text in ("", ABOVE, LEFT):
        return ""
    half = len(text) // 2
    runs = "".join(f'<r><t xml:space="preserve">{escape(part)}</t></r>' for part in (text[:half], text[half:]) if part)
    return f'<c r="{_name(row, column, first)}" t="inlineStr"><is>{runs}</is></c>'
