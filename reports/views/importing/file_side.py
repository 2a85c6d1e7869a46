"""The left side of the page: what the file shows, with the choices that a person has about its tables and rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from document.grid import Cell, Grid, Paragraph, Picture, Table
from document.understanding.tables.columns import LABELS, Columns, Meaning
from reports.importing.sight import SeenMeasure, Sight

MOST_SHOWN = 120_000  # letters of a file on a page: some sixty pages
MEANINGS = [(each.value, LABELS[each]) for each in Meaning]


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell with the name that links lead to."""

    name: str
    text: str
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a table; `joins` is the measure that it begins and that can go on with the one above, `parts` its own
    name where it goes on and can be a measure, `measure` whose row it is.
    """

    name: str
    number: int
    cells: tuple[ShownCell, ...]
    measure: str = ""
    joins: str = ""
    parts: str = ""


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column whose meaning can be chosen, with its field's name."""

    name: str
    number: int
    head: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A block of the file: a paragraph, a table or a picture."""

    name: str
    place: str
    text: str = ""
    columns: tuple[ShownColumn, ...] = ()
    rows: tuple[ShownRow, ...] = ()
    picture: int = 0
    is_drawn: bool = False


@dataclass
class FileSide:
    """All that the page shows of the file, and the names of places, by which doubts lead there."""

    blocks: list[Shown] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    room: int = field(default_factory=lambda: MOST_SHOWN)  # letters that can still be shown

    @property
    def is_cut(self) -> bool:
        """Whether the file holds more than is shown of it."""
        return self.room < 0

    def take(self, text: str) -> bool:
        """Whether there is room to show a text; once there is none, nothing more is shown."""
        self.room -= len(text) if self.room >= 0 else 0
        return self.room >= 0

    def name_at(self, place: str) -> str:
        """The name of what stands at a place, or of what that lies in; empty where the file shows nothing of it."""
        words = place.split(" ")
        names = (self.places.get(" ".join(words[:count])) for count in range(len(words), 0, -1))
        return next(filter(None, names), "")


def file_side(sight: Sight, keys: frozenset[str], *, is_first: bool) -> FileSide:
    """The file as the page of some measures shows it; what is of no measure stands on the first page."""
    side = FileSide()
    if sight.grid is not None:
        side.blocks = list(_blocks(sight, sight.grid, side, keys, is_first))
    return side


def _blocks(sight: Sight, grid: Grid, side: FileSide, keys: frozenset[str], is_first: bool) -> Iterator[Shown]:
    tables = pictures = 0
    for number, block in enumerate(grid.blocks, start=1):
        if isinstance(block, Table):
            tables += 1
            shown = _table(sight, block, tables, side, keys, is_first)
            if shown.rows:
                yield shown
        elif isinstance(block, Picture):
            pictures += 1
            if is_first:
                drawn = bool(sight.draft.pictures[pictures - 1 : pictures] and sight.draft.pictures[pictures - 1])
                yield Shown(f"g{pictures}", str(block.place), block.caption, picture=pictures, is_drawn=drawn)
        elif isinstance(block, Paragraph) and block.words and is_first and side.take(block.words):
            side.places.setdefault(str(block.place), f"p{number}")
            yield Shown(f"p{number}", str(block.place), block.words)


def _table(sight: Sight, table: Table, number: int, side: FileSide, keys: frozenset[str], is_first: bool) -> Shown:
    begins, goes_on = _rows_of(sight, number)
    side.places.setdefault(str(table.place), f"t{number}")
    rows = []
    for at, row in enumerate(table.rows, start=1):
        measures, on = begins.get(at, []), goes_on.get(at)
        key = measures[0].key if measures else on.key if on else ""
        if not (key in keys if key else is_first) or not side.take("".join(cell.text for cell in row)):
            continue
        cells = tuple(_cell(cell, (number, at, column), side.places) for column, cell in enumerate(row, start=1))
        joins = key if measures and measures[0].number > 1 else ""
        rows.append(ShownRow(f"r{number}-{at}", at, cells, key, joins, f"{number}-{at}" if on else ""))
    columns = sight.columns.get(number)
    return Shown(f"t{number}", str(table.place), "", _columns(table, number, columns), tuple(rows))


def _rows_of(sight: Sight, table: int) -> tuple[dict[int, list[SeenMeasure]], dict[int, SeenMeasure]]:
    """The rows of a table at which measures begin, and those that go on with one."""
    begins: dict[int, list[SeenMeasure]] = {}
    goes_on: dict[int, SeenMeasure] = {}
    for seen in sight.measures:
        for order, (of_table, at) in enumerate(seen.row.rows if seen.row else ()):
            if of_table == table and order == 0:
                begins.setdefault(at, []).append(seen)
            elif of_table == table:
                goes_on[at] = seen
    return begins, goes_on


def _cell(cell: Cell, at: tuple[int, int, int], places: dict[str, str]) -> ShownCell:
    name = "c" + "-".join(map(str, at))
    places.setdefault(str(cell.place), name)
    for paragraph in cell.paragraphs:
        places.setdefault(str(paragraph.place), name)
    return ShownCell(name, cell.text, cell.place.column, cell.row_span, cell.column_span)


def _columns(table: Table, number: int, columns: Columns | None) -> tuple[ShownColumn, ...]:
    """The choices over a table; one that is no table of measures has them, too, for it may be meant as one."""
    if table.width < 2:
        return ()
    heads = columns.heads if columns else ("",) * table.width
    meanings = columns.meanings if columns else ()
    return tuple(
        ShownColumn(
            f"column-{number}-{at}",
            at,
            heads[at - 1] if at <= len(heads) else "",
            meanings[at - 1].value if at <= len(meanings) else "",
        )
        for at in range(1, table.width + 1)
    )
