"""Web pages and what is pasted from the clipboard to a grid: Word's, LibreOffice's and Google's export, any page.

Nothing is run or fetched: scripts, styles, frames and pictures that lie elsewhere are left out.
"""

from __future__ import annotations

import re
from io import BytesIO

from lxml import etree

from document.embedded import WEB_FACTS
from document.errors import refuse
from document.grid import Block, Grid, Note, Table
from document.grids import bounds
from document.grids.sheet_rows import Merge, Sheet, blocks
from document.grids.web.decoding import decoded, is_html
from document.grids.web.page import Page
from document.readers.encoding import text_kind

__all__ = ["fragment", "is_html", "read"]

MOST_TAGS = 500_000  # begun and ended: each costs some microseconds and some hundred bytes
_ARCHIVE = re.compile(rb"\s*(MIME-Version|From|Date|Content-Type):", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z!/]")
_OF_A_SHEET = re.compile(
    r"Excel\.Sheet|office:excel|google-sheets-html-origin|data-sheets-(value|root)|LibreOffice[^>]*Calc"
)
_HEADER = re.compile(r"Version:[0-9.]+\s+StartHTML:[^<]*", re.IGNORECASE)  # what Windows puts before what is copied


def read(data: bytes) -> Grid:
    """The grid of a page in any encoding that Thai is written in.

    ReportError for another kind, for a page without words, and for more than any report has.
    """
    if _ARCHIVE.match(data[:200]):
        raise refuse(bounds.PLACE, "เป็นหน้าเว็บแบบไฟล์เดียว (.mht) โปรดบันทึกใหม่เป็น .docx หรือหน้าเว็บ .html")
    found = decoded(data)
    kind = text_kind(found.text)
    if kind == "แฟ้ม JSON" or not _TAG.search(found.text):
        raise refuse(bounds.PLACE, f"เป็น{kind or 'แฟ้มข้อความ'} ไม่ใช่หน้าเว็บ (HTML) โปรดเลือกไฟล์ใหม่")
    notes = [Note("encoding", found.doubt)] if found.doubt else []
    root = _root(found.text)
    return _grid(found.text, root, notes, _facts(root))


def fragment(text: str) -> Grid:
    """The grid of HTML as a program puts it on the clipboard; ReportError where no word stands in it."""
    if len(text) > bounds.LARGEST_FILE:
        raise bounds.too_large()
    text = _HEADER.sub("", text, count=1)
    if "<table" not in text.lower() and "<tr" in text.lower():
        text = f"<table>{text}</table>"
    return _grid(text, _root(text), [])


def _grid(text: str, root: etree._Element, notes: list[Note], facts: str = "") -> Grid:
    page = Page()
    page.walk(root)
    notes += page.notes.values()
    if page.outside:
        notes.append(Note("pictures", f"ภาพ {page.outside} ภาพไม่ได้อยู่ในไฟล์ จึงไม่ได้นำมา โปรดแนบแยก"))
    grid = Grid(tuple(_of_a_sheet(page.blocks) if _OF_A_SHEET.search(text) else page.blocks), tuple(notes), facts)
    if grid.is_empty:
        seen = "มีแต่ภาพ ไม่มีข้อความ" if page.outside or any(grid.pictures()) else "ว่างเปล่า ไม่มีข้อความ"
        raise refuse(bounds.PLACE, f"{seen} โปรดบันทึกรายงานใหม่เป็น .docx")
    return grid


def _root(text: str) -> etree._Element:
    """The parsed page; ReportError for more than any report has, and where nothing could be made of it."""
    if text.count("<") > MOST_TAGS:
        raise bounds.too_much("ช่องหรือย่อหน้า", bounds.MOST_CELLS)
    # A carriage return of Windows is no sign of its own, and NUL none at all.
    source = text.replace("\r\n", "\n").replace("\x00", "").encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.parse(BytesIO(source), parser).getroot()
    except etree.XMLSyntaxError as error:
        raise bounds.damaged("หน้าเว็บ") from error
    if root is None:
        raise refuse(bounds.PLACE, "ว่างเปล่า ไม่มีข้อความ โปรดตรวจว่าเลือกไฟล์ถูกและบันทึกครบ")
    return root


def _facts(root: etree._Element) -> str:
    """The text of the element in which a portal puts the facts of what it writes; empty where there is none."""
    found = (each.text or "" for each in root.iter("script") if each.get("id") == WEB_FACTS)
    return next(found, "")


def _of_a_sheet(found: list[Block]) -> list[Block]:
    """The blocks of a page that a spreadsheet made: titles above and lines below a table are no rows of it."""
    made: list[Block] = []
    for block in found:
        if isinstance(block, Table):
            made += blocks(_sheet(block), tables_before=sum(isinstance(each, Table) for each in made))
        else:
            made.append(block)
    return made


def _sheet(table: Table) -> Sheet:
    sheet = Sheet()
    for row, cells in enumerate(table.rows):
        for cell in cells:
            column = cell.place.column - 1
            if cell.text:
                sheet.cells[row, column] = cell.text
            if cell.row_span > 1 or cell.column_span > 1:
                sheet.merges.append(Merge(row, column, row + cell.row_span - 1, column + cell.column_span - 1))
    return sheet
