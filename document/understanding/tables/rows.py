"""Tables to rows of measures: groups, merged cells, rows that go on, several measures in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from document.grid import Cell, Paragraph, Place, Table
from document.understanding.choices import NONE, Choices, RowAt
from document.understanding.items import begins_list
from document.understanding.repair import key
from document.understanding.tables.columns import LABELS, Columns, Meaning
from document.understanding.tables.headings import begins_with_code, tool_named
from thai.dates import find_dates

_GROUP = re.compile(r"^(?:[0-9]{1,2}[.)]?)?(?:แบบ(?:วัด|ตรวจ)|ตัวชี้วัด|ด้าน|ส่วนที่|หมวด|เครื่องมือ|\(?(?:iit|eit|oit)\)?)")
_GOES_ON = re.compile(r"\(ต่อ\)\s*$")
_TOTAL = re.compile(r"^(?:รวม|ยอดรวม)")


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
        cells = _with_days(_by_meaning(fresh, columns))
        if not any(cells.values()) or self._goes_on(at, cells):
            return
        labels = dict(zip(columns.meanings, columns.heads, strict=False))
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
    texts = [key(cell.text) for cell in row if cell is not None and cell.text]
    heads = {key(head) for head in columns.heads if head}
    return 2 * sum(text in heads for text in texts) > len(texts)


def _by_meaning(row: Sequence[Cell | None], columns: Columns) -> dict[Meaning, list[Paragraph]]:
    cells: dict[Meaning, list[Paragraph]] = {}
    for column, cell in enumerate(row):
        if cell is None or not cell.text:
            continue
        meaning = columns.meanings[column] if column < len(columns.meanings) else Meaning.NOTE
        cells.setdefault(meaning, []).extend(each for each in cell.paragraphs if each.words)
    return cells


def _with_days(cells: dict[Meaning, list[Paragraph]]) -> dict[Meaning, list[Paragraph]]:
    """Columns of days belong to the action of their row: its words get them where they hold none themselves."""
    start, end, _ = (cells.pop(each, []) for each in (Meaning.START, Meaning.END, Meaning.DAY_WORDS))
    actions = cells.get(Meaning.ACTIONS)
    if not start or not actions or any(find_dates(each.text) for each in actions):
        return cells
    first, last = start[0].words, end[0].words if end else ""
    days = f"วันที่ {first}" if last in ("", first) else f"วันที่ {first} – {last}"
    actions[-1] = replace(actions[-1], text=f"{actions[-1].text} {days}")
    return cells


def _go_on(row: MeasureRow, cells: dict[Meaning, list[Paragraph]], *, cut: bool = False) -> None:
    """A row without a measure of its own goes on with the one above; one that a page's end `cut` in its words, too."""
    for meaning, paragraphs in cells.items():
        known = row.cells.setdefault(meaning, [])
        if meaning in (Meaning.OFFICERS, Meaning.NUMBER) and [each.words for each in paragraphs] == [
            each.words for each in known
        ]:
            continue
        if cut and known and paragraphs and not begins_list(paragraphs[0].words):
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
