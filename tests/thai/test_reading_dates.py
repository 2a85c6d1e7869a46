"""A date field takes dates in every way in which people type them."""

from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.thai.strategies import any_text, days, days_of_the_century
from thai.dates import format_date, parse_date

THE_DAY = date(2023, 9, 29)
# The forms of the design page, in its order.
FORMS = [
    "29 กันยายน 2566",
    "29 ก.ย. 2566",
    "29 ก.ย. 66",
    "29/9/2566",
    "29/09/66",
    "๒๙ กันยายน ๒๕๖๖",
    "๒๙/๙/๒๕๖๖",
    "2566-09-29",
    "2023-09-29",
    "วันที่ 29 กันยายน พ.ศ. 2566",
]
MORE_FORMS = [
    "  29   กันยายน\t2566 ",
    "29กันยายน2566",
    "29ก.ย.66",
    "29 กย 66",
    "29 กย. 66",
    "29 ก. ย. 66",
    "29-ก.ย.-66",
    "29/ก.ย./2566",
    "29.9.2566",
    "29-9-2566",
    "29–9–2566",
    "29 / 9 / 2566",
    "29 9 2566",
    "29-09-66",
    "2566/9/29",
    "๒๕๖๖-๐๙-๒๙",
    "25660929",
    "20230929",
    "29092566",
    "29 กันยายน พ.ศ.2566",
    "29 กันยายน พศ 2566",
    "29 กันยายน พุทธศักราช ๒๕๖๖",
    "29 กันยายน ค.ศ. 2023",
    "29 กันยายน ค.ศ. 23",
    "29 ก.ย. พ.ศ. 66",
    "29 กันยายน ปี 2566",
    "29 เดือนกันยายน พ.ศ. 2566",
    "วันที่ 29 เดือน กันยายน ปี พ.ศ. 2566",
    "วันที่....29....เดือน....กันยายน....พ.ศ....2566....",
    "วันศุกร์ที่ 29 กันยายน พ.ศ. 2566",
    "ศุกร์ที่ 29 กันยายน 2566",
    "วันศุกร์ 29 ก.ย. 66",
    "ศ. 29 ก.ย. 66",
    "เมื่อวันที่ 29 กันยายน 2566",
    "ณ วันที่ 29 กันยายน 2566",
    "29\u00a0กันยายน\u00a02566",
    "29 กัันยายน 2566",  # a doubled MAI HAN AKAT
    "29 กั\u200bนยายน 2566",
    "２９／９／２５６６",
    "29 กันยา 66",
    "29 กันยายน 2566.",
    "29 Sep 2023",
    "29 september 2023",
]


@pytest.mark.parametrize("text", FORMS + MORE_FORMS)
def test_a_date_is_read_however_it_is_typed(text: str) -> None:
    assert parse_date(text) == THE_DAY


@pytest.mark.parametrize(
    ("month", "names"),
    [
        (1, "มกราคม ม.ค. มค มกรา"),
        (2, "กุมภาพันธ์ ก.พ. กพ กุมภา กุมภาพันธ กุมภาพันธุ์ กุมภาพัน"),
        (3, "มีนาคม มี.ค. มีค มีนา"),
        (4, "เมษายน เม.ย. เมย เมษา"),
        (5, "พฤษภาคม พ.ค. พค พฤษภา"),
        (6, "มิถุนายน มิ.ย. มิย มิถุนา"),
        (7, "กรกฎาคม ก.ค. กค กรกฎา กรกฏาคม"),
        (8, "สิงหาคม ส.ค. สค สิงหา"),
        (9, "กันยายน ก.ย. กย กันยา"),
        (10, "ตุลาคม ต.ค. ตค ตุลา"),
        (11, "พฤศจิกายน พ.ย. พย พฤศจิกา พฤษจิกายน"),
        (12, "ธันวาคม ธ.ค. ธค ธันวา"),
    ],
)
def test_every_month_is_known_by_its_names(month: int, names: str) -> None:
    assert {name: parse_date(f"5 {name} 67") for name in names.split()} == dict.fromkeys(
        names.split(), date(2024, month, 5)
    )


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("1/1/2400", 1857),
        ("1/1/2399", 2399),
        ("1/1/1900", 1900),
        ("1/1/00", 1957),
        ("1/1/99", 2056),
        ("1 มกราคม ค.ศ. 99", 2099),
    ],
)
def test_the_year_tells_its_era(text: str, year: int) -> None:
    assert parse_date(text) == date(year, 1, 1)


def test_29_february_is_checked_in_the_common_era_year() -> None:
    assert parse_date("29 กุมภาพันธ์ 2567") == date(2024, 2, 29)  # 2567 % 4 != 0
    with pytest.raises(ValueError, match=r"^ปี พ\.ศ\. 2568 เดือนกุมภาพันธ์มี 28 วัน ไม่มีวันที่ 29$"):
        parse_date("29 กุมภาพันธ์ 2568")  # 2568 % 4 == 0


@given(days, st.sampled_from(["full", "weekday"]), st.sampled_from(["arabic", "thai"]))
def test_a_date_as_shown_reads_back(
    day: date, style: Literal["full", "weekday"], digits: Literal["arabic", "thai"]
) -> None:
    assert parse_date(format_date(day, style=style, digits=digits)) == day


@given(days_of_the_century, st.sampled_from(["arabic", "thai"]))
def test_a_short_date_reads_back_within_its_century(day: date, digits: Literal["arabic", "thai"]) -> None:
    assert parse_date(format_date(day, style="short", digits=digits)) == day


@given(days)
def test_numbers_in_either_order_and_era_read_back(day: date) -> None:
    buddhist = day.year + 543
    assert parse_date(f"{day.day}/{day.month}/{buddhist}") == day
    assert parse_date(f"{buddhist}-{day.month:02d}-{day.day:02d}") == day
    assert parse_date(f"{day.day:02d}{day.month:02d}{buddhist}") == day
    assert parse_date(f"{buddhist}{day.month:02d}{day.day:02d}") == day
    if 1900 <= day.year < 2400:
        assert parse_date(day.isoformat()) == day


@given(any_text)
def test_any_text_is_a_date_or_a_message_in_thai(text: str) -> None:
    try:
        assert type(parse_date(text)) is date
    except ValueError as error:
        assert "\u0e01" <= str(error)[0] <= "\u0e44"
