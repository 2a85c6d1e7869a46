"""Excel's files (.xlsx, .xlsm): what a person sees in their sheets. Macros, links and formulas are never run."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime

from lxml import etree

from document.errors import refuse
from document.grid import Picture
from document.grids import bounds
from document.grids.sheet_rows import Merge, Sheet
from document.grids.workbook import showing
from document.grids.workbook.found import Found, Odd, Workbook
from document.grids.workbook.parts import MOST_ELEMENTS, MOST_PICTURES, Parts, attribute, dropped, is_on, local

WHAT = "ไฟล์ Excel"
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read(opened: zipfile.ZipFile) -> Workbook:
    """The visible sheets of a file; ReportError for a damaged one."""
    parts = Parts(opened, WHAT)
    main = next((path for kind, path in parts.related("").values() if kind == "officeDocument"), "xl/workbook.xml")
    if main.lower().endswith(".bin"):
        raise refuse(bounds.PLACE, f"เป็น{WHAT} แบบไบนารี (.xlsb) โปรดบันทึกใหม่เป็น .xlsx")
    root = parts.root(main)
    if root is None:
        raise parts.damaged()
    related = parts.related(main)
    named = dict(related.values())
    texts = _shared(parts, named.get("sharedStrings", ""))
    reader = _Reader(parts, texts, _formats(parts, named.get("styles", "")), _is_from_1904(root))
    book = Workbook()
    for each in root.iter("{*}sheet"):
        name, (kind, path) = each.get("name", ""), related.get(attribute(each, "id"), ("", ""))
        if each.get("state", "visible") != "visible":
            book.hidden.append(name)
        elif kind == "worksheet":
            found = reader.sheet(name, path)
            found.pictures = _pictures(parts, path, name)
            book.sheets.append(found)
    return book


def _is_from_1904(root: etree._Element) -> bool:
    return any(is_on(each.get("date1904", "")) for each in root.iter("{*}workbookPr"))


def _pictures(parts: Parts, path: str, sheet: str) -> list[Picture]:
    """The pictures that lie on a sheet."""
    drawings = [part for kind, part in parts.related(path).values() if kind == "drawing"]
    names = [part for each in drawings for kind, part in parts.related(each).values() if kind == "image"]
    found = [parts.picture(name, sheet) for name in dict.fromkeys(names[:MOST_PICTURES])]
    return [each for each in found if each]


def _shared(parts: Parts, name: str) -> list[str]:
    texts, length = [], 0
    for _, element in parts.events(name):
        if local(element) == "si":
            texts.append(_words(element))
            length += len(texts[-1])
            dropped(element)
    return texts


def _words(element: etree._Element) -> str:
    """The words of a text in parts, without the reading aids of Japanese."""
    found = [
        each.text or ""
        for each in element.iter("{*}t")
        if not any(local(parent) == "rPh" for parent in each.iterancestors())
    ]
    return _ESCAPED.sub(_character, "".join(found))


def _formats(parts: Parts, name: str) -> list[str]:
    """The code of the format of each style of cells."""
    root = parts.root(name)
    if root is None:
        return []
    codes = {each.get("numFmtId", ""): each.get("formatCode", "") for each in root.iter("{*}numFmt")}
    builtin = {str(number): code for number, code in showing.BUILT_IN.items()}
    styles = [each for group in root.iter("{*}cellXfs") for each in group]
    return [(builtin | codes).get(each.get("numFmtId", "0"), "") for each in styles]


class _Reader:
    def __init__(self, parts: Parts, texts: list[str], formats: list[str], from_1904: bool) -> None:
        self.parts, self.texts, self.formats, self.from_1904 = parts, texts, formats, from_1904

    def sheet(self, name: str, path: str) -> Found:
        """What is seen in one sheet."""
        found = Found(Sheet(name))
        if path not in self.parts:
            raise self.parts.damaged()
        row, column, seen = -1, -1, 0
        for event, element in self.parts.events(path, events=("start", "end")):
            kind = local(element)
            if event == "start":
                if kind == "row":
                    row, column = _number(element.get("r"), row + 1, LAST_ROW), -1
                    if is_on(element.get("hidden", "")):
                        found.hidden_rows.add(row)
                continue
            if kind == "c":
                row, column = place(element.get("r", "")) or (max(row, 0), column + 1)
                self._cell(found, row, column, element)
            elif kind in ("col", "mergeCell"):
                _column(found, element) if kind == "col" else _merge(found, element)
            if kind in ("c", "row", "mergeCell"):
                dropped(element)
                seen += 1
                if seen > MOST_ELEMENTS or len(found.sheet.cells) > bounds.MOST_CELLS:
                    raise bounds.too_much("ช่อง", bounds.MOST_CELLS)
        return found

    def _cell(self, found: Found, row: int, column: int, element: etree._Element) -> None:
        children = {local(each): each for each in element}
        value = children["v"].text or "" if "v" in children else ""
        text, odd = self._value(element, value, children.get("is"))
        if "f" in children:
            found.note(Odd.FORMULA if value else Odd.UNCOMPUTED, row, column)
        if odd:
            found.note(odd, row, column)
        if text.strip():
            found.sheet.cells[row, column] = text

    def _value(self, element: etree._Element, value: str, inline: etree._Element) -> tuple[str, Odd | None]:
        kind = element.get("t", "n")
        if kind == "inlineStr" or (inline is not None and not value):
            return ("" if inline is None else _words(inline)), None
        if kind == "s":
            number = _number(value, -1, len(self.texts), first=0)
            return (self.texts[number] if number >= 0 else ""), None
        if kind == "b":
            return "TRUE" if is_on(value) else "FALSE", None
        if kind == "e":
            return value, Odd.ERROR
        return self._number(element, value) if kind in ("n", "d") else (_ESCAPED.sub(_character, value), None)

    def _number(self, element: etree._Element, value: str) -> tuple[str, Odd | None]:
        style = _number(element.get("s"), 0, len(self.formats), first=0)
        code = self.formats[style] if self.formats else ""
        try:
            if element.get("t") == "d":
                return showing.date(datetime.fromisoformat(value), showing.date_parts(code) or "dmy")
            return showing.of_serial(float(value), code, from_1904=self.from_1904)
        except ValueError:
            return value, None


def _character(code: re.Match[str]) -> str:
    return chr(int(code[1], 16))


def _number(text: str | None, otherwise: int, end: int, *, first: int = 1) -> int:
    """A number of an attribute, counted from 0; what the file lacks, or what lies beyond its end, is another."""
    if text and text.isascii() and text.isdigit() and len(text) < 9 and first <= int(text) < end + first:
        return int(text) - first
    return otherwise


def place(reference: str) -> tuple[int, int] | None:
    """Row and column, from 0, of a reference such as B3; None where it is none."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    return (row - 1, column - 1) if 0 < row <= LAST_ROW and column <= LAST_COLUMN else None


def _column(found: Found, element: etree._Element) -> None:
    first = _number(element.get("min"), -1, LAST_COLUMN)
    last = _number(element.get("max"), first, LAST_COLUMN)
    if is_on(element.get("hidden", "")) and 0 <= first <= last:
        found.hidden_columns.update(range(first, last + 1))


def _merge(found: Found, element: etree._Element) -> None:
    first, _, last = element.get("ref", "").partition(":")
    start, end = place(first), place(last)
    if start and end and start[0] <= end[0] and start[1] <= end[1]:
        found.sheet.merges.append(Merge(*start, *end))
