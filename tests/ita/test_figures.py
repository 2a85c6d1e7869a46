"""Scores as people write them are read to two places; all else is told in Thai."""

from decimal import Decimal

import pytest

from ita.figures import read_score


@pytest.mark.parametrize(
    ("typed", "score", "was_rounded"),
    [
        ("84.25", "84.25", False),
        ("๘๔.๒๕", "84.25", False),
        ("84,25", "84.25", False),
        ("84,2", "84.2", False),
        (" 84.250 ", "84.25", False),
        ("84.25%", "84.25", False),
        ("ร้อยละ 84.25", "84.25", False),
        ("84.25 คะแนน", "84.25", False),
        ("84.255", "84.26", True),
        ("84.254999999999999", "84.25", True),
        ("0", "0", False),
        ("-0", "0", False),
        ("100", "100", False),
        ("100.00", "100", False),
    ],
)
def test_a_score_is_read(typed: str, score: str, was_rounded: bool) -> None:
    assert read_score(typed) == (Decimal(score), was_rounded)


@pytest.mark.parametrize("typed", ["100.01", "100.001", "-1", "−0.5", "101", "1,000", "999999"])
def test_a_score_outside_0_to_100_is_told(typed: str) -> None:
    with pytest.raises(ValueError, match="อยู่นอกช่วง 0 ถึง 100"):
        read_score(typed)


NONSENSE = ["", " ", "เก้าสิบ", "84..2", "8 4.2.1", "1e1", "0x1F", "½", "#REF!", "84.", ".5", "1,00,0"]
SEVERAL = ["8 5", "1 0", "84. 25", "8%5", "85 คะแนน 5"]


@pytest.mark.parametrize("typed", [*NONSENSE, *SEVERAL])
def test_what_is_no_score_is_told(typed: str) -> None:
    with pytest.raises(ValueError, match="ไม่ใช่คะแนน"):
        read_score(typed)
