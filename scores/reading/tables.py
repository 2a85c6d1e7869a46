"""Where the scores stand in a sheet: its head (of one row or two, below any titles), and the rows under it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from scores.reading.book import Sheet
from scores.reading.expected import tool_in
from scores.reading.heads import Column, Head, column_of, head_of, of_year, others

_DEEPEST = 40  # rows above the head: an office's letterhead and titles
_DOWN = (Column.TOOL, Column.GROUP)  # columns whose merged cells speak of every row that they reach over


@dataclass
class Table:
    """A head with the rows down to the next one; `mistake` is a place and why the table can't be read."""

    sheet: Sheet
    head: Head
    end: int
    titles: Sequence[str]
    score: int = -1
    mistake: tuple[str, str] | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def tool(self) -> str:
        """The one tool that the sheet's name or the titles above the head name."""
        return tool_in(self.sheet.name) or tool_in(" ".join(self.titles))

    def column(self, column: Column) -> int:
        """The place of a column; that of the scores where the table has none such."""
        return self.head.columns.get(column, self.score)

    def rows(self) -> Iterator[tuple[int, Mapping[Column, str]]]:
        """The rows with their cells by what they hold; a head that is repeated on a page is no row."""
        places = {**self.head.columns, Column.SCORE: self.score}
        for row in sorted({row for row, _ in self.sheet.cells if self.head.row < row < self.end}):
            cells = {column: text for column, at in places.items() if (text := self._text(row, at, column))}
            if cells and not all(self.head.texts.get(places[column]) == text for column, text in cells.items()):
                yield row, cells

    def _text(self, row: int, at: int, column: Column) -> str:
        text = self.sheet.cells.get((row, at), "")
        if text or column not in _DOWN:
            return text
        area = next((each for each in self._reaching.get(at, ()) if each[0] <= row <= each[2]), None)
        return self.sheet.cells.get((area[0], area[1]), "") if area else ""

    @cached_property
    def _reaching(self) -> Mapping[int, list[tuple[int, int, int, int]]]:
        """The cells that are merged over rows, by their first column."""
        found: dict[int, list[tuple[int, int, int, int]]] = {}
        for area in self.sheet.merges:
            if area[2] > area[0]:
                found.setdefault(area[1], []).append(area)
        return found

    def is_shared(self, row: int) -> bool:
        """Whether the row's score is that of several rows, of which more than one has a code."""
        area = next((each for each in self._reaching.get(self.score, ()) if each[0] == row), None)
        if area is None:
            return False
        code = self.column(Column.CODE)
        return sum((each, code) in self.sheet.cells for each in range(area[0], area[2] + 1)) > 1


def tables_of(sheet: Sheet, year: int) -> Iterator[Table]:
    """The tables of a sheet, each with the column that holds the scores of the year."""
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), text in sheet.cells.items():
        by_row.setdefault(row, {})[column] = text
    rows = sorted(by_row)
    heads = list(_heads(sheet, by_row, rows))
    for number, (first, head) in enumerate(heads):
        above = rows[bisect_right(rows, heads[number - 1][1].row) if number else 0 : bisect_right(rows, first - 1)]
        titles = [text for row in above[-_DEEPEST:] if len(by_row[row]) <= 2 for text in by_row[row].values()]
        end = heads[number + 1][0] if number + 1 < len(heads) else rows[-1] + 1
        yield _with_scores(Table(sheet, head, end, titles), year)


def _heads(sheet: Sheet, by_row: Mapping[int, Mapping[int, str]], rows: Sequence[int]) -> Iterator[tuple[int, Head]]:
    """The heads with their first rows; one that is like the last is repeated for the printer and no other."""
    last: Head | None = None
    after = -1
    for number, row in enumerate(rows):
        if row <= after or (last is None and number > _DEEPEST):
            continue
        head = _head(sheet, by_row, row)
        if head and (last is None or dict(head.texts) != dict(last.texts)):
            yield row, head
            last, after = head, head.row


def _head(sheet: Sheet, by_row: Mapping[int, Mapping[int, str]], row: int) -> Head | None:
    texts = dict(by_row[row])
    if not any(column_of(text) for text in texts.values()):
        return None
    wide = [area for area in sheet.merges if area[0] == row and area[3] > area[1] and (row, area[1]) in sheet.cells]
    below = by_row.get(row + 1, {})
    two = _two_rows(texts, below, wide)
    if two and (head := head_of(row + 1, two)).is_whole:
        return head
    head = head_of(row, texts)
    return head if head.is_whole else None


def _two_rows(
    texts: Mapping[int, str], below: Mapping[int, str], wide: Sequence[tuple[int, int, int, int]]
) -> dict[int, str] | None:
    """The heads of a row whose merged cells are parted in the row below it, those of both rows together."""
    parted = [area for area in wide if sum(area[1] <= column <= area[3] for column in below) > 1]
    named = [area for area in parted if any(column_of(below.get(at, "")) for at in range(area[1], area[3] + 1))]
    if not named:
        return None
    both = dict(texts)
    for _, left, _, right in named:
        for at in range(left, right + 1):
            both[at] = _joined(texts.get(left, ""), below.get(at, ""))
    return {at: text for at, text in both.items() if text}


def _joined(upper: str, lower: str) -> str:
    """A head of two rows: the lower one, with the upper one where that alone says what the column holds."""
    if not lower:
        return ""
    return lower if column_of(lower) and column_of(f"{upper} {lower}") is None else f"{upper} {lower}".strip()


def _with_scores(table: Table, year: int) -> Table:
    """The table with the one column that holds the year's scores, or with why that isn't known."""
    found, head = of_year(table.head, year), table.head
    place = table.sheet.place(head.row)
    if not found:
        named = ", ".join(f"“{text}”" for text in others(head, year))
        table.mistake = place, f"ไม่มีคอลัมน์คะแนนของปี {year} พบแต่ {named}"
    elif len(found) > 1:
        named = ", ".join(f"“{head.texts[at]}”" for at in found)
        table.mistake = place, f"พบคอลัมน์คะแนน {len(found)} คอลัมน์ ({named}) จึงไม่ทราบว่าใช้คอลัมน์ใด โปรดเหลือไว้คอลัมน์เดียว"
    else:
        table.score = found[0]
        table.notes += [f"ไม่ได้อ่านคอลัมน์ “{text}” เพราะเป็นของปีอื่น" for text in others(head, year)]
        table.mistake = _merged_head(table)
    return table


def _merged_head(table: Table) -> tuple[str, str] | None:
    """Why the scores can't be told where their head reaches over several columns that hold something."""
    sheet, row = table.sheet, table.head.row
    area = next((each for each in sheet.merges if each[:2] == (row, table.score) and each[3] > each[1]), None)
    if area is None:
        return None
    under = range(area[1] + 1, area[3] + 1)
    if not any(row < below < table.end and at in under for below, at in sheet.cells):
        return None
    head, width = table.head.texts[table.score], area[3] - area[1] + 1
    message = f"หัวคอลัมน์ “{head}” ผสานเซลล์คลุม {width} คอลัมน์ จึงไม่ทราบว่าคะแนนอยู่คอลัมน์ใด โปรดยกเลิกการผสานเซลล์"
    return sheet.place(row, table.score), message
