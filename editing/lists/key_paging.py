"""A list a page at a time, from the key of a row on: page 600 costs what page 1 does, and rows that come while somebody
reads neither repeat a line nor hide one.

The addresses say `?after=` with the key of the last row that was shown, or `?before=` with that of the first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

AFTER, BEFORE = "after", "before"
_LARGEST = 2**63 - 1  # that a key can be
Row = TypeVar("Row")


@dataclass(frozen=True)
class Place:
    """Where a page begins: behind the row of this key, or before it."""

    key: int
    is_after: bool = True


@dataclass(frozen=True)
class KeyPage(Generic[Row]):
    """Some rows of a list, in its order; `before` and `after` are the keys for the links, None where nothing is there.

    `is_first` where the list was not asked for from a place on.
    """

    rows: list[Row]
    before: int | None
    after: int | None
    is_first: bool


def place_in(query: Mapping[str, str]) -> Place | None:
    """The place that an address names, None for the beginning or what can't be read."""
    for name in (AFTER, BEFORE):
        text = query.get(name, "")
        if text.isascii() and text.isdecimal() and 0 < len(text) < 20 and int(text) <= _LARGEST:
            return Place(int(text), is_after=name == AFTER)
    return None


def page_of(
    place: Place | None, size: int, read: Callable[[int], list[Row]], key: Callable[[Row], int]
) -> KeyPage[Row]:
    """The page at a place. `read` gives so many rows from the place on: forwards, or backwards where it is before."""
    found = read(size + 1)
    is_more, rows = len(found) > size, found[:size]
    if place is not None and not place.is_after:
        rows.reverse()
        return KeyPage(rows, key(rows[0]) if is_more else None, key(rows[-1]) if rows else None, is_first=False)
    return KeyPage(
        rows,
        before=key(rows[0]) if place is not None and rows else None,
        after=key(rows[-1]) if is_more else None,
        is_first=place is None,
    )
