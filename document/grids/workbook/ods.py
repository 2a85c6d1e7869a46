"""LibreOffice's sheets (.ods): what a person sees in them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from document.grid import Picture
from document.grids import bounds
from document.grids.sheet_rows import Merge, Sheet
from document.grids.workbook import showing
from document.grids.workbook.found import Found, Odd, Workbook
from document.grids.workbook.parts import MOST_PICTURES, Parts, attribute, local
from thai.digits import to_arabic

WHAT = "ไฟล์ LibreOffice (.ods)"
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_UNSEEN = ("annotation", "shapes", "tracked-changes", "forms")
_CLOCK = re.compile("PT([01][0-9]|2[0-3])H([0-5][0-9])M.*")
_DIGITS = re.compile("[0-9]+")
_CELLS = ("table-cell", "covered-table-cell")


def read(opened: zipfile.ZipFile) -> Workbook:
    """The visible sheets of a file; ReportError for a damaged or locked one."""
    parts = Parts(opened, WHAT)
    if b"encryption-data" in parts.read("META-INF/manifest.xml"):
        raise bounds.locked(WHAT)
    root = parts.root("content.xml")
    if root is None:
        raise parts.damaged()
    hidden = {attribute(style, "name") for style in root.iter("{*}style") if _is_hidden(style)}
    book = Workbook()
    for body in root.iter("{*}spreadsheet"):
        for table in body.iterchildren("{*}table"):
            name = attribute(table, "name")
            if attribute(table, "style-name") in hidden:
                book.hidden.append(name)
            else:
                found = _Reader(name).read(table)
                found.pictures = _pictures(parts, table, name)
                book.sheets.append(found)
    return book


def _pictures(parts: Parts, table: etree._Element, sheet: str) -> list[Picture]:
    """The pictures that lie on a sheet."""
    names = [attribute(each, "href") for each in table.iter("{*}image")]
    found = [parts.picture(name, sheet) for name in dict.fromkeys(names[:MOST_PICTURES])]
    return [each for each in found if each]


def _is_hidden(style: etree._Element) -> bool:
    return any(attribute(each, "display") == "false" for each in style.iterchildren("{*}table-properties"))


def _seen(element: etree._Element, kinds: tuple[str, ...]) -> Iterator[etree._Element]:
    """The rows, columns or cells beneath an element, through the groups in which they stand."""
    waiting = [iter(element)]
    while waiting:
        for each in waiting[-1]:
            kind = local(each)
            if kind in kinds:
                yield each
            elif kind.endswith(("-rows", "-columns", "-group")):
                waiting.append(iter(each))
                break
        else:
            waiting.pop()


def _count(element: etree._Element, name: str, most: int) -> int:
    value = attribute(element, name)
    return min(max(int(value), 1), most) if value.isascii() and value.isdigit() and len(value) < 9 else 1


class _Reader:
    """Reads one sheet; what is repeated is written out where it has words, counted where it has none."""

    def __init__(self, name: str) -> None:
        self.found = Found(Sheet(name))

    def read(self, table: etree._Element) -> Found:
        """What is seen in the sheet."""
        column = 0
        for each in _seen(table, ("table-column",)):
            times = _count(each, "number-columns-repeated", LAST_COLUMN)
            if attribute(each, "visibility") in ("collapse", "filter"):
                self.found.hidden_columns.update(range(column, min(column + times, LAST_COLUMN)))
            column += times
        row = 0
        for each in _seen(table, ("table-row",)):
            times = _count(each, "number-rows-repeated", LAST_ROW)
            self._row(each, row, times)
            row += times
        return self.found

    def _row(self, element: etree._Element, row: int, times: int) -> None:
        cells = list(self._cells(element))
        rows = range(row, min(row + times, LAST_ROW))
        if attribute(element, "visibility") in ("collapse", "filter") and (cells or times < bounds.MOST_CELLS):
            self.found.hidden_rows.update(rows)
        for repeated in rows if cells else ():
            for column, text, height, width, odds in cells:
                if text:
                    self.found.sheet.cells[repeated, column] = text
                for odd in odds:
                    self.found.note(odd, repeated, column)
                if height > 1 or width > 1:
                    self.found.sheet.merges.append(Merge(repeated, column, repeated + height - 1, column + width - 1))
            if len(self.found.sheet.cells) + len(self.found.sheet.merges) > bounds.MOST_CELLS:
                raise bounds.too_much("ช่อง", bounds.MOST_CELLS)

    def _cells(self, element: etree._Element) -> Iterator[tuple[int, str, int, int, list[Odd]]]:
        """The cells of a row that hold or reach over anything: column, text, spans, what is odd."""
        column = 0
        for cell in _seen(element, _CELLS):
            times = _count(cell, "number-columns-repeated", LAST_COLUMN)
            if local(cell) == "table-cell":
                text, odds = _value(cell)
                height, width = (_count(cell, f"number-{each}-spanned", LAST_ROW) for each in ("rows", "columns"))
                if text or height > 1 or width > 1:
                    for repeated in range(column, min(column + times, column + bounds.MOST_COLUMNS + 1)):
                        yield repeated, text, height, width, odds
            column += times


def _value(cell: etree._Element) -> tuple[str, list[Odd]]:
    """What the cell shows, which the file holds beside the value; a real date as Thai text."""
    text = "\n".join(_words(each) for each in cell.iterchildren("{*}p"))
    odds = [Odd.FORMULA if text else Odd.UNCOMPUTED] if attribute(cell, "formula") else []
    if text.startswith(("#REF!", "#N/A", "#NAME?", "#DIV/0!", "#VALUE!", "#NUM!", "Err:")):
        odds.append(Odd.ERROR)
    if clock := _CLOCK.fullmatch(attribute(cell, "time-value")):
        return f"{clock[1]}.{clock[2]} น.", odds
    if attribute(cell, "value-type") == "date" and text:
        try:
            when = datetime.fromisoformat(attribute(cell, "date-value"))
        except ValueError:
            return text, odds
        # A format of month and year alone shows no day.
        has_day = str(when.day) in [each.lstrip("0") for each in _DIGITS.findall(to_arabic(text))]
        text, odd = showing.date(when, ("d" if has_day else "") + "my" + ("h" if ":" in text else ""))
        odds += [odd] if odd else []
    return text.strip(), odds


def _words(element: etree._Element) -> str:
    """The words of a paragraph, with its tabs, line breaks and repeated spaces."""
    found = [element.text or ""]
    for each in element:
        kind = local(each)
        if kind == "s":
            found.append(" " * _count(each, "c", 1_000))
        elif kind in ("tab", "line-break"):
            found.append("\t" if kind == "tab" else "\n")
        elif kind not in _UNSEEN:
            found.append(_words(each))
        found.append(each.tail or "")
    return "".join(found)
