"""The digit setting changes numbers and nothing else."""

import pytest
from hypothesis import given

from tests.thai.strategies import any_text
from thai.digits import set_digits, to_arabic, to_thai

DIGEST = "3f2a" * 16


@pytest.mark.parametrize(
    ("arabic", "thai"),
    [
        ("29 กันยายน 2566", "๒๙ กันยายน ๒๕๖๖"),
        ("29/9/2566", "๒๙/๙/๒๕๖๖"),
        ("1,284 คน", "๑,๒๘๔ คน"),
        ("ร้อยละ 85.66", "ร้อยละ ๘๕.๖๖"),
        ("เวลา 13.45 น.", "เวลา ๑๓.๔๕ น."),
        ("โทร. 0 2123 4567 ต่อ 12", "โทร. ๐ ๒๑๒๓ ๔๕๖๗ ต่อ ๑๒"),
        ("ปี2566", "ปี๒๕๖๖"),
        ("2563 2564 2565 2566", "๒๕๖๓ ๒๕๖๔ ๒๕๖๕ ๒๕๖๖"),
        ("1–29 กันยายน", "๑–๒๙ กันยายน"),
        ("0.5", "๐.๕"),
        ("1.2.3", "๑.๒.๓"),
        ("1.2.3.4.5", "๑.๒.๓.๔.๕"),
        ("2566.1.2.3", "๒๕๖๖.๑.๒.๓"),
        ("มาตรการข้อ 11", "มาตรการข้อ ๑๑"),
    ],
)
def test_numbers_take_the_digits_of_the_setting(arabic: str, thai: str) -> None:
    assert set_digits(arabic, "thai") == thai
    assert set_digits(thai, "arabic") == arabic


@pytest.mark.parametrize(
    "text",
    [
        "E13",
        "o13 o14",
        "มาตรการข้อE13 หน่วยงาน",
        "(อ้างอิงจาก ๐18)",
        "๐8, ๐9 และ ๐30",
        "๐8-๐9",
        "E 13",
        "o ๑๓",
        "E๑๓",
        "E13–15",
        "https://www.example.go.th/2566/ข่าว-๑๒?id=5",
        "www.example.go.th/๒๕๖๖/5",
        "example.go.th/ข่าว/2566",
        "saraban_123@example.go.th",
        "7K2M-94QX-5566-2AAA",
        DIGEST,
        " ".join(DIGEST[place : place + 4] for place in range(0, 64, 4)),
        "12345678 90123456 78901234 5678901a",
        "sha256:0123456789",
        "PDF/A-3",
        "10MB",
        "COVID-19",
        "192.168.1.20",
        "เครื่องแม่ข่าย 10.0.0.1:8000 และ 127.0.0.1",
    ],
)
def test_codes_addresses_and_digests_keep_theirs(text: str) -> None:
    assert set_digits(text, "thai") == text
    assert set_digits(text, "arabic") == text


def test_a_sentence_keeps_its_codes_among_its_numbers() -> None:
    typed = "ข้อ E13 (อ้างอิงจาก ๐18) ปี 2566 จำนวน 3 ครั้ง"
    assert set_digits(typed, "thai") == "ข้อ E13 (อ้างอิงจาก ๐18) ปี ๒๕๖๖ จำนวน ๓ ครั้ง"


def test_as_written_leaves_every_digit() -> None:
    assert set_digits("๓ ตุลาคม 2566", "as_written") == "๓ ตุลาคม 2566"


@given(any_text)
def test_the_setting_changes_digits_only_and_once(text: str) -> None:
    thai, arabic = set_digits(text, "thai"), set_digits(text, "arabic")
    assert to_arabic(thai) == to_arabic(arabic) == to_arabic(text)
    assert set_digits(thai, "thai") == thai
    assert set_digits(arabic, "arabic") == arabic
    assert to_thai(to_arabic(to_thai(text))) == to_thai(text)
