"""Spreadsheets (.xlsx, .xlsm, .xls, .ods) to a grid: each visible sheet's name, lines and tables."""

from __future__ import annotations

from collections.abc import Iterator

from document.errors import refuse
from document.grid import Block, Grid, Note, Paragraph, Place, Table, letters
from document.grids import bounds, html
from document.grids.sheet_rows import blocks, without
from document.grids.workbook import ods, xls, xlsx
from document.grids.workbook.found import Found, Odd, Workbook
from document.grids.workbook.parts import Parts
from document.readers.encoding import real_kind

WHAT = "ไฟล์ตารางคำนวณ"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAID = {
    Odd.FORMULA: "เป็นสูตร ใช้ค่าที่คำนวณไว้ล่าสุด",
    Odd.UNCOMPUTED: "เป็นสูตรที่ยังไม่ได้คำนวณ จึงว่าง โปรดเปิดด้วยโปรแกรมตารางคำนวณแล้วบันทึกใหม่",
    Odd.ERROR: "เป็นค่าผิดพลาดของสูตร เช่น #REF!",
    Odd.BUDDHIST: "เป็นวันที่ที่พิมพ์ปี พ.ศ. ในช่องปี ค.ศ. อ่านเป็นปี พ.ศ. ตามที่พิมพ์",
    Odd.SHORT_YEAR: "เป็นวันที่ใน ค.ศ. 1957–1999 อาจพิมพ์ปี พ.ศ. สองหลักแล้วโปรแกรมเข้าใจเป็น ค.ศ.",
}
_HIDDEN = "ซ่อนไว้ จึงไม่ได้อ่าน หากต้องการโปรดเลิกซ่อนแล้วบันทึกใหม่"


def read(data: bytes) -> Grid:
    """The grid of a file, whichever of the kinds it really is, also of a web page that is called .xls.

    ReportError for another kind, a locked or damaged file, and for more than any report has.
    """
    if len(data) > bounds.LARGEST_FILE:
        raise bounds.too_large()
    if is_workbook(data):
        return _grid(workbook(data))
    if html.is_html(data):
        # Many systems call a table of HTML .xls, and Excel opens it.
        return html.read(data)
    if not data.strip():
        raise refuse(bounds.PLACE, "ว่างเปล่า ไม่มีข้อมูล โปรดตรวจว่าเลือกไฟล์ถูกและบันทึกครบ")
    raise refuse(bounds.PLACE, f"เป็น{real_kind(data) or 'ไฟล์ข้อความหรือไฟล์ชนิดอื่น'} ไม่ใช่{WHAT} โปรดเลือกไฟล์ใหม่")


def is_workbook(data: bytes) -> bool:
    """Whether bytes begin as a spreadsheet's file does, whatever they are."""
    return data.startswith((b"PK", _OLE))


def workbook(data: bytes) -> Workbook:
    """The sheets of such a file with every cell in its own row and column.

    ReportError for another kind, a locked or damaged file, and for more than any report has.
    """
    if len(data) > bounds.LARGEST_FILE:
        raise bounds.too_large()
    return _of_container(data) if data.startswith(b"PK") else _of_ole(data)


def _of_container(data: bytes) -> Workbook:
    opened = bounds.container(data, WHAT)
    names = {name.lower() for name in opened.namelist()}
    if any(name.startswith("xl/") for name in names):
        return xlsx.read(opened)
    if "content.xml" in names and b"opendocument.spreadsheet" in Parts(opened, WHAT).read("mimetype"):
        return ods.read(opened)
    raise refuse(bounds.PLACE, f"เป็น{real_kind(data) or 'แฟ้มบีบอัด ZIP'} ไม่ใช่{WHAT} โปรดเลือกไฟล์ใหม่")


def _of_ole(data: bytes) -> Workbook:
    if _named("EncryptedPackage") in data:
        raise bounds.locked("ไฟล์ Excel หรือ Word")
    if _named("WordDocument") in data:
        raise refuse(bounds.PLACE, f"เป็นไฟล์ Word รุ่นเก่า (.doc) ไม่ใช่{WHAT} โปรดเลือกไฟล์ใหม่")
    return xls.read(data)


def _named(stream: str) -> bytes:
    """The name of a stream, as the directory of a compound file writes it."""
    return stream.encode("utf-16-le")


def _grid(book: Workbook) -> Grid:
    made: list[Block] = []
    tables = 0
    for found in book.sheets:
        in_sheet = blocks(without(found.sheet, found.hidden_rows, found.hidden_columns), tables_before=tables)
        if in_sheet:
            made += [Paragraph(found.sheet.name, Place(sheet=found.sheet.name)), *in_sheet, *found.pictures]
            tables += sum(isinstance(each, Table) for each in in_sheet)
    notes = notes_of(book)
    if not made:
        hidden = f" เพราะ{notes[-1].message}" if book.hidden else ""
        raise refuse(bounds.PLACE, f"ไม่มีข้อความในแผ่นงานที่มองเห็น{hidden}")
    return Grid(tuple(made), tuple(notes))


def notes_of(book: Workbook) -> list[Note]:
    """What a person should know of a file: what is hidden in it, and odd cells."""
    notes = [note for found in book.sheets for note in _notes(found)]
    if book.hidden:
        notes.append(Note("hidden_sheets", f"แผ่นงาน {', '.join(book.hidden[:10])} {_HIDDEN}"))
    return notes


def _notes(found: Found) -> Iterator[Note]:
    """What a person should know of a sheet: hidden rows and columns with words, and odd cells, each kind once."""
    name = found.sheet.name
    rows = sorted({row for row, _ in found.sheet.cells} & found.hidden_rows)
    if rows:
        yield Note(
            "hidden_rows", f"แถวที่ {_few([row + 1 for row in rows])} {_HIDDEN}", Place(sheet=name, line=rows[0] + 1)
        )
    columns = sorted({column for _, column in found.sheet.cells} & found.hidden_columns)
    if columns:
        yield Note("hidden_columns", f"คอลัมน์ {_few([letters(each) for each in columns])} {_HIDDEN}", Place(sheet=name))
    for odd, places in found.odd.items():
        seen = [each for each in places if each[0] not in found.hidden_rows and each[1] not in found.hidden_columns]
        if seen:
            cells = _few([f"{letters(column)}{row + 1}" for row, column in seen])
            yield Note(odd, f"ช่อง {cells} {_SAID[odd]}", Place(sheet=name, line=seen[0][0] + 1))


def _few(names: list[int] | list[str]) -> str:
    shown = ", ".join(map(str, names[:5]))
    return f"{shown} และอีก {len(names) - 5} แห่ง" if len(names) > 5 else shown
