"""Weak items by rule: below the pass mark, below the target, fallen since last year, the lowest five."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ita.rules import plain
from scores.services.results import Line, Results

LOWEST = 5
HIGHEST = Decimal(100)


class Why(StrEnum):
    """By which rule an item is weak."""

    PASS_MARK = "pass_mark"  # noqa: S105 - no password
    TARGET = "target"
    FALLEN = "fallen"
    LOWEST = "lowest"


@dataclass(frozen=True)
class Weak:
    """An item with the rules by which it is weak."""

    line: Line
    why: tuple[Why, ...]


@dataclass(frozen=True)
class Found:
    """The weak items, the lowest first, and how each rule is called in this year."""

    rows: tuple[Weak, ...]
    words: dict[Why, str]

    def counts(self) -> list[tuple[Why, str, int]]:
        """Each rule with its words and how many items are weak by it."""
        return [(why, words, sum(why in row.why for row in self.rows)) for why, words in self.words.items()]

    def by(self, why: str) -> Found:
        """Those that are weak by one rule; all of them for any other word."""
        return Found(tuple(row for row in self.rows if why in row.why), self.words) if why in self.words else self


def find(results: Results) -> Found:
    """The weak items of a year. Nothing is said of items without a score."""
    pass_mark, target = results.rules.pass_mark, results.target
    scored = sorted((line for line in results.scored_items), key=lambda line: line.score or Decimal())
    lowest = {line.key for line in scored[:LOWEST] if line.score != HIGHEST}  # nothing is to be mended there
    words = {Why.PASS_MARK: f"ต่ำกว่าเกณฑ์ผ่าน {plain(pass_mark)}"}
    if target != pass_mark:
        words[Why.TARGET] = f"ต่ำกว่าเป้าหมาย {plain(target)}"
    words |= {Why.FALLEN: f"ลดลงจากปี {results.year - 1}", Why.LOWEST: f"ต่ำที่สุด {LOWEST} ข้อ"}
    rows = (Weak(line, _why(line, pass_mark, target, lowest)) for line in scored)
    return Found(tuple(row for row in rows if row.why), words)


def _why(line: Line, pass_mark: Decimal, target: Decimal, lowest: Collection[str]) -> tuple[Why, ...]:
    score = line.score or Decimal()
    rules = (
        (Why.PASS_MARK, score < pass_mark),
        (Why.TARGET, target != pass_mark and score < target),
        (Why.FALLEN, line.change is not None and line.change < 0),
        (Why.LOWEST, line.key in lowest),
    )
    return tuple(why for why, holds in rules if holds)
