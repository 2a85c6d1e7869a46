"""What may be personal data in a report is found before it is published, however it is typed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from document.personal_data import Found, Kind, find, in_report, is_citizen_number
from tests.reports.frozen import seed

CITIZEN = "1101700230708"


def kinds(text: str) -> list[tuple[str, str]]:
    return [(found.kind.value, found.text) for found in find(text, "ที่นี่")]


def test_the_check_digit_is_the_last_of_the_thirteen() -> None:
    assert is_citizen_number(CITIZEN)
    others = [f"{CITIZEN[:-1]}{digit}" for digit in "0123456789" if digit != CITIZEN[-1]]
    assert [each for each in others if is_citizen_number(each)] == []
    assert not is_citizen_number(CITIZEN[1:])


@pytest.mark.parametrize(
    "typed",
    [
        CITIZEN,
        "1-1017-00230-70-8",
        "1 1017 00230 70 8",
        "๑๑๐๑๗๐๐๒๓๐๗๐๘",
        "๑-๑๐๑๗-๐๐๒๓๐-๗๐-๘",
        "1–1017–00230–70–8",
        f"เลขประจำตัวประชาชน{CITIZEN}ของนาย",
        f"ปี 2566 {CITIZEN}",
        "1\u00a01017\u00a000230\u00a070\u00a08",
        "1101700\u200b230708",
        "1 1017  00230 70 8",
        "1-1017-\n00230-70-8",
        "1 1017 00230\r\n 70 8",
        "1_1017_00230_70_8",
        "1/1017/00230/70/8",
        "1 - 1017 - 00230 - 70 - 8",
    ],
)
def test_a_citizens_number_is_found_however_it_is_typed(typed: str) -> None:
    [(kind, found)] = kinds(typed)
    assert kind == "citizen"
    assert "".join(sign for sign in found if sign.isdigit()) == CITIZEN


@pytest.mark.parametrize("typed", [f"{CITIZEN[:-1]}9", f"{CITIZEN}5", f"5{CITIZEN}", "ระหว่างปี 2565 2566 2567 2568"])
def test_thirteen_other_digits_are_none(typed: str) -> None:
    assert [each for each in kinds(typed) if each[0] == "citizen"] == []


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "0812345678",
            "081-234-5678",
            "08 1234 5678",
            "081 234 5678",
            "๐๘๑-๒๓๔-๕๖๗๘",
            "+66812345678",
            "+66 81 234 5678",
        ),
        *("02-123-4567", "02 123 4567", "(02) 123 4567", "044-123-456", "044123456", "โทร.0812345678"),
        *("081  234 5678", "081-234-\n5678", "081_234_5678", "081/234/5678", "0066812345678", "0066 81 234 5678"),
        *("66812345678", "66 81 234 5678", "+66 (0) 81 234 5678", "006621234567", "+66 2 123 4567"),
    ],
)
def test_a_telephone_number_is_found_however_it_is_typed(typed: str) -> None:
    assert [kind for kind, _ in kinds(typed)] == ["phone"]


@pytest.mark.parametrize(
    "typed",
    [
        "เมื่อวันที่ 29 กันยายน 2566",
        "ระหว่างวันที่ 1 มิถุนายน 2566 – 29 กันยายน 2566",
        "งบประมาณ 1,250,000.00 บาท",
        "(อ้างอิงจาก ๐18 ๐8 ๐9 ๐30)",
        "โทร. 0 0000 0000",
        "TSTN-2566-7K4M-92QD-0GHX-5TB1",
        "ร้อยละ 08.12",
        "ที่ อบ 12345/0678",
        "เดือน 08/2566 2567",
        "ปี 66 และ 8 โครงการ",
        "วันที่ 29/09/2566 ถึง 30/09/2566",
        "@หน่วยงาน",
        "",
    ],
)
def test_dates_amounts_codes_and_item_numbers_are_left_alone(typed: str) -> None:
    assert kinds(typed) == []


def test_a_mail_address_is_found() -> None:
    assert kinds("ติดต่อ mana@tst.example หรือ A.B-c+1@sub.tst.go.th.") == [
        ("mail", "mana@tst.example"),
        ("mail", "A.B-c+1@sub.tst.go.th"),
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ติดต่อ mana@ทดสอบ.ไทย", "mana@ทดสอบ.ไทย"),
        ("mana@อบต-ทดสอบ.go.th", "mana@อบต-ทดสอบ.go.th"),
        ("มานะ@ทดสอบ.ไทย", "มานะ@ทดสอบ.ไทย"),
        ("ส่งที่mana@tst.go.thภายในวันศุกร์", "mana@tst.go.th"),
        ("ไลน์@ทดสอบ.งาน", None),
    ],
)
def test_a_thai_domain_is_read_and_thai_words_around_an_address_are_not(typed: str, found: str | None) -> None:
    assert [text for _, text in kinds(typed)] == ([found] if found else [])


def test_a_long_text_without_end_is_read_in_no_time() -> None:
    for text in ("1" * 100_000, "0 " * 50_000, "a" * 50_000 + "@", "1-" * 50_000, "1 - " * 30_000, "ก" * 50_000 + "@"):
        assert [kind for kind, _ in kinds(text) if kind == "mail"] == []


def test_a_report_is_searched_in_what_was_typed_in_file_names_and_in_the_pdf() -> None:
    document = seed(1)
    [measure] = document.measures
    actions = (replace(measure.actions[0], text=f"แจ้งนายดี เลข {CITIZEN}"),)
    document = replace(
        document, measures=(replace(measure, actions=actions),), opening="ติดต่อ mana@tst.example โทร 081-234-5678"
    )
    place = f"มาตรการ {measure.code_as_written} สรุปผลการดำเนินการ"
    pages = ["ว่าง", "MANA@tst.example 0812345678 และ 044-123-456"]
    assert in_report(document, pages=pages, names=[f"บัตร {CITIZEN}.jpg"]) == [
        Found(Kind.PHONE, "081-234-5678", "ข้อความนำ", "opening"),
        Found(Kind.MAIL, "mana@tst.example", "ข้อความนำ", "opening"),
        Found(Kind.CITIZEN, CITIZEN, place, "measures:0"),
        Found(Kind.CITIZEN, CITIZEN, f"ชื่อไฟล์ บัตร {CITIZEN}.jpg"),
        Found(Kind.PHONE, "044-123-456", "หน้า 2 ของไฟล์ PDF"),
    ]


def test_the_sample_report_holds_none() -> None:
    assert in_report(seed(3)) == []
