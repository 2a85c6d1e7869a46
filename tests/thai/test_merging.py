"""What two people made of one text or list, as one proposal: each one's changes, and both where they meet."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.merging import merge_lists, merge_words

WORDS = st.lists(st.sampled_from(["จัด", "อบรม", "ที่วัด", " ", "2 ครั้ง", "ทุกหมู่บ้าน", "\n"]), max_size=8).map("".join)
ROWS = st.lists(st.sampled_from("กขคง"), max_size=5, unique=True)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "proposed"),
    [
        # What the other deleted does not come back; nor what oneself did.
        ("ก่อนอื่น ประชุมชี้แจง แล้วจัดอบรม", "ก่อนอื่น ประชุมชี้แจง แล้วจัดอบรมที่วัด", "ประชุมชี้แจง แล้วจัดอบรม", "ประชุมชี้แจง แล้วจัดอบรมที่วัด"),
        ("หนึ่ง สองสาม สี่", "หนึ่ง สี่", "หนึ่ง สองสาม สี่ห้า", "หนึ่ง สี่ห้า"),
        # A word replaced here, words added there.
        (
            "ตามที่กำหนดไว้ ได้จัดอบรม",
            "โดยที่กำหนดไว้ ได้จัดอบรม",
            "ตามที่กำหนดไว้ ได้จัดอบรมครบทุกหมู่บ้าน",
            "โดยที่กำหนดไว้ ได้จัดอบรมครบทุกหมู่บ้าน",
        ),
        # The same stretch: theirs, then mine.
        ("อบรม 45 คน", "อบรม 40 คน", "อบรม 50 คน", "อบรม 50 40 คน"),
        ("ประชุมที่วัด", "ประชุมที่วัดทุกเดือน", "ประชุมที่วัดและโรงเรียน", "ประชุมที่วัดและโรงเรียน ทุกเดือน"),
        ("เมื่อวาน ประชุม ที่วัด", "เมื่อวาน ประชา ที่วัด", "เมื่อวาน ประชัน ที่วัด", "เมื่อวาน ประชัน ประชา ที่วัด"),
        ("", "ของฉัน", "ของเขา", "ของเขา ของฉัน"),
        ("เดิม", "", "ของเขา", "ของเขา"),
        (
            "จัดอบรม 1 ครั้ง",
            "จัดอบรม 2 ครั้ง ที่ศาลากลาง",
            "จัดอบรม 3 ครั้ง ทุกหมู่บ้าน",
            "จัดอบรม 3 2 ครั้ง ทุกหมู่บ้าน ที่ศาลากลาง",
        ),
        (None, "ผู้เข้าร่วม 40 คน", "ผู้เข้าร่วม 45 คน", "ผู้เข้าร่วม 45 40 คน"),
    ],
)
def test_each_ones_changes_are_taken_and_where_they_meet_both_stand(
    base: str | None, mine: str, theirs: str, proposed: str
) -> None:
    assert merge_words(base, mine, theirs) == proposed


@given(base=WORDS, mine=WORDS, theirs=WORDS)
def test_what_one_alone_changed_is_that_ones(base: str, mine: str, theirs: str) -> None:
    assert merge_words(base, mine, base) == mine
    assert merge_words(base, base, theirs) == theirs
    assert merge_words(base, mine, mine) == mine


def test_long_texts_are_merged_at_once() -> None:
    base = " ".join(f"จัดอบรมครั้งที่ {number} ที่หมู่บ้าน" for number in range(4000))
    began = time.monotonic()
    assert merge_words(base, f"{base} ครบ", f"ได้ {base}") == f"ได้ {base} ครบ"
    assert merge_words(base, base[::-1], f"ได้ {base}").endswith(base[::-1][1:])
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "proposed"),
    [
        # Both changed the first of two: there are still two.
        (["อบรม 1 ครั้ง", "ข"], ["อบรม 2 ครั้ง", "ข"], ["อบรม 3 ครั้ง", "ข"], ["อบรม 3 2 ครั้ง", "ข"]),
        (["ก", "ข"], ["ก", "ข", "ของฉัน"], ["ก", "ข", "ของเขา"], ["ก", "ข", "ของเขา", "ของฉัน"]),
        # What one took away stays away, whatever the other did beside it.
        (["ก", "ข", "ค"], ["ก", "ค"], ["ก", "ข", "ค", "ง"], ["ก", "ค", "ง"]),
        (["ก", "ข", "ค"], ["ก", "ข", "คใหม่"], ["ข", "คอื่น"], ["ข", "คอื่น ใหม่"]),
        (None, ["ก", "ข"], ["ก", "ค"], ["ก", "ค", "ข"]),
    ],
)
def test_of_lists_row_by_row(base: list[str] | None, mine: list[str], theirs: list[str], proposed: list[str]) -> None:
    assert merge_lists(base, mine, theirs) == proposed


def test_a_row_that_is_a_person_is_never_half_of_two() -> None:
    assert merge_lists(["1", "2"], ["1", "3"], ["1", "4"], whole=True) == ["1", "4", "3"]


@given(base=ROWS, mine=ROWS, theirs=ROWS)
def test_rows_that_one_alone_changed_are_that_ones(base: list[str], mine: list[str], theirs: list[str]) -> None:
    assert merge_lists(base, mine, base) == mine
    assert merge_lists(base, base, theirs) == theirs
