"""A list out of a spreadsheet or CSV file: items, or each mistake with sheet, row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from document.grid import Cell, Table
from ita.catalogue import FIELDS, KIND, TOOLS, Entry, group_mistakes, read_rows
from ita.codes import normalise
from measures.models import Indicator, Kind
from measures.services.lists.loading import MOST
from reports.formats.registry import format_of
from reports.formats.sandboxed import grid_of
from thai.digits import to_arabic

# Each column's Thai head, as our own files have it.
LABELS: Mapping[str, str] = dict(
    zip(
        (*FIELDS, KIND),
        ("ปีงบประมาณ", "เครื่องมือ", "รหัสข้อ", "ตัวชี้วัดที่", "ชื่อตัวชี้วัด", "ถ้อยคำ", "สถานะของถ้อยคำ", "รายการสำหรับ"),
        strict=True,
    )
)
_STATUSES = {str(each.label): each.value for each in Indicator.Status}
_KINDS = {str(each.label): each.value for each in Kind}
_GRIDS = ("sheets", "csv")


@dataclass(frozen=True)
class Read:
    """What a file holds: its items, every mistake, and what its reader left out, in Thai."""

    entries: Sequence[Entry]
    mistakes: Sequence[str]
    notes: Sequence[str] = ()


def read(data: bytes, name: str) -> Read:
    """The items of a file by its name's extension. Raises document.ReportError for a file that can't be read."""
    found = format_of(PurePath(name).suffix)
    if found is None or found.grid not in _GRIDS:
        return Read((), [f"ไฟล์ “{name[-60:]}” ไม่ใช่ Excel หรือ CSV โปรดบันทึกเป็น .xlsx หรือ .csv แล้วเลือกใหม่"])
    grid = grid_of(found.grid, data)
    entries: dict[tuple[int, str, str], Entry] = {}
    mistakes: list[str] = []
    tables = [(table, head) for table in grid.tables() if (head := _head(table)) is not None]
    if not tables:
        columns = " ".join(LABELS[name] for name in FIELDS)
        return Read((), [f"ไม่พบแถวหัวคอลัมน์ ไฟล์ต้องมีคอลัมน์ {columns} (จะมีหรือไม่มี {LABELS[KIND]} ก็ได้)"])
    for table, head in tables:
        sheet = f"แผ่นงาน {table.place.sheet} " if table.place.sheet else ""
        found_here, wrong = read_rows(list(_rows(table, *head)))
        mistakes += [f"{sheet}{_named(each)}" for each in wrong]
        for entry in found_here:
            key = (entry.year, entry.kind, entry.code)
            if key in entries:
                mistakes.append(f"{sheet}ข้อ {entry.code} ของปี {entry.year} มีในแผ่นงานอื่นแล้ว")
            entries[key] = entry
    if len(entries) > MOST:
        mistakes = [f"มี {len(entries)} ข้อ รับได้ไม่เกิน {MOST} ข้อต่อไฟล์ โปรดแบ่งไฟล์"]
    elif not entries and not mistakes:
        mistakes = ["ไม่พบข้อใดใต้หัวคอลัมน์ โปรดตรวจไฟล์"]
    mistakes += group_mistakes(entries.values())
    return Read(list(entries.values()), mistakes, [each.message for each in grid.notes])


def _head(table: Table) -> tuple[int, dict[str, int]] | None:
    """The row of heads, and the place of each column in it; None where no row has them all."""
    for at, row in enumerate(table.full()[:10]):
        named = {_plain(cell): place for place, cell in reversed(list(enumerate(row)))}
        columns = {name: named.get(LABELS[name], named.get(name)) for name in (*FIELDS, KIND)}
        if all(columns[name] is not None for name in FIELDS):
            return at, {name: place for name, place in columns.items() if place is not None}
    return None


def _rows(table: Table, head: int, columns: Mapping[str, int]) -> Iterator[tuple[int, list[str]]]:
    """The head in the file's own words and the rows below it, each with the number by which a person finds it."""
    yield 0, [*columns]
    for number, row in enumerate(table.full()[head + 1 :], start=head + 2):
        cells = [row[place] for place in columns.values()]
        line = next((cell.place.line for cell in row if cell is not None and cell.place.line), number)
        values = [_value(name, _plain(cell)) for name, cell in zip(columns, cells, strict=True)]
        if any(values):
            yield line, values


def _plain(cell: Cell | None) -> str:
    return " ".join(cell.text.split()) if cell is not None else ""


def _value(column: str, text: str) -> str:
    """What a cell says, in the words of lists: digits in Arabic, codes in their one form, labels by their values."""
    if column in ("fiscal_year", "indicator_no"):
        return to_arabic(text)
    if column == "code":
        try:
            code, is_guess = normalise(text)
        except ValueError:
            return text
        return text if is_guess else code
    if column == "tool":
        return text.upper() if text.upper() in TOOLS else text
    if column == "status":
        return _STATUSES.get(text, text)
    return _KINDS.get(text, text) if column == KIND else text


def _named(mistake: str) -> str:
    """A mistake with the column's Thai head in place of its name, and what was expected there as pages call it."""
    for name, label in LABELS.items():
        mistake = mistake.replace(f"คอลัมน์ {name}:", f"คอลัมน์ {label}:")
    found, quote, expected = mistake.rpartition("”")
    for label, value in (_STATUSES | _KINDS).items():
        expected = re.sub(rf"\b{value}\b", label, expected)
    return found + quote + expected
