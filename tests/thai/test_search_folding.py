"""Search finds a word however its digits, marks, case and spaces were typed."""

import pytest
from hypothesis import given
from pythainlp.corpus import thai_words

from ita.codes import fold_codes
from tests.thai.strategies import any_text
from thai.text import clean, fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ปี ๒๕๖๖", "ปี 2566"),
        ("น้ำ", "น\u0e4d\u0e49\u0e32"),
        ("E-SERVICE", "e-service"),
        ("E–Service", "e-service"),
        ("ต่าง ๆ", "ต่างๆ"),
        ("ต่าง\u00a0 ๆ", "ต่างๆ"),
        ("  สำนัก   ปลัด ", "สำนัก ปลัด"),
        ("ＩＴＡ", "ita"),
        ("สำ\nนัก", "สำ นัก"),
    ],
)
def test_equal_words_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_words_stay_different() -> None:
    words = thai_words()
    # Entries that differ only in the case of Latin or in the space before ๆ are one word to a searcher.
    alike = len({clean(word).casefold().replace(" ๆ", "ๆ") for word in words})
    assert len({fold(word) for word in words}) == alike
    assert len({fold(word) for word in ("มา", "ม้า", "หมา", "ปี 2566", "ปี 2565", "ก ข", "กข")}) == 7


@given(any_text)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert fold(clean(text)) == once


@pytest.mark.parametrize("text", ["o18", "O18", "๐18", "018", "๐๑๘", "Ｏ18", "О18", "o018"])
def test_the_spellings_of_an_item_fold_alike(text: str) -> None:
    assert fold_codes(fold(f"(อ้างอิงจาก{text} และ)")) == "(อ้างอิงจากo18 และ)"


@pytest.mark.parametrize(
    "text", ["2018", "08.30 น.", "08/2566", "08,500", "018-555", "o181", "photo18", "o18a", "0", "00"]
)
def test_what_is_no_item_folds_as_any_other_words(text: str) -> None:
    assert fold_codes(fold(text)) == fold(text)


@given(any_text)
def test_folding_items_twice_changes_nothing_more(text: str) -> None:
    once = fold_codes(fold(text))
    assert fold_codes(once) == once
