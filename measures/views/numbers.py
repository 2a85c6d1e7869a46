"""The numbers of rows on a page that shows all of a list, or a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count


def places(shown: Sequence[object], kept: Sequence[int]) -> list[int]:
    """The number of each row on a page, from 1: `shown` are the keys of its rows, `kept` those of the stored list.

    Where all stored rows stand on the page, they are numbered as they stand, for they may be put in another order;
    else a row has its place among the stored ones, and a new one comes after them.
    """
    keys = [str(key) if key else "" for key in shown]
    stored = {str(key): number for number, key in enumerate(kept, start=1)}
    if stored.keys() <= set(keys):
        return list(range(1, len(keys) + 1))
    new = count(len(kept) + 1)
    return [stored[key] if key in stored else next(new) for key in keys]
