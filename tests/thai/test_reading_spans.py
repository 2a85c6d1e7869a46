"""What a date field takes beside a plain day: ranges, open starts, months, quarters, today, and days without a year."""

from datetime import date

import pytest
from hypothesis import given

from tests.thai.strategies import any_text, days_of_the_century
from thai.dates import Span, format_date, read_day, read_span
from thai.dates.spans import SEVERAL_DAYS

TODAY, YEAR = date(2023, 7, 4), 2566
PLAN = "ใช้ปีของแผน"
# What is typed in a plan of 2566 on 4 July: how it is read, and what is taken for granted.
READ = {
    "3 กรกฎาคม 2566": ("2023-07-03", ""),
    "030766": ("2023-07-03", ""),
    "วันนี้": ("2023-07-04", "วันนี้"),
    " เมื่อวานนี้ ": ("2023-07-03", "เมื่อวานนี้"),
    "เมื่อวาน": ("2023-07-03", "เมื่อวาน"),
    "วานซืน": ("2023-07-02", "วานซืน"),
    "3 ก.ค.": ("2023-07-03", PLAN),
    "๓ กค": ("2023-07-03", PLAN),
    "วันจันทร์ที่ 3 กรกฎาคม": ("2023-07-03", PLAN),
    "3 ธ.ค.": ("2022-12-03", PLAN),
    "3/7": ("2023-07-03", PLAN),
    "29 กันยายน พ.ศ.": ("2023-09-29", PLAN),
    "3-5 กรกฎาคม 2566": ("2023-07-03 2023-07-05", ""),
    "3-5/7/66": ("2023-07-03 2023-07-05", ""),
    "1 มิ.ย. - 29 ก.ย. 66": ("2023-06-01 2023-09-29", ""),
    "1/6/66 ถึง 29/9/66": ("2023-06-01 2023-09-29", ""),
    "ระหว่างวันที่ 1 มิถุนายน 2566 – 29 กันยายน 2566": ("2023-06-01 2023-09-29", ""),
    "3-5 ก.ค.": ("2023-07-03 2023-07-05", PLAN),
    "25 ธ.ค. - 5 ม.ค.": ("2022-12-25 2023-01-05", PLAN),
    "1 มิ.ย. 66 - 30 ก.ย.": ("2023-06-01 2023-09-30", PLAN),
    "ตั้งแต่วันที่ 3 กรกฎาคม 2566 เป็นต้นมา": ("2023-07-03 open", ""),
    "ตั้งแต่ 3 ก.ค. เป็นต้นมา": ("2023-07-03 open", PLAN),
    "3 ก.ค. 66 - ปัจจุบัน": ("2023-07-03 open", ""),
    "ตั้งแต่ มิ.ย. 66": ("2023-06-01 open months", ""),
    "ก.ค. 66": ("2023-07-01 2023-07-31 months", ""),
    "กรกฎาคม 66": ("2023-07-01 2023-07-31 months", ""),
    "เดือนกุมภาพันธ์ ๒๕๖๗": ("2024-02-01 2024-02-29 months", ""),
    "ต.ค.": ("2022-10-01 2022-10-31 months", PLAN),
    "ต.ค. - ธ.ค.": ("2022-10-01 2022-12-31 months", PLAN),
    "ไตรมาส 4": ("2023-07-01 2023-09-30 months", "ไตรมาสที่ 4 ปีงบประมาณ 2566"),
    "ไตรมาสที่ 1/2566": ("2022-10-01 2022-12-31 months", "ไตรมาสที่ 1 ปีงบประมาณ 2566"),
    "ไตรมาสที่ ๒ ปีงบประมาณ พ.ศ. ๒๕๖๗": ("2024-01-01 2024-03-31 months", "ไตรมาสที่ 2 ปีงบประมาณ 2567"),
    "ตลอดปีงบประมาณ": ("2022-10-01 2023-09-30 months", "ปีงบประมาณ 2566"),
    "ตลอดทั้งปี": ("2022-10-01 2023-09-30 months", "ปีงบประมาณ 2566"),
    "ปีงบประมาณ พ.ศ. 2567": ("2023-10-01 2024-09-30 months", "ปีงบประมาณ 2567"),
    "3 ก.ค. 66 เวลา 09.00 น.": ("2023-07-03", ""),
    "3 กรกฎาคม 2566 เวลา 13.30": ("2023-07-03", ""),
    "3/7/66 9.00-12.00 น.": ("2023-07-03", ""),
    "3 ก.ค. เวลา ๐๙.๐๐ น. ถึง ๑๒.๐๐ น.": ("2023-07-03", PLAN),
}
REFUSED = {
    "3 และ 10 ก.ค. 66": SEVERAL_DAYS,
    "3, 10 และ 17 ก.ค.": SEVERAL_DAYS,
    "31 ก.ย. 66": "เดือนกันยายนมี 30 วัน ไม่มีวันที่ 31",
    "31 ก.ย.": "เดือนกันยายนมี 30 วัน ไม่มีวันที่ 31",
    "30/2": "ปี พ.ศ. 2566 เดือนกุมภาพันธ์มี 28 วัน ไม่มีวันที่ 30",
    "29/2/66": "ปี พ.ศ. 2566 เดือนกุมภาพันธ์มี 28 วัน ไม่มีวันที่ 29",
    "ไตรมาส 5": "ไม่มีไตรมาสที่ 5 ปีงบประมาณมี 4 ไตรมาส ไตรมาสที่ 1 เริ่มเดือนตุลาคม",
    "5 ก.ค. - 3 ก.ค. 66": "วันเริ่มต้น 5 กรกฎาคม 2566 อยู่หลังวันสิ้นสุด 3 กรกฎาคม 2566 โปรดสลับหรือแก้วันใดวันหนึ่ง",
    "5 และ 7 ก.ค. 66": SEVERAL_DAYS,
    "วันจันทร์ที่ 4 กรกฎาคม 66": "วันที่ 4 กรกฎาคม 2566 เป็นวันอังคาร ไม่ใช่วันจันทร์",
    "พรุ่งนี้": "อ่านวันที่นี้ไม่ได้ พิมพ์เช่น 29 กันยายน 2566 หรือ 29/9/66",
    "": "โปรดใส่วันที่ พิมพ์เช่น 29 กันยายน 2566 หรือ 29/9/66",
}


def said(span: Span) -> str:
    days = [str(span.start)] + ([str(span.end)] if span.end not in (None, span.start) else [])
    return " ".join(days + ["open"] * span.open_ended + ["months"] * span.of_months)


def test_a_field_takes_what_people_type_for_a_time() -> None:
    read = {text: read_span(text, today=TODAY, year=YEAR) for text in READ}
    assert {text: (said(span), span.assumed) for text, span in read.items()} == READ


def test_what_cannot_be_read_is_told_its_own_cure() -> None:
    for text, message in REFUSED.items():
        with pytest.raises(ValueError) as caught:
            read_span(text, today=TODAY, year=YEAR)
        assert str(caught.value) == message, text


def test_nothing_is_taken_for_granted_where_neither_day_nor_year_is_known() -> None:
    for text in ("วันนี้", "3 ก.ค.", "ไตรมาส 4", "3/7", "ก.ค."):
        with pytest.raises(ValueError):
            read_span(text)


def test_a_field_for_one_day_takes_the_last_of_months_and_no_range() -> None:
    assert read_day("ก.ย. 66") == read_day("ไตรมาส 4", year=YEAR) == date(2023, 9, 30)
    assert read_day("30 ก.ย.", year=YEAR) == date(2023, 9, 30)
    for text in ("1-3 ก.ย. 66", "ตั้งแต่ ก.ย. 66"):
        with pytest.raises(ValueError, match="ช่องนี้ใส่ได้วันเดียว"):
            read_day(text)


@given(day=days_of_the_century)
def test_a_day_without_its_year_lies_in_the_plans(day: date) -> None:
    year = day.year + 543 + (day.month >= 10)
    typed = format_date(day).rsplit(" ", 1)[0]
    assert read_day(typed, year=year) == day


@given(text=any_text)
def test_any_text_is_read_or_refused_in_thai(text: str) -> None:
    try:
        span = read_span(text, today=TODAY, year=YEAR)
    except ValueError as error:
        assert str(error) and not str(error).isascii()
    else:
        assert span.end is None or span.start <= span.end
