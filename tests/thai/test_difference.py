"""Which words of one text another lacks, as the page of two versions marks them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.difference import both, marked

THAI = st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E4E), max_size=30) | st.text(max_size=30)
MARKS = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d"


@pytest.mark.parametrize(
    ("text", "other", "pieces"),
    [
        ("", "", []),
        ("เหมือนกัน", "เหมือนกัน", [(False, "เหมือนกัน")]),
        ("ใหม่หมด", "", [(True, "ใหม่หมด")]),
        ("", "หายไป", []),
        ("จัดอบรม 2 ครั้งที่วัด", "จัดอบรม 1 ครั้งที่วัด", [(False, "จัดอบรม "), (True, "2"), (False, " ครั้งที่วัด")]),
        ("อบรมประชาชนทุกหมู่บ้าน", "อบรมประชาชน", [(False, "อบรมประชาชน"), (True, "ทุกหมู่บ้าน")]),
        ("น้ำ", "นำ", [(True, "น้ำ")]),
        ("ประชุมเก้าครั้งที่วัด", "ประชุมเจ้าครั้งที่วัด", [(False, "ประชุม"), (True, "เก้า"), (False, "ครั้งที่วัด")]),
        ("ประชุมที่บ้านนา", "ประชุมที่บ้านนะ", [(False, "ประชุมที่บ้าน"), (True, "นา")]),
    ],
)
def test_the_words_that_the_other_lacks_are_marked(text: str, other: str, pieces: list[tuple[bool, str]]) -> None:
    assert marked(text, other) == pieces


@given(THAI, THAI)
def test_the_pieces_are_the_whole_text(text: str, other: str) -> None:
    pieces = marked(text, other)
    assert "".join(piece for _, piece in pieces) == text
    assert all(piece for _, piece in pieces)


@given(THAI)
def test_nothing_is_marked_in_equal_texts(text: str) -> None:
    assert [piece for is_new, piece in marked(text, text) if is_new] == []


@given(THAI, THAI)
def test_no_mark_is_parted_from_its_letter(text: str, other: str) -> None:
    assert [piece for _, piece in marked(text, other)[1:] if piece[0] in MARKS] == []


def test_long_texts_that_differ_throughout_are_compared_at_once() -> None:
    """Letter by letter it would take minutes, and the server ends a page that takes so long: all that was typed."""
    mine = " ".join(f"จัดอบรมครั้งที่ {number} ที่หมู่บ้าน" for number in range(4000))
    theirs = " ".join(f"ประชุมครั้งที่ {number} ที่สำนักงาน" for number in range(4000))
    began = time.monotonic()
    assert marked(mine, theirs) == [(True, mine[:-1]), (False, "น")]
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("ผู้เข้าร่วม 45 คน", "ผู้เข้าร่วม 40 คน", "ผู้เข้าร่วม 45 40 คน"),
        ("อบรมประชาชน", "อบรมประชาชนทุกหมู่บ้าน", "อบรมประชาชนทุกหมู่บ้าน"),
        ("เหมือนกัน", "เหมือนกัน", "เหมือนกัน"),
        ("", "ใหม่หมด", "ใหม่หมด"),
    ],
)
def test_two_texts_in_one_hold_what_they_share_once_and_set_the_rest_apart(
    before: str, after: str, joined: str
) -> None:
    assert both(before, after) == joined
