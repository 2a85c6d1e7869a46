"""However the marks of a word were typed, a password is one; nothing that was typed is left out of it."""

import unicodedata
from itertools import permutations

from hypothesis import given

from tests.thai.strategies import any_text
from thai.text import NIKHAHIT, SARA_AA, SARA_AM, TONES, clean, one_order

ALIKE = {
    "ปู่": "ป\u0e48\u0e39",
    "ที่": "ท\u0e48\u0e35",
    "มั่น": "ม\u0e48\u0e31น",
    "พันธุ์": "พันธ\u0e4c\u0e38",
    "น้ำ": "น\u0e33\u0e49",
    "ค่ำ": "ค\u0e4d\u0e48\u0e32",
    "ทำ": "ท\u0e4d\u0e32",
    "บ้าน": "บ\u0e32\u0e49น",
    "é": "e\u0301",
}
APART = {"ที่": "ที่่", "แมว": "เเมว", "ก ข": "ก\u00a0ข", "กข": "ก\u200bข", "กำ": "กา", "ปู่": "ปู้", "a": "A"}


def test_marks_in_any_order_come_to_the_spelling_of_texts() -> None:
    assert {word: one_order(typed) for word, typed in ALIKE.items()} == {word: clean(word) for word in ALIKE}
    orders = {one_order("ผ" + "".join(marks)) for marks in permutations("\u0e39\u0e49\u0e4c")}
    assert len(orders) == 1


def test_what_is_typed_otherwise_stays_apart() -> None:
    assert [(word, typed) for word, typed in APART.items() if one_order(word) == one_order(typed)] == []
    assert [typed for typed in APART.values() if one_order(typed) != unicodedata.normalize("NFC", typed)] == []


@given(any_text)
def test_it_is_one_spelling_and_nothing_is_left_out(text: str) -> None:
    spelled = one_order(text)
    assert one_order(spelled) == spelled == unicodedata.normalize("NFC", spelled)
    assert one_order(unicodedata.normalize("NFD", text)) == spelled
    halved = [each.replace(SARA_AM, NIKHAHIT + SARA_AA) for each in (spelled, unicodedata.normalize("NFC", text))]
    assert sorted(halved[0]) == sorted(halved[1])


@given(any_text)
def test_a_text_that_was_cleaned_is_in_that_order(text: str) -> None:
    cleaned = clean(text)
    assert one_order(cleaned) == cleaned


def test_only_marks_change_their_places() -> None:
    assert one_order("".join(reversed(TONES))) == TONES
    assert one_order("ๆไทย 9-X") == "ๆไทย 9-X"
