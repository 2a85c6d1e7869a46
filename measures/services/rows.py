"""Rows of a form beside rows of the database: whose words stand where two people saved, and in which order."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from accounts import changed
from thai import dates

Key = TypeVar("Key", bound=Hashable)

_REMOVED = "-removed"


@dataclass(frozen=True)
class Content:
    """What a row says; an outcome has no dates."""

    text: str
    start_on: date | None = None
    end_on: date | None = None
    open_ended: bool = False

    @property
    def digest(self) -> str:
        """A digest that names this content."""
        return changed.digest([self.text, str(self.start_on), str(self.end_on), self.open_ended])

    @property
    def span(self) -> str:
        """The dates in Thai, or nothing."""
        if self.start_on is None:
            return ""
        return dates.format_span(self.start_on, self.end_on, open_ended=self.open_ended)


def base_of(content: Content, *, removed: bool = False) -> str:
    """What a form carries of a stored row, so that a save sees what others did to it since."""
    return content.digest + (_REMOVED if removed else "")


@dataclass(frozen=True)
class Row:
    """A row as it was sent: `base` is the base_of that its form was drawn from, empty for a new row; `place` names the
    row in its form.
    """

    pk: int | None
    content: Content
    base: str = ""
    removed: bool = False
    place: str = ""


@dataclass(frozen=True)
class Clash:
    """Two people's versions of one row: field is `text`, `dates` or `removed`, as one of them changed it."""

    place: str
    field: str
    mine: Content
    theirs: Content
    mine_removed: bool
    theirs_removed: bool


class Conflict(Exception):
    """Someone saved first and differently; carries every row that needs a choice. Nothing was written."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        super().__init__(f"{len(clashes)} clashes")
        self.clashes = tuple(clashes)


@dataclass(frozen=True)
class Settled:
    """What becomes of a row: its content and whether it is removed, or `clashes` that only a person can settle."""

    content: Content
    removed: bool
    clashes: tuple[Clash, ...] = ()


def settle(row: Row, stored: Content, stored_removed: bool) -> Settled:
    """The three-way comparison of a sent row with what it was drawn from and what is stored now."""
    mine_changed = row.content.digest != row.base.removesuffix(_REMOVED)
    if row.base == base_of(stored, removed=stored_removed):
        return Settled(stored if row.removed else row.content, row.removed)
    same = row.content == stored and row.removed == stored_removed
    if same or (not mine_changed and not row.removed):
        return Settled(stored, stored_removed)
    if row.removed and stored_removed:
        return Settled(stored, True)
    fields = ["removed"] if row.removed != stored_removed else []
    if not fields and row.content.text != stored.text:
        fields.append("text")
    if not fields or (fields == ["text"] and _dates(row.content) != _dates(stored)):
        fields.append("dates")
    clashes = tuple(Clash(row.place, field, row.content, stored, row.removed, stored_removed) for field in fields)
    return Settled(stored, stored_removed, clashes)


def _dates(content: Content) -> tuple[date | None, date | None, bool]:
    return content.start_on, content.end_on, content.open_ended


def merged_order(sent: Sequence[Key], stored: Iterable[Key]) -> list[Key]:
    """The sent order, with rows that the sender did not see kept behind their stored neighbour."""
    order = list(sent)
    before: Key | None = None
    for key in stored:
        if key not in order:
            order.insert(order.index(before) + 1 if before is not None else 0, key)
        before = key
    return order
