"""What a person chose of a draft's reading, as the draft holds it, and each choice that can be made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from document.understanding.choices import Choices, RowAt
from document.understanding.tables.columns import Meaning

_ROW = re.compile(r"([0-9]{1,5})-([0-9]{1,5})")
MOST = 2000  # rows that are joined or parted, and doubts let stand: no report has as many


def of(kept: Mapping[str, Any]) -> Choices:
    """The choices of a draft as the reader takes them."""
    meanings = {int(table): tuple(map(Meaning, each)) for table, each in kept.get("columns", {}).items()}
    joined, apart, whole = (frozenset(map(row_at, kept.get(name, ()))) for name in ("joined", "apart", "whole"))
    return Choices(meanings, joined, apart, whole)


def row_at(name: str) -> RowAt:
    """The row of a name like 1-4: the file's first table, its fourth row. Raises ValueError for another name."""
    match = _ROW.fullmatch(name)
    if match is None:
        raise ValueError(name)
    return int(match[1]), int(match[2])


def joined(kept: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The choices by which a measure goes on with the one above; `key` is the measure's. Raises ValueError."""
    row, _, part = key.rpartition("-")
    row_at(row)
    if part == "1":
        return _moved(kept, row, to="joined", out_of="apart")
    return _moved(kept, row, to="whole")


def apart(kept: Mapping[str, Any], row: str) -> dict[str, Any]:
    """The choices by which a row is a measure of its own. Raises ValueError."""
    row_at(row)
    if row in kept.get("whole", ()):
        return {**kept, "whole": [each for each in kept["whole"] if each != row]}
    if row in kept.get("joined", ()):
        return {**kept, "joined": [each for each in kept["joined"] if each != row]}
    return _moved(kept, row, to="apart")


def with_columns(kept: Mapping[str, Any], columns: Mapping[int, tuple[Meaning, ...]]) -> dict[str, Any]:
    """The choices with the meanings of tables' columns."""
    return {
        **kept,
        "columns": {**kept.get("columns", {}), **{str(table): list(each) for table, each in columns.items()}},
    }


def with_settled(kept: Mapping[str, Any], mark: str) -> dict[str, Any]:
    """The choices with a doubt that may stand."""
    known = kept.get("settled", [])
    return dict(kept) if mark in known or len(known) >= MOST else {**kept, "settled": [*known, mark]}


def _moved(kept: Mapping[str, Any], row: str, *, to: str, out_of: str = "") -> dict[str, Any]:
    rest = {out_of: [each for each in kept[out_of] if each != row]} if out_of in kept else {}
    known = kept.get(to, [])
    return {**kept, **rest, to: known if row in known or len(known) >= MOST else [*known, row]}
