"""Measures that stand upright, their parts below each other under labels, laid down as rows of one table.

Offices write so in two ways: a table of two columns for each measure, the labels on the left; or no table at all, but
paragraphs that begin with a label (ผลการดำเนินการ : ...). Either becomes a table with the labels as its heads, so that
everything that is known of rows holds for them too; the words keep their own places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from document.grid import Block, Cell, Grid, Kind, Paragraph, Place, Table
from document.understanding.tables.columns import Meaning, meanings_of
from document.understanding.tables.headings import begins_with_code

_FEWEST = 3  # labels in one column, so that it holds labels
_LABELLED = re.compile(r"(?:[-–•*]\s*|\(?[0-9๐-๙]{1,2}[.)]\s*)?(?P<label>[^:\n]{2,60}?)\s*:(?P<rest>.*)", re.DOTALL)
_LONGEST_LABEL = 60


@dataclass(slots=True)
class _Upright:
    """Measures that follow each other: of each the paragraphs by label; `labels` in the order in which they appear."""

    place: Place
    labels: dict[Meaning, str] = field(default_factory=dict)
    measures: list[dict[Meaning, list[Paragraph]]] = field(default_factory=list)

    def add(self, meaning: Meaning, label: str, paragraphs: Sequence[Paragraph]) -> None:
        """Takes the words under a label; a measure begins where its own label, or one that it has already, comes."""
        if not self.measures or meaning is Meaning.MEASURE:
            self.measures.append({})
        self.labels.setdefault(meaning, label)
        self.measures[-1].setdefault(meaning, []).extend(paragraphs)

    def table(self) -> Table:
        """A row of heads and a row for each measure."""
        place = replace(self.place, row=0, column=0)
        heads = [[Paragraph(label, self.place)] for label in self.labels.values()]
        rows = [heads, *([measure.get(each, []) for each in self.labels] for measure in self.measures)]
        return Table(tuple(_row(row, at, place) for at, row in enumerate(rows, start=1)), place)


def _row(cells: Sequence[Sequence[Paragraph]], number: int, place: Place) -> tuple[Cell, ...]:
    return tuple(
        Cell(tuple(each), replace(place, row=number, column=column)) for column, each in enumerate(cells, start=1)
    )


def laid_down(grid: Grid) -> Grid:
    """The grid with tables whose labels stand in their first column laid down; those that follow each other as one."""
    made: list[Block] = []
    waiting: _Upright | None = None
    for block in grid.blocks:
        labels = _labels(block) if isinstance(block, Table) else []
        if isinstance(block, Table) and labels:
            waiting = waiting or _Upright(block.place)
            _take(block, labels, waiting)
        elif waiting and isinstance(block, Paragraph) and not block.words:
            continue
        else:
            made += [waiting.table(), block] if waiting else [block]
            waiting = None
    return replace(grid, blocks=tuple([*made, waiting.table()] if waiting else made))


def _labels(table: Table) -> list[Meaning | None]:
    """What the first column's cells mean, row by row, in a table of two columns; empty for any other."""
    rows = [[cell for cell in row if cell is not None] for row in table.full()]
    if table.width != 2 or not all(rows):
        return []
    found = [_meaning(row[0].text) if len(row) > 1 else None for row in rows]
    named = {each for each in found if each}
    return found if Meaning.MEASURE in named and len(named) >= _FEWEST and 2 * len(named) >= len(rows) else []


def _take(table: Table, labels: Sequence[Meaning | None], into: _Upright) -> None:
    for row, meaning in zip(table.full(), labels, strict=True):
        first, *more = (cell for cell in row if cell is not None)
        words = more[0] if more else first
        if meaning:
            into.add(meaning, " ".join(first.text.split()).strip(" :"), words.paragraphs)
        elif into.measures and words.text:
            into.add(Meaning.NOTE, "หมายเหตุ", [*first.paragraphs, *words.paragraphs] if more else first.paragraphs)


def _meaning(label: str) -> Meaning | None:
    words = " ".join(label.split()).strip(" :")
    found = meanings_of(words) if 0 < len(words) <= _LONGEST_LABEL and not begins_with_code(words) else []
    return found[0] if found else None


def of_labels(grid: Grid, ends: Callable[[str], bool]) -> Grid | None:
    """The grid with paragraphs under labels laid down as a table; None where it has none. `ends` tells the line behind
    the measures: the head of another part.
    """
    before: list[Block] = []
    found: _Upright | None = None
    current: tuple[Meaning, str] | None = None
    blocks = iter(grid.blocks)
    rest: list[Block] = []
    for block in blocks:
        if not isinstance(block, Paragraph) or block.kind is not Kind.BODY or not block.words.strip():
            before.append(block)
            continue
        if found and ends(block.words.strip()):
            rest = [block, *blocks]
            break
        label = _label(block)
        if label is None and current is None:
            before.append(block)
            continue
        found = found or _Upright(block.place)
        meaning, name, words = label or (*(current or (Meaning.NOTE, "")), block)
        current = meaning, name
        if words.words or meaning is Meaning.MEASURE:
            found.add(meaning, name, [words])
    if found is None or len(found.labels) < _FEWEST or Meaning.MEASURE not in found.labels:
        return None
    return replace(grid, blocks=(*before, found.table(), *rest))


def _label(paragraph: Paragraph) -> tuple[Meaning, str, Paragraph] | None:
    """The label with which a paragraph begins, and the words behind it; a measure's heading is known by its item."""
    words = paragraph.words.strip()
    if begins_with_code(words):
        return Meaning.MEASURE, "มาตรการ", paragraph
    if match := _LABELLED.fullmatch(words):
        meaning = _meaning(match["label"])
        rest = replace(paragraph, text=match["rest"].strip(), marker="")
        return (meaning, match["label"].strip(), rest) if meaning else None
    return None
