"""Levels by the rules of a year: every boundary, with tools on either side, in both rule sets."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import product

import pytest

from ita.rules import level, misfit, of_year, weighted

ON_BOUNDARIES = [Decimal(each) for each in ("0", "49.99", "50", "54.99", "55", "64.99", "65", "69.99", "70", "74.99")]
ON_BOUNDARIES += [Decimal(each) for each in ("75", "84.99", "85", "94.99", "95", "100")]
OF_TOOLS = [Decimal(each) for each in ("84.99", "85", "94.99", "95")]


def letter(total: Decimal) -> str:
    """The level to 2565 as product.md has it: AA>=95 A>=85 B>=75 C>=65 D>=55 E>=50 F."""
    if total >= 95:
        return "AA"
    if total >= 85:
        return "A"
    if total >= 75:
        return "B"
    if total >= 65:
        return "C"
    if total >= 55:
        return "D"
    return "E" if total >= 50 else "F"


def word(total: Decimal, tools: list[Decimal]) -> str:
    """The level from 2566 as product.md has it."""
    if total >= 95 and all(tool >= 95 for tool in tools):
        return "ผ่านดีเยี่ยม"
    if total >= 85 and all(tool >= 85 for tool in tools):
        return "ผ่านดี"
    if total >= 85:
        return "ผ่าน"
    return "ต้องปรับปรุง" if total >= 70 else "ต้องปรับปรุงโดยด่วน"


def named(*scores: Decimal) -> Mapping[str, Decimal]:
    return dict(zip(("IIT", "EIT", "OIT"), scores, strict=True))


@pytest.mark.parametrize("year", [2550, 2564, 2565])
def test_to_2565_a_level_is_a_letter_of_the_total_whatever_the_tools(year: int) -> None:
    wrong = {}
    for total, tools in product(ON_BOUNDARIES, product(OF_TOOLS, repeat=3)):
        reached = level(year, total, named(*tools))
        if reached is None or reached.name != letter(total):
            wrong[total, tools] = reached
    assert wrong == {}
    assert {level(year, total, {}).name for total in ON_BOUNDARIES} == {*"ABCDEF", "AA"}  # type: ignore[union-attr]


@pytest.mark.parametrize("year", [2566, 2567, 2569, 2700])
def test_from_2566_a_level_is_a_word_of_the_total_and_of_every_tool(year: int) -> None:
    wrong = {}
    for total, tools in product(ON_BOUNDARIES, product(OF_TOOLS, repeat=3)):
        reached = level(year, total, named(*tools))
        if reached is None or reached.name != word(total, list(tools)):
            wrong[total, tools] = reached
    assert wrong == {}


def test_without_a_total_there_is_no_level() -> None:
    assert level(2566, None, named(*[Decimal(90)] * 3)) is None
    assert level(2565, None, {}) is None


@pytest.mark.parametrize(
    ("total", "tools", "expected"),
    [
        ("96", {}, None),  # the tools decide
        ("96", {"IIT": "96", "EIT": "96"}, None),
        ("96", {"IIT": "94.99"}, None),  # not the highest, but the next hangs on the others
        ("96", {"IIT": "84.99"}, "ผ่าน"),  # one tool decides both
        ("84.99", {}, "ต้องปรับปรุง"),  # nothing hangs on tools
        ("69.99", {}, "ต้องปรับปรุงโดยด่วน"),
    ],
)
def test_a_missing_tool_leaves_the_level_open_only_where_it_would_decide(
    total: str, tools: dict[str, str], expected: str | None
) -> None:
    reached = level(2566, Decimal(total), {tool: Decimal(score) for tool, score in tools.items()})
    assert (reached.name if reached else None) == expected


def test_a_level_says_how_it_was_reached_and_what_is_missing_to_the_next() -> None:
    reached = level(2566, Decimal("87.35"), {"IIT": Decimal("88.12"), "EIT": Decimal("83.05"), "OIT": Decimal("90.00")})
    assert reached is not None
    assert reached.how == "คะแนนรวมตั้งแต่ 85 ขึ้นไป คะแนนรวมที่ได้ 87.35"
    assert reached.missing == "จะได้ระดับ “ผ่านดี” เมื่อ EIT ถึง 85 คะแนน ขณะนี้ 83.05 ขาดอีก 1.95"
    reached = level(2565, Decimal("81.21"), {})
    assert reached is not None
    assert reached.how == "คะแนนรวม 75 ถึง 84.99 คะแนนรวมที่ได้ 81.21"
    assert reached.missing == "จะได้ระดับ “A” เมื่อคะแนนรวมถึง 85 คะแนน ขณะนี้ 81.21 ขาดอีก 3.79"
    highest = level(2566, Decimal(95), named(*[Decimal(95)] * 3))
    assert highest is not None
    assert highest.missing == ""
    assert highest.how == "คะแนนรวมและทุกเครื่องมือตั้งแต่ 95 ขึ้นไป คะแนนรวมที่ได้ 95 IIT 95 EIT 95 OIT 95"


def test_the_total_is_weighted_and_rounded_halves_up() -> None:
    assert weighted(2566, named(Decimal("88.12"), Decimal("83.05"), Decimal("90.00"))) == Decimal("87.35")
    assert weighted(2566, named(Decimal("0.05"), Decimal(0), Decimal(0))) == Decimal("0.02")  # 0.015
    assert weighted(2566, {"IIT": Decimal(90), "EIT": Decimal(90)}) is None


@pytest.mark.parametrize(
    ("year", "announced", "total", "said"),
    [
        (2568, "A+", "90", "ระดับ “A+” ไม่ใช่ระดับของปี 2568"),
        (2565, "ผ่านดี", "90", "ระดับ “ผ่านดี” ไม่ใช่ระดับของปี 2565"),
        (2566, "ผ่านดีเยี่ยม", "89.43", "แต่คะแนนที่บันทึกไว้อยู่ในระดับ “ผ่านดี”"),
        (2566, "ผ่านดี", "89.43", ""),
        (2566, "", "89.43", ""),
    ],
)
def test_an_announced_level_that_fits_neither_year_nor_scores_is_told(
    year: int, announced: str, total: str, said: str
) -> None:
    words = misfit(year, announced, level(year, Decimal(total), named(*[Decimal(90)] * 3)))
    assert said in words
    assert bool(words) == bool(said)


def test_every_rule_names_its_levels_from_the_highest_to_nought() -> None:
    for year in (2565, 2566):
        totals = [step.total for step in of_year(year).steps]
        assert totals == sorted(totals, reverse=True)
        assert totals[-1] == 0
        assert sum(of_year(year).weights.values()) == 100
