"""The parts of a report's text: title, opening, rows, closing blocks; what is missing or twice is named by its line."""

import re
from dataclasses import dataclass, field

from document.checking import same_columns
from document.errors import Problem
from document.readers.items import paragraphs
from document.values import COLUMNS

_BLOCKS = {
    "problems": re.compile(r"ปัญหา\s*(?:/|และ|,)?\s*อุปสรรค\s*(?::|$)"),
    "suggestions": re.compile(r"ข้อเสนอแนะ\s*(?::|$)"),
    "reporter": re.compile(r"ผู้รายงาน\s*(?::|$)"),
}
_BLOCK_NAMES = {"problems": "ปัญหา/อุปสรรค :", "suggestions": "ข้อเสนอแนะ :", "reporter": "ผู้รายงาน :"}
# The form's own opening; without it the last paragraph before the table is the opening.
_OPENING = re.compile(r"ตาม(?:ที่)?")


@dataclass(slots=True)
class Row:
    """A table row: its line in the file, its number in the table (from 1), and the paragraphs of its cells."""

    line: int
    number: int
    cells: list[list[str]]

    def place(self, column: int | None = None) -> str:
        """Where this row, or one of its cells (from 0), stands."""
        where = f"ตารางแถวที่ {self.number} (บรรทัดที่ {self.line})"
        return where if column is None else f"{where} ช่องที่ {column + 1}"


@dataclass(slots=True)
class Layout:
    """Paragraphs of each part without marks and blank lines; `heads` tells the closing blocks' lines in the file."""

    title: list[str] = field(default_factory=list)
    opening: list[str] = field(default_factory=list)
    columns: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    suggestions: list[str] = field(default_factory=list)
    reporter: list[str] = field(default_factory=list)
    heads: dict[str, int] = field(default_factory=dict)
    mistakes: list[Problem] = field(default_factory=list)


def lay_out(text: str) -> Layout:
    """Cut the text at its table and its closing blocks; mistakes are collected, never raised."""
    return _Cutter().cut(text)


def is_head(line: str) -> bool:
    """Whether a line of its own would be read as the head of a closing block instead of plain text."""
    return any(head.match(line) for head in _BLOCKS.values())


def is_like_header(first_cell: str) -> bool:
    """Whether a row that begins so is taken for the table's header, right or wrong."""
    return "".join(first_cell.split())[:12] == "".join(COLUMNS[0].split())[:12]


class _Cutter:
    def __init__(self) -> None:
        self.layout = Layout()
        self.before: list[str] = []
        self.part = "before"
        self.seen = self.layout.heads

    def cut(self, text: str) -> Layout:
        for number, line in enumerate(text.split("\n"), start=1):
            self._any(number, line)
            if self.part == "second":
                self.layout.reporter = []  # what was gathered may be the second report's
                break
        self._title_and_opening()
        self._missing()
        return self.layout

    def say(self, place: str, message: str) -> None:
        self.layout.mistakes.append(Problem(place, message))

    def _any(self, number: int, line: str) -> None:
        cells = [paragraphs(cell) for cell in line.split("\t")]
        filled = [cell for cell in cells if cell]
        # Outside the table, and for a block's head, tabs round a single text are stray.
        alone = " ".join(filled[0]) if len(filled) == 1 else ""
        if alone and ("\t" not in line or self.part != "table" or is_head(alone)):
            self._line(number, alone)
        elif filled:
            self._row(number, cells)

    def _row(self, number: int, parts: list[list[str]]) -> None:
        cells = [" ".join(cell) for cell in parts]
        if same_columns(tuple(cells)):
            self._header(number, cells)
        elif not self.layout.columns or is_like_header(cells[0]):
            self._other_columns(number, cells)
        elif self.part != "table":
            self._second(number, "มีแถวของตารางหลังส่วนท้ายรายงาน")
        else:
            row = Row(number, len(self.layout.rows) + 1, parts)
            self.layout.rows.append(row)
            if len(cells) != len(COLUMNS):
                self.say(row.place(), f"มี {len(cells)} ช่อง ต้องมี {len(COLUMNS)} ช่อง คั่นด้วยแท็บ")

    def _header(self, number: int, cells: list[str]) -> None:
        if self.part in ("before", "table"):
            self.layout.columns = self.layout.columns or tuple(cells)
            self.part = "table"
        else:
            self._second(number, "มีตารางที่สองหลังส่วนท้ายรายงาน")

    def _other_columns(self, number: int, cells: list[str]) -> None:
        """A row where a head was due: named column by column, then taken for the head so that reading goes on."""
        place = f"หัวตาราง (บรรทัดที่ {number})"
        if len(cells) != len(COLUMNS):
            self.say(place, f"มี {len(cells)} คอลัมน์ ต้องมี {len(COLUMNS)} คอลัมน์: {' | '.join(COLUMNS)}")
        for column, (found, expected) in enumerate(zip(cells, COLUMNS, strict=False), start=1):
            if "".join(found.split()) != "".join(expected.split()):
                self.say(f"{place} คอลัมน์ที่ {column}", f"พบ “{found[:60]}” ต้องเป็น “{expected}”")
        self.layout.columns = self.layout.columns or COLUMNS
        self.part = "table"

    def _line(self, number: int, line: str) -> None:
        for part, head in _BLOCKS.items():
            if match := head.match(line):
                self._block(number, part, line if part == "reporter" else line[match.end() :].strip())
                return
        if self.part == "before":
            self.before.append(line)
        elif self.part == "table":
            self.say(
                f"บรรทัดที่ {number} ต่อจากตารางแถวที่ {len(self.layout.rows)}",
                f"พบ “{line[:60]}” มี 1 ช่อง ต้องเป็นแถวที่มี {len(COLUMNS)} ช่อง หรือ “{_BLOCK_NAMES['problems']}”",
            )
        elif self.part == "reporter" and self.before and line == self.before[0]:
            self._second(number, "พบชื่อรายงานซ้ำหลังส่วนท้ายรายงาน")
        else:
            getattr(self.layout, self.part).append(line)

    def _block(self, number: int, part: str, rest: str) -> None:
        if part in self.seen:
            self._second(number, f"พบ “{_BLOCK_NAMES[part]}” ซ้ำกับบรรทัดที่ {self.seen[part]}")
            return
        self.seen[part] = number
        self.part = part
        if rest:
            getattr(self.layout, part).append(rest)

    def _second(self, number: int, what: str) -> None:
        self.part = "second"
        self.say(f"บรรทัดที่ {number}", f"{what} แฟ้มหนึ่งต้องมีรายงานฉบับเดียว โปรดแยกแฟ้ม")

    def _title_and_opening(self) -> None:
        lines = self.before
        starts = (index for index, line in enumerate(lines) if index and _OPENING.match(line))
        start = next(starts, max(1, len(lines) - 1))
        self.layout.title, self.layout.opening = lines[:start], lines[start:]

    def _missing(self) -> None:
        layout = self.layout
        if not layout.title:
            self.say("ชื่อรายงาน", "ไม่พบชื่อรายงานก่อนตาราง")
        if not layout.columns:
            self.say("ตาราง", f"ไม่พบตาราง {len(COLUMNS)} คอลัมน์ที่คั่นด้วยแท็บ: {' | '.join(COLUMNS)}")
        elif not layout.rows:
            self.say("ตาราง", "ไม่มีแถวของมาตรการ")
        for part, name in _BLOCK_NAMES.items():
            if part not in self.seen and self.part != "second":
                self.say("ส่วนท้ายรายงาน", f"ไม่พบ “{name}” แฟ้มอาจถูกตัด")
