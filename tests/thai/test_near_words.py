"""What is found although it was typed in haste: a tone mark less, a space elsewhere, a letter for another."""

import pytest
from hypothesis import given

from tests.thai.strategies import any_text
from thai.likeness import Names
from thai.text import fold, loose

NAMES = ["องค์การบริหารส่วนตำบลทุ่งสายธาร", "อบต.ทุ่งสายธาร", "องค์การบริหารส่วนตำบลบึงบัว", "เทศบาลตำบลท่าทราย"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ทุงสายธาร", "ทุ่งสายธาร"),
        ("ทุ่ง สายธาร", "ทุ่งสายธาร"),
        ("เวบไซต", "เว็บไซต์"),
        ("น\u0e4dา ใจ", "น้ำใจ"),
        ("E Service", "E-Service"),
        ("๓ ก.ค. ๖๖", "3ก.ค.66"),
        ("จัดซื้อ/จัดจ้าง", "จัดซื้อจัดจ้าง"),
    ],
)
def test_words_typed_in_haste_are_near(typed: str, stored: str) -> None:
    assert loose(typed) == loose(stored)


def test_other_words_are_not() -> None:
    assert len({loose(word) for word in ("มา", "มี", "หมา", "ปี 2566", "ปี 2565", "สำนัก", "สนัก")}) == 7
    assert loose(" - /%_ ") == ""


@given(any_text)
def test_loosening_what_was_folded_is_the_same(text: str) -> None:
    assert loose(loose(text)) == loose(text) == loose(fold(text))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ทุ่งสายทาร", NAMES[:2]),
        ("ทุงสายธาน", NAMES[:2]),
        ("อบต ทุ่งสายทาร", NAMES[:2]),
        ("บึงบวั", NAMES[2:3]),
        ("ท่าทาย", NAMES[3:]),
        ("กรุงเทพมหานคร", []),
        ("ทุ", []),
        ("%", []),
        ("", []),
    ],
)
def test_the_name_that_was_perhaps_meant(typed: str, meant: list[str]) -> None:
    assert sorted(Names(NAMES).alike(typed)) == sorted(meant)


@pytest.mark.parametrize(
    ("typed", "meant"), [("ทุ่งสายทาร", NAMES[:2]), ("บึงบวั", NAMES[2:3]), ("กรุงเทพมหานคร", []), ("องค์การบริหาร", [])]
)
def test_it_is_found_among_very_many_too(typed: str, meant: list[str]) -> None:
    others = [f"องค์การบริหารส่วนตำบลหมายเลข {number}" for number in range(2000)]
    assert sorted(Names([*others, *NAMES]).alike(typed)) == sorted(meant)
