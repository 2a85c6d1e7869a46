"""Figures beside their goals: what each benchmark gives, and how a table of them is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What was looked at, what it is to be, what was seen; `holds` is None where it has no goal."""

    what: str
    goal: str
    seen: str
    holds: bool | None = None

    def as_list(self) -> list[str | bool | None]:
        """As JSON holds it."""
        return [self.what, self.goal, self.seen, self.holds]


def at_most(what: str, most: float, seen: float, unit: str = "") -> Figure:
    """One that is to be no more than a number."""
    return Figure(what, f"at most {most:g}{unit}", f"{seen:,.4g}{unit}", seen <= most)


def none_of(what: str, seen: int) -> Figure:
    """One that is to be zero."""
    return Figure(what, "0", str(seen), seen == 0)


def told(what: str, seen: str) -> Figure:
    """One without a goal."""
    return Figure(what, "", seen)


def table(figures: Iterable[Figure]) -> Iterator[str]:
    """The lines of a table in Markdown."""
    yield "| figure | goal | seen | holds |"
    yield "|---|---|---|---|"
    for each in figures:
        holds = "" if each.holds is None else "yes" if each.holds else "**no**"
        yield f"| {each.what} | {each.goal} | {each.seen} | {holds} |"
