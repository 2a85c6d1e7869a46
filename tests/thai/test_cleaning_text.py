"""Equal words are stored equal however they were typed, and no other word is touched."""

import unicodedata

import pytest
from hypothesis import given
from pythainlp.corpus import thai_words

from tests.thai.strategies import any_text, thai_soup
from thai.text import clean, cleaned, may_be_unclean

NAM = "น้ำ"


@pytest.mark.parametrize(
    "typed",
    [
        "น\u0e49\u0e33",
        "น\u0e4d\u0e49\u0e32",  # NIKHAHIT, MAI THO, SARA AA
        "น\u0e49\u0e4d\u0e32",  # as NFKC leaves it
        "น\u0e33\u0e49",  # the tone typed last
        "น\u0e4d\u0e32\u0e49",
        "น\u0e49\u0e49\u0e33",
        "น\u0e49\u0e33\u0e33",
        "น\u200b\u0e49\u0e33",
        "น\uf70b\u0e33",  # the low tone mark of an old font
    ],
)
def test_a_tone_over_sara_am_is_one_word_however_typed(typed: str) -> None:
    assert clean(typed) == NAM == "\u0e19\u0e49\u0e33"


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("ท\u0e48\u0e35", "ที่"),
        ("ท\u0e35\u0e35\u0e48\u0e48", "ที่"),
        ("พันธ\u0e4c\u0e38", "พันธุ์"),
        ("ผ\u0e49\u0e39", "ผู้"),
        ("เเละ", "และ"),
        ("เ\u200bเละ", "และ"),
        ("แและ", "และ"),
        ("โโครงการ", "โครงการ"),
        ("บา\u0e49น", "บ้าน"),
        ("ก\u0e4dา", "กำ"),
        ("ดำเนินการ", "ดำเนินการ"),
        ("\uf700าน", "ฐาน"),
        ("หญิง", "หญิง"),
    ],
)
def test_marks_in_another_order_or_twice_come_to_one_spelling(typed: str, word: str) -> None:
    assert clean(typed) == word


def test_what_nobody_sees_is_taken_out_and_every_odd_space_is_a_space() -> None:
    assert clean("\ufeffก\u200b\u00adข\u2066\x00\ud800\ufffe") == "กข"
    assert clean("ก\u00a0ข\tค\u3000ง\u2009จ") == "ก ข ค ง จ"
    assert clean("ก\r\nข\rค\u2028ง\x0b") == "ก\nข\nค\nง\n"


@pytest.mark.parametrize(
    "text", ["ต่าง  ๆ", "เช่น เช่น", "ข้อ 11 (อ้างอิงจาก ๐18)", "ค่ะะะ", "อุ๊ย!!", "E-Service – ①", "😀", ""]
)
def test_the_words_of_the_writer_are_kept(text: str) -> None:
    assert clean(text) == text


def test_no_word_of_a_large_dictionary_changes() -> None:
    changed = {word for word in thai_words() if clean(word) != word}
    # Two entries of the list are misspelt: two vowels on one consonant, in the order of typing.
    assert changed == {"เม\u0e35\u0e31ย", "เหม\u0e37\u0e34อน"}


@given(any_text)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()


@given(thai_soup)
def test_nothing_invisible_is_left(text: str) -> None:
    assert {char for char in clean(text) if unicodedata.category(char) in {"Cc", "Cf", "Cs"}} <= {"\n"}


@given(any_text)
def test_what_is_taken_for_clean_at_a_glance_is_so(text: str) -> None:
    assert may_be_unclean(text) or cleaned(text) == text


@pytest.mark.parametrize("text", ["น้ำใจที่บ้านสิทธิ์พันธุ์ไทย 1–29 กันยายน 2566\n“ข้อ” ก็ได้", "abc", ""])
def test_ordinary_text_is_taken_for_clean_at_a_glance(text: str) -> None:
    assert not may_be_unclean(text)


@pytest.mark.parametrize(
    "text", ["น้้ำ", "นํ้า", "น่ี", "เเม่", "แแม่", "ไไป", "ก\u200b", "ก\tข", "ำำ", "\uf70a", "ＡＢ", "é", "ก์่", "กิัา"]
)
def test_what_may_be_written_in_another_way_is_looked_at(text: str) -> None:
    assert may_be_unclean(text)
