"""What every reader of a spreadsheet's file gives of a sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from document.grid import Picture
from document.grids.sheet_rows import Sheet


class Odd(StrEnum):
    """What is noted of single cells."""

    FORMULA = "formula"  # the value that was computed last is taken
    UNCOMPUTED = "uncomputed"  # a formula without a value
    ERROR = "cell_error"  # #REF! and the like
    BUDDHIST = "buddhist_date"  # a date whose Common Era year is the Buddhist one: 5/1/2566 typed where 2023 was meant
    SHORT_YEAR = "short_year"  # 5/1/66 typed, which programs take for 1966


@dataclass(slots=True)
class Found:
    """A visible sheet with the numbers of its hidden rows and columns (from 0) and its odd cells (row, column)."""

    sheet: Sheet
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    pictures: list[Picture] = field(default_factory=list)
    odd: dict[Odd, list[tuple[int, int]]] = field(default_factory=dict)

    def note(self, odd: Odd, row: int, column: int) -> None:
        """Remembers an odd cell."""
        self.odd.setdefault(odd, []).append((row, column))


@dataclass(slots=True)
class Workbook:
    """The visible sheets in order, and the names of the hidden ones."""

    sheets: list[Found] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
