"""Glyphs are grouped as Thai is written, and each group gets its own part of what was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paper.textlayer.alignment import aligned
from paper.textlayer.clusters import Drawn, clusters, text_of
from paper.textlayer.written import visible

ASCII = st.text(st.sampled_from("abcde"), max_size=12)


def grouped(*glyphs: str) -> list[str]:
    """The texts of the groups of a line whose glyphs stand for these characters."""
    line = [Drawn(code, text, 0, 0, 500) for code, text in enumerate(glyphs)]
    return [text_of(group) for group in clusters(line)]


@pytest.mark.parametrize(
    ("glyphs", "texts"),
    [
        ("นํ้าใจ", ["น้ำ", "ใ", "จ"]),
        ("กา", ["ก", "า"]),
        ("กําา", ["กำ", "า"]),
        ("กุํ่า", ["กุ่ำ"]),
        ("กํา่", ["กำ่"]),
        ("ก่ํ", ["กํ่"]),
        ("ปั่น", ["ปั่", "น"]),
        ("่ก", ["่ก"]),
        ("x\u0308", ["ẍ"]),
    ],
)
def test_marks_stay_with_their_base_and_sara_am_is_one_letter_again(glyphs: str, texts: list[str]) -> None:
    assert grouped(*glyphs) == texts


def test_a_glyph_may_stand_for_several_characters() -> None:
    assert grouped("o", "ff", "i", "c", "e") == ["o", "ff", "i", "c", "e"]
    assert grouped("น", "ํ้", "า") == ["น้ำ"]


def test_marks_of_scripts_from_right_to_left_stay_where_they_are() -> None:
    assert grouped("\u05b8", "ש") == ["\u05b8", "ש"]


@pytest.mark.parametrize(
    ("guesses", "written", "texts"),
    [
        (["น้ำ", " ", "ใ"], "น้ำ\u00a0ใ", ["น้ำ", " ", "ใ"]),
        (["a", "fi", "b"], "aﬁb", ["a", "ﬁ", "b"]),
        (["❤", "ก"], "❤\ufe0fก", ["❤\ufe0f", "ก"]),
        (["ກ", "ໍ", "າ"], "ກຳ", ["ກ", "ຳ", ""]),
        (["b"], "ab", ["ab"]),
        ([], "a", []),
    ],
)
def test_groups_get_their_part_of_what_was_written(guesses: list[str], written: str, texts: list[str]) -> None:
    assert aligned(guesses, written) == texts


@given(st.lists(ASCII, min_size=1), ASCII)
def test_all_that_was_written_is_given_out_once(guesses: list[str], written: str) -> None:
    assert "".join(aligned(guesses, written)) == written


def test_hebrew_stays_as_it_was_drawn() -> None:
    assert aligned(["ב", "א"], "אב") == ["ב", "א"]


def test_what_only_steers_the_layout_is_no_text() -> None:
    assert visible("ก\u200bข\u00adค\u2060") == "กขค"
