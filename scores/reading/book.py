"""A spreadsheet of scores as it lies in its file: each cell that is seen, in its own row and column."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from document.errors import Problem, ReportError, refuse
from document.grid import letters
from document.grids.bounds import LARGEST_FILE, PLACE, too_large
from pades.examination import sandbox

_TOO_COSTLY = "อ่านไฟล์นี้ใช้เวลาหรือหน่วยความจำมากเกินไป จึงหยุดอ่าน โปรดลบแผ่นงานอื่นออกแล้วบันทึกใหม่"
_BUSY = "ระบบกำลังอ่านไฟล์อื่นอยู่ โปรดลองอีกครั้งในอีกสักครู่"
Area = tuple[int, int, int, int]  # the first and last row and column of merged cells: top, left, bottom, right


@dataclass(frozen=True)
class Sheet:
    """One sheet; rows and columns count from 0, a file of CSV is one sheet without a name."""

    name: str
    cells: Mapping[tuple[int, int], str]
    merges: tuple[Area, ...] = ()

    def place(self, row: int, column: int | None = None) -> str:
        """Where a person finds a row, or a cell."""
        parts = [f"แผ่นงาน {self.name}" if self.name else "", f"แถวที่ {row + 1}"]
        parts.append("" if column is None else f"คอลัมน์ {letters(column)}")
        return " ".join(part for part in parts if part)


@dataclass(frozen=True)
class Book:
    """The sheets in order, and what a person should know of how the file was read."""

    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()


def read(data: bytes) -> Book:
    """The book of a file (.xlsx, .xlsm, .xls, .ods, .csv), read in a process of its own, nothing of it run.

    ReportError in Thai for what is none, is locked, damaged or too large, or has nothing in it.
    """
    if len(data) > LARGEST_FILE:
        raise too_large()
    try:
        done = sandbox.run("scores.reading.inside", data)
    except sandbox.Busy as error:
        raise refuse(PLACE, _BUSY) from error
    if done is None:
        raise refuse(PLACE, _TOO_COSTLY)
    found = json.loads(done)
    if "problems" in found:
        raise ReportError([Problem(*each) for each in found["problems"]])
    sheets = (
        Sheet(
            each["name"],
            {(row, column): text for row, column, text in each["cells"]},
            tuple((top, left, bottom, right) for top, left, bottom, right in each["merges"]),
        )
        for each in found["sheets"]
    )
    return Book(tuple(sheets), tuple(found["notes"]))
