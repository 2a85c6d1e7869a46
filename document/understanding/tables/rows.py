"""Tables to rows of measures: groups, merged cells, rows that go on, several measures in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from document.grid import Cell, Paragraph, Place, Table
from document.understanding.choices import NONE, Choices, RowAt
from document.understanding.items import begins_list
from document.understanding.repair import key
from document.understanding.tables.apart import gathered
from document.understanding.tables.columns import LABELS, Columns, Meaning
from document.understanding.tables.headings import begins_with_code, tool_named

_GROUP = re.compile(r"^(?:[0-9]{1,2}[.)]?)?(?:แบบ(?:วัด|ตรวจ)|ตัวชี้วัด|ด้าน|ส่วนที่|หมวด|เครื่องมือ|\(?(?:iit|eit|oit)\)?)")
_GOES_ON = re.compile(r"\(ต่อ\)\s*$")
_LONGEST_HEAD = 300
_TOTAL = re.compile(r"^(?:รวม|ยอดรวม)")
# In a column of a quarter or of months: that it is done then.
_TICK = re.compile(r"[/✓✔√☑●•*xX←→↔–-]+")
_LENGTH = re.compile(r"\s*(?:ระยะ|ห้วง|ช่วง|กำหนด)เวลา\S*\s*")
_SPAN = re.compile(r"(?:ไตรมาส|เดือน|[มกสตพธ]\.?\s?[คพย]\.|มี\.|เม\.|มิ\.|[ก-๙]+(?:คม|ยน|พันธ์)).*")


@dataclass(slots=True)
class MeasureRow:
    """The paragraphs of one measure by what their columns mean, and the words of the group in which it stands.

    `labels` are the heads of the columns as the file words them, by meaning; `rows` are the rows of tables that it is
    made of, and `part` counts the measures of one cell from 1.
    """

    place: Place
    number: int
    cells: dict[Meaning, list[Paragraph]]
    labels: dict[Meaning, str]
    group: str = ""
    tool: str = ""
    shares: tuple[Meaning, ...] = ()  # columns that it has for the measures behind it in its cell, too
    rows: list[RowAt] = field(default_factory=list)
    part: int = 1

    def words(self, meaning: Meaning) -> list[Paragraph]:
        """The paragraphs of a column, empty where the table has no such column."""
        return self.cells.get(meaning, [])


@dataclass(slots=True)
class TableReader:
    """Reads the tables of one report in order: what a group's row says holds until the next, across tables too."""

    choices: Choices = NONE
    rows: list[MeasureRow] = field(default_factory=list)
    group: str = ""
    tool: str = ""

    def begin_group(self, words: str) -> None:
        """Takes a row or a line between tables as the head of what follows."""
        tool = tool_named(words)
        self.tool = tool or ("" if key(words).startswith("ด้าน") else self.tool)
        self.group = " ".join(words.split())

    def begin_measure(self, heading: Paragraph, columns: Columns) -> None:
        """Takes a line above a table as the heading of the one measure of which all its rows tell."""
        cells = {Meaning.MEASURE: [heading]}
        labels = {**_labels(columns), Meaning.MEASURE: ""}
        self.rows.append(MeasureRow(heading.place, len(self.rows) + 1, cells, labels, self.group, self.tool))

    def read(self, table: Table, columns: Columns, number: int) -> None:
        """Takes in the rows of a table, which is the file's `number`-th."""
        above: Sequence[Cell | None] = ()
        for at, row in enumerate(table.full(), start=1):
            if at > columns.first_row:
                self._row((number, at), row, above, columns)
                above = row

    def _row(self, at: RowAt, row: Sequence[Cell | None], above: Sequence[Cell | None], columns: Columns) -> None:
        filled = [cell for cell in row if cell is not None and cell.text]
        is_chosen = at in self.choices.apart or (at in self.choices.joined and bool(self.rows))
        if not filled or (not is_chosen and (_is_repeated_head(row, columns) or _TOTAL.match(key(filled[0].text)))):
            return
        if not is_chosen and (group := _group(filled, columns, len(row))):
            self.begin_group(group)
            return
        fresh = [cell if not (above and cell is above[column]) else None for column, cell in enumerate(row)]
        cells = _by_meaning(fresh, columns)
        if named := cells.pop(Meaning.TOOL, None):
            self.tool = tool_named(named[0].words) or self.tool
        cells = gathered(cells, columns, self.rows[-1].cells if self.rows else {})
        if not any(cells.values()) or self._goes_on(at, cells):
            return
        labels = _labels(columns)
        place = next(cell.place for cell in row if cell is not None)
        parts = [(cells, ())] if at in self.choices.whole else _apart(cells)
        for number, (part, shares) in enumerate(parts, start=1):
            self.rows.append(
                MeasureRow(place, len(self.rows) + 1, part, labels, self.group, self.tool, shares, [at], number)
            )

    def _goes_on(self, at: RowAt, cells: dict[Meaning, list[Paragraph]]) -> bool:
        """Takes a row in as the rest of the measure above, where it is that or a person said so."""
        if not self.rows or at in self.choices.apart:
            return False
        row, measure = self.rows[-1], cells.get(Meaning.MEASURE)
        if at in self.choices.joined or not measure:
            _go_on(row, cells)
        elif _GOES_ON.search(measure[0].words):
            _go_on(row, {**cells, Meaning.MEASURE: measure[1:], Meaning.OFFICERS: []}, cut=True)
        else:
            return False
        row.rows.append(at)
        return True


def _labels(columns: Columns) -> dict[Meaning, str]:
    """The head of each meaning; several columns of one have their usual name."""
    return {
        meaning: LABELS[meaning] if columns.meanings.count(meaning) > 1 else head
        for meaning, head in zip(columns.meanings, columns.heads, strict=False)
    }


def _group(filled: list[Cell], columns: Columns, width: int) -> str:
    """The words of a row that heads those below it, as one merged cell or as one cell that says so."""
    if len(filled) != 1 or width < 2:
        return ""
    (only,) = filled
    is_merged = only.column_span >= max(2, width - 1)
    is_first = only.place.column - 1 <= (columns.at(Meaning.MEASURE) or [0])[0]
    if begins_with_code(only.text):
        return ""
    return only.text if is_merged or (is_first and _GROUP.match(key(only.text))) else ""


def _is_repeated_head(row: Sequence[Cell | None], columns: Columns) -> bool:
    """Whether the row says the heads once more, as at the top of a page: most of its words are theirs."""
    # No head is so long, and to fold all words of a table costs more than to read it.
    texts = [
        key(cell.text) if len(cell.text) <= _LONGEST_HEAD else "" for cell in row if cell is not None and cell.text
    ]
    heads = {key(head) for head in columns.heads if head}
    return 2 * sum(text in heads for text in texts) > len(texts)


def _by_meaning(row: Sequence[Cell | None], columns: Columns) -> dict[Meaning, list[Paragraph]]:
    cells: dict[Meaning, list[Paragraph]] = {}
    for column, cell in enumerate(row):
        if cell is None or not cell.text:
            continue
        meaning = columns.meanings[column] if column < len(columns.meanings) else Meaning.NOTE
        words = [each for each in cell.paragraphs if each.words]
        cells.setdefault(meaning, []).extend(_in_words(words, columns, column) if meaning is Meaning.PERIOD else words)
    return cells


def _in_words(paragraphs: list[Paragraph], columns: Columns, column: int) -> list[Paragraph]:
    """What stands in a column of a period: a tick says what the head says, other words stand behind that."""
    span = _SPAN.search(_LENGTH.sub("", " ".join(columns.heads[column].split())))
    if len(paragraphs) == 1 and span and _TICK.fullmatch(paragraphs[0].words):
        return [replace(paragraphs[0], text=span[0], marker="")]
    if span and columns.meanings.count(Meaning.PERIOD) > 1:
        return [replace(paragraphs[0], text=f"{span[0]} : {paragraphs[0].text}"), *paragraphs[1:]]
    return paragraphs


def _go_on(row: MeasureRow, cells: dict[Meaning, list[Paragraph]], *, cut: bool = False) -> None:
    """A row without a measure of its own goes on with the one above; one that a page's end `cut` in its words, too:
    a file of pages knows no other, while in a Word file somebody parted it between two items.
    """
    for meaning, paragraphs in cells.items():
        known = row.cells.setdefault(meaning, [])
        if meaning in (Meaning.OFFICERS, Meaning.NUMBER) and [each.words for each in paragraphs] == [
            each.words for each in known
        ]:
            continue
        if cut and known and paragraphs and paragraphs[0].place.page and not begins_list(paragraphs[0].words):
            whole = replace(known[-1], text=f"{known[-1].text} {paragraphs[0].words}")
            known[-1:] = [whole, *paragraphs[1:]]
            continue
        known.extend(paragraphs)


def _apart(
    cells: dict[Meaning, list[Paragraph]],
) -> Iterator[tuple[dict[Meaning, list[Paragraph]], tuple[Meaning, ...]]]:
    """The measures of one cell, each with its own paragraphs: what other cells hold is dealt out where they have as
    many paragraphs as there are measures, else it stands with the first, which then shares it.
    """
    heading = cells.get(Meaning.MEASURE, [])
    starts = [number for number, each in enumerate(heading) if begins_with_code(each.words)]
    if len(starts) < 2:
        yield cells, ()
        return
    shared = tuple(
        meaning
        for meaning, paragraphs in cells.items()
        if meaning not in (Meaning.MEASURE, Meaning.OFFICERS) and len(paragraphs) != len(starts)
    )
    ends = [*starts[1:], len(heading)]
    for number, (start, end) in enumerate(zip([0, *starts[1:]], ends, strict=True)):
        part = {Meaning.MEASURE: heading[start:end]}
        for meaning, paragraphs in cells.items():
            if meaning is Meaning.MEASURE:
                continue
            if len(paragraphs) == len(starts):
                part[meaning] = [paragraphs[number]]
            elif number == 0 or meaning is Meaning.OFFICERS:
                part[meaning] = list(paragraphs)
        yield part, shared if number == 0 else ()


def place_of(row: MeasureRow, meaning: Meaning | None = None) -> str:
    """Where a measure's row, or one of its cells, stands."""
    if meaning is None:
        return str(row.place)
    paragraphs = row.words(meaning)
    where = str(paragraphs[0].place) if paragraphs else str(row.place)
    return f"{where} {row.labels.get(meaning) and LABELS[meaning]}".strip()
