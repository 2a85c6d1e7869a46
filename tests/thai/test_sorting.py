"""Words sort as in the Royal Institute's dictionary."""

import pytest
from hypothesis import given

from tests.thai.strategies import any_text
from thai.text import sort_key

IN_ORDER = [
    # The vowels after one consonant, in the order of the dictionary.
    ["กก", "กะ", "กัก", "กา", "กำ", "กิน", "กี", "กึก", "กืน", "กุ", "กู", "เก", "แก", "โก", "ใก", "ไก"],
    # A leading vowel counts after its consonant.
    ["กลม", "เกม", "ขลุ่ย", "เขา", "คน", "แคน", "โคม", "ไฟ", "มา", "เมา", "ฮา"],
    # Tone marks only decide between words otherwise equal.
    ["กา", "ก่า", "ก้า", "กาก", "ก้าก", "กาง", "ก้าง"],
    ["เก็ง", "เก่ง", "เก้ง", "เก๊ง", "เก๋ง"],
    ["จัน", "จันทร์", "จันทรา"],
    # ฤ after ร, ฦ after ล.
    ["รำ", "ฤกษ์", "ฤดู", "ฤๅษี", "ลม", "ฦๅ", "วัน"],
    ["กองการศึกษา", "กองคลัง", "กองช่าง", "กองสวัสดิการสังคม", "สำนักปลัด", "หน่วยตรวจสอบภายใน"],
    # Numbers by value whatever their digits, then Thai, then Latin whatever its case.
    ["2", "๑๐", "กลุ่ม", "กลุ่มที่ 2", "กลุ่มที่ ๑๐", "ea", "éa", "eb", "E-Service", "facebook", "Infographic"],
    # Spaces and punctuation don't count.
    ["ก", "กๆ", "กก", "ก-ข", "ก ค", "ก.ง."],
]


@pytest.mark.parametrize("words", IN_ORDER, ids=lambda words: words[0])
def test_words_come_in_the_order_of_the_dictionary(words: list[str]) -> None:
    assert sorted(words[1::2] + words[::2], key=sort_key) == words


def test_equal_words_typed_differently_have_one_key() -> None:
    assert sort_key("น\u0e4d\u0e49\u0e32") == sort_key("น้ำ")


@given(any_text)
def test_every_text_has_a_key(text: str) -> None:
    assert sort_key(text) == sort_key(text + "\u200b")
    assert sort_key(text) >= sort_key("")
