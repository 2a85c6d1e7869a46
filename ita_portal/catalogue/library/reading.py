"""Recommended measures out of a spreadsheet, CSV or JSON: measures, or each mistake with sheet, row and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from document import ReportError
from document.grid import Cell, Table
from ita.codes import normalise
from measures.models import Kind
from measures.services.recommended import entries as service
from measures.services.recommended.entries import Entry
from measures.services.recommended.loading import (
    IN_USE,
    LABELS,
    MOST,
    MOST_LETTERS,
    shown,
    unknown_items,
    without_key,
)
from reports.formats.registry import format_of
from reports.formats.sandboxed import grid_of
from thai.digits import to_arabic
from thai.text import clean

_WANTED = ("tool", "group_name", "question", "text")
_GRIDS = ("sheets", "csv")
_KINDS = {str(each.label): each.value for each in Kind}
_USES = {label: value for value, label in IN_USE.items()}


@dataclass(frozen=True)
class Read:
    """What a file holds: its measures, every mistake, and what its reader left out, in Thai."""

    entries: Sequence[Entry]
    mistakes: Sequence[str]
    notes: Sequence[str] = ()


def read(data: bytes, name: str) -> Read:
    """The measures of a file by its name's extension."""
    suffix = PurePath(name).suffix.lower()
    found = _json(data) if suffix == ".json" else _sheets(data, name, suffix)
    if found.mistakes:
        return found
    return Read(found.entries, _too_much(found.entries) or _of_no_list(found.entries), found.notes)


def _too_much(found: Sequence[Entry]) -> list[str]:
    if not found:
        return ["ไม่พบมาตรการใดในไฟล์ โปรดตรวจไฟล์"]
    letters = sum(len(each.text) + len(each.question) + len(each.group_name) for each in found)
    if len(found) > MOST or letters > MOST_LETTERS:
        return [f"ไฟล์มี {len(found)} มาตรการ {letters:,} ตัวอักษร รับได้ {MOST} มาตรการ {MOST_LETTERS:,} ตัวอักษร โปรดแบ่งไฟล์"]
    return []


def _of_no_list(found: Sequence[Entry]) -> list[str]:
    missing = unknown_items(found)
    return [
        f"มาตรการ {key}: ไม่มีข้อ {code} ในรายการปี {year} {shown('item_kind', kind)}"
        for key, (year, kind, code) in missing.items()
    ]


def _json(data: bytes) -> Read:
    try:
        return Read(service.from_json(data.decode("utf-8-sig"), "JSON"), [])
    except UnicodeDecodeError:
        return Read((), ["อ่านไฟล์ JSON ไม่ได้ โปรดบันทึกเป็น UTF-8"])
    except ValueError as error:
        return Read((), [str(error)])


def _sheets(data: bytes, name: str, suffix: str) -> Read:
    kind = format_of(suffix)
    if kind is None or kind.grid not in _GRIDS:
        return Read((), [f"ไฟล์ “{name[-60:]}” ไม่ใช่ Excel, CSV หรือ JSON โปรดบันทึกเป็น .xlsx หรือ .csv แล้วเลือกใหม่"])
    try:
        grid = grid_of(kind.grid, data)
    except ReportError as error:
        return Read((), [f"{each.place} {each.message}".strip() for each in error.problems])
    tables = [(table, head) for table in grid.tables() if (head := _head(table)) is not None]
    if not tables:
        return Read((), [f"ไม่พบแถวหัวคอลัมน์ ไฟล์ต้องมีคอลัมน์ {' '.join(LABELS[name] for name in _WANTED)}"])
    found: dict[str, Entry] = {}
    mistakes: list[str] = []
    for table, head in tables:
        sheet = f"แผ่นงาน {table.place.sheet} " if table.place.sheet else ""
        for line, cells in _rows(table, *head):
            entry, wrong = _entry(cells)
            mistakes += [f"{sheet}แถวที่ {line} {each}" for each in wrong]
            if entry.key in found and not wrong:
                mistakes.append(f"{sheet}แถวที่ {line} คอลัมน์ {LABELS['key']}: มาตรการ {entry.key} มีในไฟล์แล้ว")
            found[entry.key] = entry
    return Read(list(found.values()), mistakes, [each.message for each in grid.notes])


def _head(table: Table) -> tuple[int, dict[str, int]] | None:
    """The row of heads, and the place of each column in it; None where no row has those that are wanted."""
    for at, row in enumerate(table.full()[:10]):
        named = {_plain(cell): place for place, cell in reversed(list(enumerate(row)))}
        columns = {name: named.get(LABELS[name], named.get(name)) for name in LABELS}
        if all(columns[name] is not None for name in _WANTED):
            return at, {name: place for name, place in columns.items() if place is not None}
    return None


def _rows(table: Table, head: int, columns: Mapping[str, int]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows below the head by the names of columns, each with the number by which a person finds it."""
    for number, row in enumerate(table.full()[head + 1 :], start=head + 2):
        cells = {name: row[place] for name, place in columns.items()}
        line = next((cell.place.line for cell in cells.values() if cell is not None and cell.place.line), number)
        texts = {name: _lines(cell) if name == "text" else _plain(cell) for name, cell in cells.items()}
        if any(texts.values()):
            yield line, texts


def _plain(cell: Cell | None) -> str:
    return " ".join(clean(cell.text).split()) if cell is not None else ""


def _lines(cell: Cell | None) -> str:
    lines = clean(cell.text).splitlines() if cell is not None else []
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def _entry(cells: Mapping[str, str]) -> tuple[Entry, list[str]]:
    """What a row says, and each mistake in it; one without a key gets that of its words."""
    year, use = to_arabic(cells.get("item_year", "")), cells.get("in_use", "")
    is_year = year.isascii() and year.isdigit() and len(year) == 4
    code, kind = cells.get("item_code", ""), cells.get("item_kind", "")
    entry = Entry(
        key=cells.get("key", ""),
        tool=cells["tool"].upper(),
        group_name=cells["group_name"],
        question=cells["question"],
        text=cells["text"],
        item_year=int(year) if is_year else 0,
        item_kind=_KINDS.get(kind, kind) or (Kind.GENERAL.value if code else ""),
        item_code=_code(code),
        in_use=_USES.get(use, True),
    )
    entry = entry if entry.key else without_key(entry)
    wrong = [_said(name, cells.get(name, ""), words) for name, words in service.mistakes(entry)]
    if year and not is_year:
        wrong.append(_said("item_year", cells["item_year"], "ต้องเป็นปี พ.ศ. สี่หลัก เช่น 2566"))
    if use and use not in _USES:
        wrong.append(_said("in_use", use, f"ต้องเป็น {' หรือ '.join(_USES)} หรือเว้นว่าง"))
    return entry, wrong


def _code(typed: str) -> str:
    try:
        code, is_guess = normalise(typed)
    except ValueError:
        return typed
    return typed if is_guess else code


def _said(name: str, found: str, words: str) -> str:
    return f"คอลัมน์ {LABELS[name]}: พบ “{found[:60]}” {words}"
