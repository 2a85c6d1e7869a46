"""A character that a paper cannot hold or draw is named with its place, once, and no other is."""

import pytest

from thai.characters import private_use, private_use_words, undrawn, undrawn_words
from thai.text import clean


def named(text: str) -> list[tuple[str, str]]:
    return [(each.name, each.where) for each in undrawn(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("จัดอบรม 😀 แล้ว 😀", [("“😀” (U+1F600)", "หลัง “จัดอบรม”")]),
        ("文字 ตรวจแล้ว", [("“文” (U+6587)", "หน้า “字 ตรวจแล้ว”"), ("“字” (U+5B57)", "หลัง “文”")]),
        ("วรรคแรก\n字", [("“字” (U+5B57)", "")]),
        ("ก\u0ec9", [("U+0EC9", "หลัง “ก”")]),  # a mark cannot stand by itself
        ("ก\U0001fae8", [("U+1FAE8", "หลัง “ก”")]),  # younger than this Python's Unicode, where it is
    ],
)
def test_what_would_be_an_empty_box_is_named_with_the_words_beside_it(text: str, found: list[tuple[str, str]]) -> None:
    assert [where for _, where in named(text)] == [where for _, where in found]
    assert all(code[-6:].strip("()+U") in name for (name, _), (code, _) in zip(named(text), found, strict=True))


def test_what_the_paper_draws_or_nobody_sees_is_no_doubt() -> None:
    every = "น้ำ กฎ ฿ ๆ ฯ A é ß α Ж ℃ № • ✓ ✗ → ⇒ ☑ ☐ ■ □ ▪ ◦ ➢ ❖ ● ★ ① ☎ ‑ … “ ” ✔\ufe0f\n\t"
    assert undrawn_words(every) == private_use_words(every) == ""


def test_private_use_is_named_on_every_plane_and_never_as_a_missing_glyph() -> None:
    text = "ข้อ\uf0b9 \ue001 \U000f0001 \U0010fffd \uf8ff"
    assert [each.name for each in private_use(text)] == ["U+F0B9", "U+E001", "U+F0001", "U+10FFFD", "U+F8FF"]
    assert undrawn(text) == []
    assert private_use_words(text).startswith("มีสัญลักษณ์ที่แสดงได้เฉพาะในแบบอักษรของโปรแกรมเดิม คือ U+F0B9 หลัง “ข้อ”")


def test_of_words_own_symbols_it_says_that_saving_again_mends_them() -> None:
    assert "ระบบจะเปลี่ยนเป็น • ✓ ให้" in private_use_words("\uf0b7 ข้อหนึ่ง \uf0fc")
    assert "โปรดลบ" in private_use_words("\uf0b7 ข้อหนึ่ง \uf0b9")


def test_a_letter_that_was_lost_in_copying_is_told_as_such() -> None:
    assert undrawn_words("เทศบ\ufffdล") == "มีตัวอักษรที่เสียไปตอนคัดลอกมา คือ “\ufffd” (U+FFFD) หลัง “เทศบ” โปรดพิมพ์ตัวอักษรเดิมแทน"


def test_what_is_no_character_at_all_never_comes_so_far() -> None:
    assert clean("ก\ufffe\uffff\ufdd0\U0001ffff\ud800\udfffข") == "กข"


def test_many_are_counted_not_listed() -> None:
    assert undrawn_words("一二三四五").startswith("แบบอักษรของรายงานไม่มี “一” (U+4E00) หน้า “二三四五”, ")
    assert "และอีก 2 ตัว" in undrawn_words("一二三四五")
