"""Tables out of drawn lines: where lines cross are cells, and where one is missing two cells are merged."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from document.grids import bounds
from document.grids.pages.letters import Letter
from document.grids.pages.ruling import NEAR, Rule, Rules, clusters, nearest

MOST_RULES = 400  # of a page, upright or level: more are a drawing
MOST_SQUARES = 20_000  # of a table on a page
MOST_TABLES = 40  # of a page


@dataclass(slots=True)
class RuledCell:
    """A cell from its first row and column (from 0) over so many, with the letters that stand in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    letters: list[Letter] = field(default_factory=list)


@dataclass(slots=True)
class RuledTable:
    """A table: the places of its upright and level lines, and its cells in order of reading."""

    across: list[float]
    down: list[float]
    cells: list[RuledCell] = field(default_factory=list)
    _owners: dict[tuple[int, int], RuledCell] = field(default_factory=dict)

    def own(self, cell: RuledCell) -> None:
        """Adds a cell, and remembers the squares that it covers."""
        self.cells.append(cell)
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                self._owners[row, column] = cell

    def is_taken(self, row: int, column: int) -> bool:
        """Whether a cell covers the square."""
        return (row, column) in self._owners

    def cell_at(self, x: float, y: float) -> RuledCell | None:
        """The cell in which a place lies; None outside the table."""
        column, row = bisect_right(self.across, x) - 1, bisect_right(self.down, y) - 1
        return self._owners.get((row, column))

    def holds(self, other: RuledTable) -> bool:
        """Whether the other table lies within this one."""
        return (
            self.across[0] - NEAR <= other.across[0]
            and other.across[-1] <= self.across[-1] + NEAR
            and self.down[0] - NEAR <= other.down[0]
            and other.down[-1] <= self.down[-1] + NEAR
        )


def tables(rules: Rules) -> list[RuledTable]:
    """The tables of a page from the top; a box of one cell and a table within a cell are none."""
    if max(len(rules.level), len(rules.upright)) > MOST_RULES:
        return []
    found = [made for level, standing in _groups(rules) if (made := _table(level, standing)) and len(made.cells) > 1]
    # The largest first, within which others lie.
    found.sort(key=lambda table: (table.down[0] - table.down[-1]) * (table.across[-1] - table.across[0]))
    outer: list[RuledTable] = []
    for table in found:
        if not any(each.holds(table) for each in outer):
            outer.append(table)
    return sorted(outer, key=lambda table: table.down[0]) if len(outer) <= MOST_TABLES else []


def _groups(rules: Rules) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that meet each other, group by group."""
    group_of = list(range(len(rules.level) + len(rules.upright)))

    def first(number: int) -> int:
        while group_of[number] != number:
            group_of[number] = group_of[group_of[number]]
            number = group_of[number]
        return number

    for one, level in enumerate(rules.level):
        for two, standing in enumerate(rules.upright, start=len(rules.level)):
            if _meet(level, standing):
                group_of[first(one)] = first(two)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number, rule in enumerate([*rules.level, *rules.upright]):
        groups.setdefault(first(number), ([], []))[number >= len(rules.level)].append(rule)
    return list(groups.values())


def _meet(level: Rule, standing: Rule) -> bool:
    return (
        level.start - NEAR <= standing.at <= level.end + NEAR
        and standing.start - NEAR <= level.at <= standing.end + NEAR
    )


def _table(level: list[Rule], standing: list[Rule]) -> RuledTable | None:
    """The table that lines make; None where they make none."""
    if len(level) < 2 or not standing:
        return None
    # Where a side is not drawn the ends of the other lines are it.
    across = clusters([each.at for each in standing] + _ends(level, [each.at for each in standing]))
    down = clusters([each.at for each in level] + _ends(standing, [each.at for each in level]))
    if len(across) < 2 or len(down) < 2:
        return None
    if len(across) > bounds.MOST_COLUMNS + 1:
        raise bounds.too_much("คอลัมน์", bounds.MOST_COLUMNS)
    if (len(across) - 1) * (len(down) - 1) > MOST_SQUARES:
        return None
    table, drawn = RuledTable(across, down), _Drawn(_by_place(level, down), _by_place(standing, across))
    for row in range(len(down) - 1):
        for column in range(len(across) - 1):
            if not table.is_taken(row, column):
                table.own(_cell(table, row, column, drawn))
    return table


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The lines at each place of a table."""

    level: list[list[Rule]]
    upright: list[list[Rule]]


def _by_place(lines: list[Rule], places: list[float]) -> list[list[Rule]]:
    found: list[list[Rule]] = [[] for _ in places]
    for line in lines:
        found[nearest(places, line.at)].append(line)
    return found


def _ends(lines: list[Rule], known: list[float]) -> list[float]:
    """The outermost ends of lines, where no line stands at them."""
    ends = min(each.start for each in lines), max(each.end for each in lines)
    return [end for end in ends if all(abs(end - place) > 2 * NEAR for place in known)]


def _cell(table: RuledTable, row: int, column: int, drawn: _Drawn) -> RuledCell:
    """The cell that begins in a square: as far to the right, and then down, as no line ends it."""
    width = height = 1
    while (
        column + width < len(table.across) - 1
        and not table.is_taken(row, column + width)
        and not _reaches(drawn.upright[column + width], table.down[row], table.down[row + 1])
    ):
        width += 1
    while row + height < len(table.down) - 1 and _goes_on(table, row + height, range(column, column + width), drawn):
        height += 1
    return RuledCell(row, column, height, width)


def _goes_on(table: RuledTable, row: int, columns: range, drawn: _Drawn) -> bool:
    """Whether a cell of these columns goes on into a row: no line lies above it, none stands within it."""
    across, down = table.across, table.down
    return not any(
        table.is_taken(row, each) or _reaches(drawn.level[row], across[each], across[each + 1]) for each in columns
    ) and not any(_reaches(drawn.upright[each], down[row], down[row + 1]) for each in columns[1:])


def _reaches(lines: list[Rule], start: float, end: float) -> bool:
    """Whether one of the lines goes along from the one place to the other."""
    middle = (start + end) / 2
    return any(line.start <= middle <= line.end for line in lines)
