"""The figures of many agencies in one year: those of each agency, and all of a place in order."""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from ita.catalogue import TOOLS
from measures.models.catalogue import Kind

TOTAL = "total"
_FEW = 8  # figures of one place: so many are put in one by one, of more all are sorted


class Place(NamedTuple):
    """What figures are compared in. The same code in the lists of two kinds is two items; all else has no kind."""

    kind: str
    key: str


def place_of(kind: Kind, key: str) -> Place:
    """Where the figure of a key (IIT, 7, E13, total) stands for an agency that uses lists of this kind."""
    return Place("" if key in TOOLS or key == TOTAL or key.isdigit() else kind.value, key)


class Version(NamedTuple):
    """Which sheet as of which save, and what tells the kind of its agency's lists: of one version all is the same."""

    agency: int
    sheet: int
    revision: int
    saved_at: datetime | None
    kind: str
    list_kind: str


@dataclass(frozen=True, slots=True)
class OfAgency:
    """What one agency's sheet says, in hundredths. Figures are packed: there are a hundred to a sheet."""

    version: Version
    total: int | None
    level: str
    places: tuple[Place, ...]  # one and the same for all that have scores of the same
    values: array[int]

    @property
    def figures(self) -> Iterator[tuple[Place, int]]:
        """By place, the total among them."""
        if self.total is not None:
            yield Place("", TOTAL), self.total
        yield from zip(self.places, self.values, strict=True)


@dataclass(frozen=True)
class Gathered:
    """By agency what its sheet says, by place the figures of all in order. It never changes once it was made."""

    agencies: Mapping[int, OfAgency] = field(default_factory=dict)
    columns: Mapping[Place, array[int]] = field(default_factory=dict)

    @cached_property
    def versions(self) -> dict[int, Version]:
        """By agency."""
        return {agency: each.version for agency, each in self.agencies.items()}

    def column(self, place: Place) -> Sequence[int]:
        """The figures of a place, in order; empty where nobody has one."""
        return self.columns.get(place, ())

    def figures_of(self, agency: int) -> dict[Place, int]:
        """By place, empty where the agency has no sheet."""
        return dict(self.agencies[agency].figures) if agency in self.agencies else {}

    def changed(self, gone: Collection[int], new: Mapping[int, OfAgency]) -> Gathered:
        """The same without some agencies, and with others, or with what these say now."""
        agencies = {**self.agencies, **new}
        for agency in gone:
            del agencies[agency]
        columns = {place: column[:] for place, column in self.columns.items()}
        _take_out(columns, (self.agencies[each] for each in {*gone, *new} if each in self.agencies))
        _put_in(columns, new.values())
        return Gathered(agencies, {place: column for place, column in columns.items() if column})


def _take_out(columns: Mapping[Place, array[int]], sheets: Iterable[OfAgency]) -> None:
    for each in sheets:
        for place, figure in each.figures:
            column = columns[place]
            del column[bisect_left(column, figure)]


def _put_in(columns: dict[Place, array[int]], sheets: Iterable[OfAgency]) -> None:
    by_place: dict[Place, array[int]] = {}
    for each in sheets:
        for place, figure in each.figures:
            by_place.setdefault(place, array("H")).append(figure)
    for place, figures in by_place.items():
        column = columns.get(place, array("H"))
        if len(figures) > _FEW:
            column = array("H", sorted(column + figures))
        else:
            for figure in figures:
                insort(column, figure)
        columns[place] = column
