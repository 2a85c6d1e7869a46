"""A spreadsheet understood as scores: what can be read is read, what is wrong is said with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ita.codes import code_key
from ita.figures import read_score
from scores.reading.book import Book, Sheet
from scores.reading.expected import TOTAL, Expected, is_total, tool_in
from scores.reading.heads import Column, years_in
from scores.reading.tables import Table, tables_of

LONGEST_NAME = 80  # letters of a row's words that name a tool, and are no wording of an item


@dataclass(frozen=True)
class Mistake:
    """What is wrong at a place of the file, in Thai."""

    place: str
    message: str


@dataclass(frozen=True)
class Row:
    """A score that was read, and where."""

    key: str
    score: Decimal
    place: str


@dataclass
class Found:
    """What a file says; nothing of it may be stored while there are `mistakes`."""

    rows: dict[str, Row] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def understand(book: Book, expected: Expected, *, name: str = "") -> Found:
    """The scores of a book; `name` is the file's, in which its year may stand."""
    found = Found(notes=list(book.notes))
    tables, unread = [], []
    for sheet in book.sheets:
        of_sheet = list(tables_of(sheet, expected.year))
        tables += of_sheet
        if sheet.cells and not of_sheet:
            unread.append(sheet)
    if not tables:
        place = f"แผ่นงาน {unread[0].name}" if unread and unread[0].name else "ไฟล์"
        message = "ไม่พบหัวคอลัมน์ของรหัสข้อและคะแนน โปรดใช้หัวคอลัมน์ตามแบบที่ดาวน์โหลดจากหน้านี้"
        found.mistakes.append(Mistake(place, message))
    elif unread:
        found.notes.append(f"แผ่นงาน {', '.join(each.name for each in unread)} ไม่มีหัวคอลัมน์ของรหัสและคะแนน จึงไม่ได้อ่าน")
    _note_years(found, book, tables, expected.year, name)
    for table in tables:
        _Reader(found, table, expected).read()
    if tables and not found.rows and not found.mistakes:
        found.mistakes.append(Mistake("ไฟล์", "ไม่มีคะแนนอยู่เลย โปรดพิมพ์คะแนนในคอลัมน์คะแนนแล้วบันทึกไฟล์ก่อนส่ง"))
    return found


def _note_years(found: Found, book: Book, tables: list[Table], year: int, name: str) -> None:
    """A file whose titles name other years alone is perhaps of another year."""
    titles = [name, *(sheet.name for sheet in book.sheets), *(line for table in tables for line in table.titles)]
    years = {each for title in titles for each in years_in(title)}
    if years and year not in years:
        found.notes.append(f"ไฟล์เขียนว่าเป็นปี {' '.join(map(str, sorted(years)))} แต่ท่านกำลังนำเข้าปี {year} โปรดตรวจให้แน่ใจ")


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, found: Found, table: Table, expected: Expected) -> None:
        self.found, self.table, self.expected = found, table, expected
        self.sheet: Sheet = table.sheet

    def read(self) -> None:
        self.found.notes += self.table.notes
        if self.table.mistake:
            self.found.mistakes.append(Mistake(*self.table.mistake))
            return
        for row, cells in self.table.rows():
            self._row(row, cells)

    def _row(self, row: int, cells: Mapping[Column, str]) -> None:
        score = cells.get(Column.SCORE, "")
        try:
            key = self._key(row, cells)
        except ValueError as error:
            if score:
                self._wrong(row, self._named_by(cells), str(error))
            return
        if not score or score in ("-", "–"):
            return
        if self.table.is_shared(row):
            self._wrong(row, Column.SCORE, "ช่องคะแนนผสานเซลล์หลายแถว จึงไม่ทราบว่าเป็นของข้อใด โปรดยกเลิกการผสานเซลล์")
            return
        try:
            value, was_rounded = read_score(score)
        except ValueError as error:
            if key or any(sign.isdigit() for sign in score):
                self._wrong(row, Column.SCORE, str(error))
            return
        if not key:
            self._wrong(row, Column.SCORE, "ไม่ทราบว่าคะแนนนี้เป็นของข้อใด โปรดพิมพ์รหัสข้อในแถวเดียวกัน")
            return
        self._take(row, key, value)
        if was_rounded:
            self.found.notes.append(f"{self._place(row, Column.SCORE)} ปัดคะแนน {score} เป็นทศนิยมสองตำแหน่ง {value}")

    def _take(self, row: int, key: str, value: Decimal) -> None:
        if key in self.found.rows:
            other = self.found.rows[key].place
            self._wrong(row, Column.CODE, f"{called(key, self.expected)} มีอยู่แล้วที่ {other} โปรดเหลือไว้แถวเดียว")
            return
        self.found.rows[key] = Row(key, value, self.sheet.place(row))

    def _key(self, row: int, cells: Mapping[Column, str]) -> str:
        """The place that a row speaks of; nothing where it names none. ValueError in Thai."""
        own_tool = tool_in(cells.get(Column.TOOL, ""))
        tool, code = own_tool or self.table.tool, cells.get(Column.CODE, "")
        words = [cells[each] for each in (Column.CODE, Column.TOOL, Column.GROUP, Column.TEXT) if each in cells]
        if any(is_total(each) for each in words):
            return tool_in(" ".join(words)) or tool or TOTAL
        if code:
            try:
                return self._code(row, code, tool)
            except ValueError:
                if not tool_in(code):
                    raise
        return self._of_words(cells, own_tool)

    def _code(self, row: int, typed: str, tool: str) -> str:
        try:
            key, guessed = self.expected.code(typed, tool)
        except ValueError:
            first, _, rest = typed.partition(" ")  # the wording beside its code in one cell
            if not rest:
                raise
            key, guessed = self.expected.code(first.rstrip("."), tool)
        if guessed:
            self.found.notes.append(f"{self._place(row, Column.CODE)} อ่าน “{typed}” เป็นข้อ {key}")
        return key

    def _of_words(self, cells: Mapping[Column, str], own_tool: str) -> str:
        """The place of a row without a code: an item by its wording, a group, a tool."""
        text, group, code = (cells.get(each, "") for each in (Column.TEXT, Column.GROUP, Column.CODE))
        if text and (key := self.expected.of_words(text)):
            return key
        tool = tool_in(code) or tool_in(group) or (tool_in(text) if len(text) <= LONGEST_NAME else "")
        if group and not tool and (key := self.expected.group(group)):
            return key
        if text.startswith("ตัวชี้วัด") and (key := self.expected.group(text)):
            return key
        return tool or (own_tool if not text and not group else "")

    def _named_by(self, cells: Mapping[Column, str]) -> Column:
        return next((each for each in (Column.CODE, Column.GROUP, Column.TOOL) if cells.get(each)), Column.TEXT)

    def _place(self, row: int, column: Column) -> str:
        at = self.table.column(column)
        return self.sheet.place(row, at) + (f" ({self.table.head.texts[at]})" if at in self.table.head.texts else "")

    def _wrong(self, row: int, column: Column, message: str) -> None:
        self.found.mistakes.append(Mistake(self._place(row, column), message))


def called(key: str, expected: Expected) -> str:
    """What a person calls a place."""
    if key == TOTAL:
        return "คะแนนรวมที่ประกาศ"
    if key.isdigit():
        return f"ตัวชี้วัดที่ {key}"
    return f"ข้อ {key}" if code_key(key)[0] < 3 else f"คะแนน {key}"
