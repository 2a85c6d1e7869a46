"""Dates are recognised inside an officer's sentence, with where they stand."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.thai.strategies import any_text, days, days_of_the_century
from thai.dates import DateStyle, Digits, FoundDate, find_dates, format_span, phrase

JUNE_1, SEPTEMBER_29 = date(2023, 6, 1), date(2023, 9, 29)
# The actions of the sample report of the agency (seed/report-2566.json) with the dates that a person found in them.
SEED = json.loads((Path(__file__).parent / "seed_actions.json").read_text("utf-8"))


def only(text: str) -> FoundDate:
    [found] = find_dates(text)
    assert text[found.at[0] : found.at[1]] == found.as_written
    return found


@pytest.mark.parametrize("action", SEED)
def test_the_dates_of_the_sample_report_are_found(action: dict[str, object]) -> None:
    assert [
        {
            "start": found.start and found.start.isoformat(),
            "end": found.end and found.end.isoformat(),
            "open_ended": found.open_ended,
            "as_written": found.as_written,
        }
        for found in find_dates(str(action["text"]))
    ] == action["dates"]


@pytest.mark.parametrize(
    "written",
    [
        "เมื่อวันที่ 29 กันยายน 2566",
        "วันที่ 29 กันยายน พ.ศ. 2566",
        "วันที่29กันยายน2566",
        "29 กันยายน 2566",
        "29 ก.ย. 66",
        "๒๙ กันยายน ๒๕๖๖",
        "วันศุกร์ที่ 29 กันยายน พ.ศ. 2566",
        "เมื่อวันศุกร์ที่ ๒๙ กันยายน ๒๕๖๖",
        "วันที่ 29 เดือนกันยายน พ.ศ. 2566",
        "29/9/2566",
        "29/09/66",
        "วันที่ ๒๙/๐๙/๒๕๖๖",
        "29-09-2566",
        "29.9.2566",
        "2566-09-29",
        "2023-09-29",
        "29 กันยายน ค.ศ. 2023",
        "วันที่\u00a029\u00a0กันยายน\u00a02566",
        "วันที่ 29 กัันยา\u200bยน 2566",
    ],
)
def test_a_day_is_found_with_its_lead_words(written: str) -> None:
    found = only(f"ได้จัดประชุม {written} ณ ที่ทำการ")
    assert found == FoundDate(SEPTEMBER_29, SEPTEMBER_29, False, written, (13, 13 + len(written)), "")


@pytest.mark.parametrize(
    "written",
    [
        "ระหว่างวันที่ 1 มิถุนายน 2566 – 29 กันยายน 2566",
        "ตั้งแต่วันที่ 1 มิถุนายน 2566 – 29 กันยายน 2566",
        "1 มิถุนายน 2566 - 29 กันยายน 2566",
        "1 มิถุนายน 2566-29 กันยายน 2566",
        "ตั้งแต่วันที่ 1 มิถุนายน 2566 ถึง 29 กันยายน 2566",
        "ตั้งแต่วันที่ 1 มิถุนายน 2566 ถึงวันที่ 29 กันยายน 2566",
        "ตั้งแต่วันที่ ๑ มิถุนายน ๒๕๖๖ จนถึงวันที่ ๒๙ กันยายน ๒๕๖๖",
        "ระหว่างวันที่ 1 มิถุนายน 2566 และวันที่ 29 กันยายน 2566",
        "ระหว่างวันที่ 1 มิถุนายน และ 29 กันยายน 2566",
        "1 มิถุนายน – 29 กันยายน 2566",
        "1 มิถุนายน - 29 กันยายน 2566",
        "วันที่ 1 มิ.ย. - 29 ก.ย. 2566",
        "1 มิ.ย.-29 ก.ย. 66",
        "ระหว่างวันที่ 1 มิ.ย. ถึงวันที่ 29 ก.ย. 66",
        "วันพฤหัสบดีที่ 1 มิถุนายน พ.ศ. 2566 – วันศุกร์ที่ 29 กันยายน พ.ศ. 2566",
        "1/6/2566-29/9/2566",
        "1/6/66 – 29/9/66",
        "1/6 - 29/9/2566",
        "วันที่ 1 มิถุนายน 2566 เวลา 09.00 น. ถึงวันที่ 29 กันยายน 2566",
    ],
)
def test_a_range_is_found_whole(written: str) -> None:
    found = only(f"ประชาสัมพันธ์ {written} เพื่อให้ประชาชนทราบ")
    assert found == FoundDate(JUNE_1, SEPTEMBER_29, False, written, (14, 14 + len(written)), "")


@pytest.mark.parametrize("written", ["1–29 กันยายน 2566", "ระหว่างวันที่ 1-29 กันยายน 2566", "วันที่ ๑ ถึง ๒๙ ก.ย. ๖๖"])
def test_a_range_within_a_month_takes_month_and_year_from_its_end(written: str) -> None:
    found = only(written)
    assert (found.start, found.end, found.as_written) == (date(2023, 9, 1), SEPTEMBER_29, written)


def test_a_range_over_new_year_begins_in_the_year_before_its_end() -> None:
    found = only("ระหว่างวันที่ 25 ธันวาคม – 5 มกราคม 2567")
    assert (found.start, found.end) == (date(2023, 12, 25), date(2024, 1, 5))


@pytest.mark.parametrize(
    "written",
    [
        "ตั้งแต่วันที่ 1 มิถุนายน 2566 เป็นต้นมา",
        "ตั้งแต่วันที่ 1 มิถุนายน 2566 เป็นต้นไป",
        "ตั้งแต่วันที่ 1 มิถุนายน 2566",
        "ตั้งแต่ 1 มิ.ย. 66",
        "วันที่ 1 มิถุนายน 2566 เป็นต้นไป",
        "ตั้งแต่วันที่ 1 มิถุนายน 2566 จนถึงปัจจุบัน",
        "1 มิถุนายน 2566 – ปัจจุบัน",
    ],
)
def test_an_open_start_is_found_without_an_end(written: str) -> None:
    found = only(f"ดำเนินการ {written} (ยังดำเนินการจนถึงปัจจุบัน)")
    assert found == FoundDate(JUNE_1, None, True, written, (10, 10 + len(written)), "")


def test_days_of_a_list_are_found_each_where_it_stands() -> None:
    text = "ประชุมเมื่อวันที่ 5, 12 และ 19 มิถุนายน 2566 รวม 3 ครั้ง"
    assert [(found.start, found.as_written) for found in find_dates(text)] == [
        (date(2023, 6, 5), "เมื่อวันที่ 5"),
        (date(2023, 6, 12), "12"),
        (date(2023, 6, 19), "19 มิถุนายน 2566"),
    ]


def test_a_list_may_hold_ranges() -> None:
    text = "อบรมระหว่างวันที่ 5-7 และ 9 มิถุนายน 2566"
    assert [(found.start, found.end, found.as_written) for found in find_dates(text)] == [
        (date(2023, 6, 5), date(2023, 6, 7), "ระหว่างวันที่ 5-7"),
        (date(2023, 6, 9), date(2023, 6, 9), "9 มิถุนายน 2566"),
    ]


def test_people_counted_after_a_short_date_are_no_month() -> None:
    assert only("ประชุม 29 ก.ย. 66 มีคนเข้าร่วม 30 คน").as_written == "29 ก.ย. 66"


def test_dates_that_nothing_joins_stay_apart() -> None:
    text = "1 มิถุนายน 2566 และ 29 กันยายน 2566"
    assert [found.start for found in find_dates(text)] == [JUNE_1, SEPTEMBER_29]
    bullets = "- 1 มิถุนายน 2566\n- 29 กันยายน 2566"
    assert [found.as_written for found in find_dates(bullets)] == ["1 มิถุนายน 2566", "29 กันยายน 2566"]


def test_an_order_dated_in_short_is_found_whatever_follows() -> None:
    assert only("คำสั่งที่ 12/2566 ลงวันที่ 29 ก.ย. 66 เรื่อง แต่งตั้ง").as_written == "วันที่ 29 ก.ย. 66"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("เมื่อวันที่ 31 กันยายน 2566", "เดือนกันยายนมี 30 วัน ไม่มีวันที่ 31"),
        ("29/2/2566", "ปี พ.ศ. 2566 เดือนกุมภาพันธ์มี 28 วัน ไม่มีวันที่ 29"),
        ("ระหว่างวันที่ 1 มิถุนายน 2566 – 31 กันยายน 2566", "เดือนกันยายนมี 30 วัน ไม่มีวันที่ 31"),
        (
            "ระหว่างวันที่ 29 กันยายน 2566 – 1 มิถุนายน 2566",
            "วันเริ่มต้น 29 กันยายน 2566 อยู่หลังวันสิ้นสุด 1 มิถุนายน 2566 โปรดสลับหรือแก้วันใดวันหนึ่ง",
        ),
        ("วันจันทร์ที่ 29 กันยายน 2566", "วันที่ 29 กันยายน 2566 เป็นวันศุกร์ ไม่ใช่วันจันทร์"),
        (
            "29 กันยายน ค.ศ. 2566",
            "ปี 2566 เป็นปี พ.ศ. แต่เขียนว่า ค.ศ. โปรดแก้เป็น พ.ศ. 2566 หรือ ค.ศ. 2023",
        ),
        ("วันที่ 29/13/2566", "ไม่มีเดือนที่ 13 เดือนมีตั้งแต่ 1 ถึง 12 ใส่วันก่อนแล้วจึงใส่เดือน เช่น 29/9/2566"),
    ],
)
def test_a_date_that_no_calendar_has_is_found_with_its_problem(text: str, problem: str) -> None:
    found = only(text)
    assert found == FoundDate(None, None, False, text, (0, len(text)), problem)


@given(days, days, st.booleans())
def test_a_phrase_reads_back_exactly(one: date, other: date, open_ended: bool) -> None:
    start, end = min(one, other), None if open_ended else max(one, other)
    written = phrase(start, end, open_ended)
    expected = FoundDate(start, end, open_ended, written, (0, len(written)), "")
    assert find_dates(written) == [expected]
    assert [found.as_written for found in find_dates(f"จัดทำคู่มือ {written} และเผยแพร่")] == [written]


@given(
    days_of_the_century,
    days_of_the_century,
    st.sampled_from(["full", "short", "weekday"]),
    st.sampled_from(["arabic", "thai"]),
)
def test_a_span_reads_back_in_every_style(one: date, other: date, style: DateStyle, digits: Digits) -> None:
    for start, end, open_ended in [(one, one, False), (min(one, other), max(one, other), False), (one, None, True)]:
        found = only(format_span(start, end, open_ended=open_ended, style=style, digits=digits))
        assert (found.start, found.end, found.open_ended, found.problem) == (start, end, open_ended, "")


@given(any_text, any_text, days)
def test_what_is_found_stands_where_it_says(before: str, after: str, day: date) -> None:
    text = f"{before} {phrase(day, day, False)} {after}"
    found = find_dates(text)
    assert [text[one.at[0] : one.at[1]] for one in found] == [one.as_written for one in found]
    assert all(first.at[1] <= second.at[0] for first, second in pairwise(found))
    for one in found:
        fine = one.start is not None and (one.end is None) == one.open_ended
        assert fine if not one.problem else (one.start, one.end) == (None, None)
