"""The rules by which a year's scores become a total and a level: pass mark, weights of the tools, levels.

They are data of a year (`data/rules.json`): a rule holds from its year until the next one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "rules.json"
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Step:
    """One level of a rule: the total that it takes, and what every tool must have where that is asked."""

    name: str
    total: Decimal
    every_tool: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of some years, the highest level first; weights are parts of a hundred."""

    pass_mark: Decimal
    weights: Mapping[str, int]
    steps: tuple[Step, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the levels, the highest first."""
        return tuple(step.name for step in self.steps)

    def words(self, step: Step) -> str:
        """What a level takes, in Thai."""
        if step.every_tool is not None:
            return f"คะแนนรวมและทุกเครื่องมือตั้งแต่ {plain(step.total)} ขึ้นไป"
        at = self.steps.index(step)
        above = self.steps[at - 1] if at else None
        if above is None or above.every_tool is not None:
            return f"คะแนนรวมตั้งแต่ {plain(step.total)} ขึ้นไป"
        if not step.total:
            return f"คะแนนรวมต่ำกว่า {plain(above.total)}"
        return f"คะแนนรวม {plain(step.total)} ถึง {above.total - _CENT}"


@dataclass(frozen=True, slots=True)
class Level:
    """A level that was reached, `how` in Thai, and what is missing to the next one (empty at the highest)."""

    name: str
    how: str
    missing: str = ""


@cache
def _all() -> tuple[tuple[int, Rules], ...]:
    read = json.loads(_FILE.read_text("utf-8"))
    return tuple((each["from_year"], _rules(each)) for each in sorted(read, key=lambda each: -each["from_year"]))


def _rules(data: Mapping[str, object]) -> Rules:
    levels, weights = data["levels"], data["weights"]
    if not isinstance(levels, list) or not isinstance(weights, dict):
        raise TypeError(f"no rules: {data}")
    steps = (
        Step(each["name"], Decimal(each["total"]), Decimal(each["every_tool"]) if "every_tool" in each else None)
        for each in levels
    )
    return Rules(Decimal(str(data["pass_mark"])), weights, tuple(steps))


def of_year(year: int) -> Rules:
    """The rules of a fiscal year of the Buddhist era; a year before all rules has the first."""
    return next((rules for first, rules in _all() if first <= year), _all()[-1][1])


def weighted(year: int, tools: Mapping[str, Decimal]) -> Decimal | None:
    """The total out of the scores of the tools, to two places; None where one that counts is missing."""
    weights = of_year(year).weights
    if any(tool not in tools for tool in weights):
        return None
    total = sum((tools[tool] * weight for tool, weight in weights.items()), Decimal())
    return rounded(total / sum(weights.values()))


def level(year: int, total: Decimal | None, tools: Mapping[str, Decimal]) -> Level | None:
    """The level of a total and the scores of the tools; None without a total, or where a missing tool would decide."""
    rules = of_year(year)
    if total is None:
        return None
    for at, step in enumerate(rules.steps):
        if total < step.total:
            continue
        if step.every_tool is not None:
            known = [tools[tool] for tool in rules.weights if tool in tools]
            if any(score < step.every_tool for score in known):
                continue
            if len(known) < len(rules.weights):
                return None
        return _reached(rules, at, total, tools)
    return None


def _reached(rules: Rules, at: int, total: Decimal, tools: Mapping[str, Decimal]) -> Level:
    step = rules.steps[at]
    how = f"{rules.words(step)} คะแนนรวมที่ได้ {total}"
    if step.every_tool is not None:
        how += "".join(f" {tool} {tools[tool]}" for tool in rules.weights)
    if not at:
        return Level(step.name, how)
    above = rules.steps[at - 1]
    lacking = _lacking(rules, above, total, tools)
    return Level(step.name, how, f"จะได้ระดับ “{above.name}” เมื่อ{' และ '.join(lacking)}")


def _lacking(rules: Rules, step: Step, total: Decimal, tools: Mapping[str, Decimal]) -> list[str]:
    found = [_gap("คะแนนรวม", total, step.total)] if total < step.total else []
    if step.every_tool is not None:
        found += [
            _gap(f" {tool} ", tools[tool], step.every_tool)
            for tool in rules.weights
            if tool in tools and tools[tool] < step.every_tool
        ]
    return found


def _gap(name: str, score: Decimal, wanted: Decimal) -> str:
    return f"{name}ถึง {plain(wanted)} คะแนน ขณะนี้ {score} ขาดอีก {wanted - score}"


def rounded(score: Decimal) -> Decimal:
    """A score to two places, halves up, as results are announced."""
    return score.quantize(_CENT, ROUND_HALF_UP)


def plain(score: Decimal) -> str:
    """A mark without the noughts that say nothing: 85, 84.5."""
    text = f"{score:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def misfit(year: int, word: str, reached: Level | None) -> str:
    """Why an announced level can't be that of the year and its scores, in Thai; nothing where it may be."""
    names = of_year(year).names
    if not word or (reached and reached.name == word):
        return ""
    if word not in names:
        return f"ระดับ “{word}” ไม่ใช่ระดับของปี {year} ซึ่งมี {' '.join(names)}"
    if reached is None:
        return ""
    return f"ระดับที่บันทึกไว้คือ “{word}” แต่คะแนนที่บันทึกไว้อยู่ในระดับ “{reached.name}” ({reached.how})"
