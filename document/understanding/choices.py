"""What a person chose about the reading of a file, where the reader would have understood it otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from document.understanding.tables.columns import Meaning

RowAt = tuple[int, int]  # a table and a row of it, both counted from 1 in the order of the file


@dataclass(frozen=True, slots=True)
class Choices:
    """The meanings of a table's columns by its number, and rows that are joined or parted otherwise.

    A row in `joined` goes on with the one above, one in `apart` is a measure of its own, and in one in `whole` several
    codes in one cell are one measure.
    """

    meanings: Mapping[int, tuple[Meaning, ...]] = field(default_factory=dict)
    joined: frozenset[RowAt] = frozenset()
    apart: frozenset[RowAt] = frozenset()
    whole: frozenset[RowAt] = frozenset()


NONE = Choices()
