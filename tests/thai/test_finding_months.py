"""A month's name with digits right after it is a month of a year, in ranges and alone; its digits are never a day."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from thai.dates import FoundDate, find_dates, parse_date
from thai.dates.names import MONTHS, SHORT_MONTHS
from thai.digits import to_thai

OCTOBER_1, MARCH_31 = date(2021, 10, 1), date(2022, 3, 31)
Span = tuple[date | None, date | None, str]


def spans(text: str) -> list[Span]:
    found = find_dates(text)
    assert [text[each.at[0] : each.at[1]] for each in found] == [each.as_written for each in found]
    return [(each.start, each.end, each.problem) for each in found]


def test_a_range_of_months_is_its_first_day_to_its_last_however_it_is_written() -> None:
    written = [
        "ต.ค.64 - มี.ค.65",
        "ต.ค. 64 - มี.ค. 65",
        "ต.ค.64-มี.ค.65",
        "ต.ค. 64 – มี.ค. 65",
        "ต.ค.๖๔–มี.ค.๖๕",
        "ต.ค. 2564 - มี.ค. 2565",
        "ต.ค. 64 ถึง มี.ค. 65",
        "ต.ค.-64 - มี.ค.-65",
        "ตุลาคม 2564 ถึง มีนาคม 2565",
        "ตุลาคม ๒๕๖๔ - มีนาคม ๒๕๖๕",
        "ตุลาคม 64 - มีนาคม 65",
        "เดือนตุลาคม 2564 ถึงเดือนมีนาคม พ.ศ. 2565",
        "ต.ค. - มี.ค. 65",
        "ระหว่างเดือนตุลาคม 2564 และเดือนมีนาคม 2565",
        "ตั้งแต่เดือนตุลาคม 2564 จนถึงเดือนมีนาคม 2565",
        "1 ต.ค. 64 - มี.ค. 65",
        "ต.ค. 64 - 31 มี.ค. 65",
        "1 ต.ค. - มี.ค. 65",
    ]
    for words in written:
        text = f"รายงานรอบ 6 เดือน ({words}) ต่อผู้บริหาร"
        assert find_dates(text) == [
            FoundDate(OCTOBER_1, MARCH_31, False, words, (19, 19 + len(words)), "", of_months=True)
        ], words


def test_a_month_alone_is_all_its_days() -> None:
    june = [(date(2023, 6, 1), date(2023, 6, 30), "")]
    for text in (
        "มิ.ย.66",
        "มิ.ย. 66",
        "มิ.ย. ๒๕๖๖",
        "มิถุนายน 2566",
        "ภายในเดือนมิถุนายน 2566",
        "เผยแพร่ ณ วันที่        เดือนมิถุนายน พ.ศ. ๒๕๖๖",
        "ในเดือน มิ.ย. ปี 66",
        "มิถุนายน ค.ศ. 2023",
    ):
        assert spans(text) == june, text
    [found] = find_dates("เริ่มตั้งแต่เดือนมิถุนายน 2566 เป็นต้นมา")
    assert (found.start, found.end, found.open_ended, found.of_months) == (date(2023, 6, 1), None, True, True)
    assert [found.as_written for found in find_dates("ม.ค.66, ก.พ.66 และ มี.ค.66")] == ["ม.ค.66", "ก.พ.66", "มี.ค.66"]


def test_days_and_months_mix() -> None:
    for text, start, end in (
        ("3 ต.ค.64", date(2021, 10, 3), date(2021, 10, 3)),
        ("3 ต.ค. 64 - 5 พ.ย. 64", date(2021, 10, 3), date(2021, 11, 5)),
        ("3 ต.ค. 64 - พ.ย. 64", date(2021, 10, 3), date(2021, 11, 30)),
        ("ต.ค. 64 - 5 พ.ย. 64", OCTOBER_1, date(2021, 11, 5)),
        ("ต.ค. - 5 พ.ย. 64", OCTOBER_1, date(2021, 11, 5)),
        ("ต.ค.-ธ.ค.64", OCTOBER_1, date(2021, 12, 31)),
        ("ไตรมาสที่ 1 ต.ค.-ธ.ค. 64", OCTOBER_1, date(2021, 12, 31)),
        ("1 มิ.ย.-30 ก.ย. 64", date(2021, 6, 1), date(2021, 9, 30)),
        ("1-มิ.ย.-64 - 30-ก.ย.-64", date(2021, 6, 1), date(2021, 9, 30)),
        ("ปีงบประมาณ 65 ต.ค. 64 - มี.ค. 65", OCTOBER_1, MARCH_31),
        ("เดือนกันยายน 29 กันยายน 2564", date(2021, 9, 29), date(2021, 9, 29)),
    ):
        assert spans(text) == [(start, end, "")], text


def test_months_in_the_wrong_order_are_said() -> None:
    text = "ตุลาคม 2566 ถึง มีนาคม 2565"
    problem = "วันเริ่มต้น 1 ตุลาคม 2566 อยู่หลังวันสิ้นสุด 31 มีนาคม 2565 โปรดสลับหรือแก้วันใดวันหนึ่ง"
    assert spans(text) == [(None, None, problem)]


def test_what_may_be_a_count_an_office_or_a_name_is_no_month() -> None:
    for text in (
        "ก.ย. 30 คน",
        "ก.ย. 66 คน",
        "กันยายน 15 โครงการ",
        "ก.ย. 15",
        "ต.ค. และ พ.ย. 64",  # both months, of which only one could be said
        "อ.ก.พ. 2566",
        "สำนักงาน ก.พ. 2566",
        "อส.ค. 66",
        "ที่ พย 71001/66",
        "นางกันยา 45 ปี",
        "May 66",
        "ตุลาคม - 2566",
        "ตุลาคม 0812",
        "ตุลาคม ค.ศ. 2566",
        "ตุลาคม",
    ):
        assert spans(text) == [], text


names = st.sampled_from([*MONTHS, *SHORT_MONTHS, *(name.rstrip(".") for name in SHORT_MONTHS)])
spelt = st.sampled_from(["กย", "ตค", "กันยา", "Oct", "may", "กรกฏาคม"])
years = st.integers(0, 99).map("{:02d}".format)
gaps, joins = st.sampled_from(["", " ", "-"]), st.sampled_from([" - ", "-", "–", " ถึง ", " ", ", ", " และ ", "/"])


@given(names | spelt, years, gaps, st.booleans(), st.sampled_from(["", "เดือน", "ประชุม ", "ระหว่าง "]))
def test_the_year_after_a_month_is_never_its_day(month: str, year: str, gap: str, thai: bool, before: str) -> None:
    text = f"{before}{month}{gap}{year}"
    text = to_thai(text) if thai else text
    for each in find_dates(text):
        assert each.of_months and not each.problem and each.start is not None and each.end is not None
        assert (each.start.day, each.start.year + 543, (each.end.month, each.end.year)) == (
            1,
            2500 + int(year),
            (each.start.month, each.start.year),
        )
    with pytest.raises(ValueError, match=r"^(อ่านวันที่นี้ไม่ได้|ช่องนี้ใส่ได้วันเดียว)"):
        parse_date(text)


@given(names | spelt, names | spelt, years, years, gaps, joins)
def test_of_two_months_with_years_neither_year_is_a_day(
    month: str, other: str, year: str, next_year: str, gap: str, join: str
) -> None:
    assume((gap, join) != ("-", " "))  # มิ.ย.-29 ก.ย. 66 is a range that ends on a day
    text = f"{month}{gap}{year}{join}{other}{gap}{next_year}"
    for each in find_dates(text):
        assert each.of_months and ("อยู่หลังวันสิ้นสุด" in each.problem or not each.problem)
        if each.start is not None and each.end is not None:
            assert each.start.day == 1 and (each.end.replace(day=28) - each.end).days <= 0
            assert {each.start.year + 543, each.end.year + 543} <= {2500 + int(year), 2500 + int(next_year)}
    with pytest.raises(ValueError, match=r"^(อ่านวันที่นี้ไม่ได้|ช่องนี้ใส่ได้วันเดียว)"):
        parse_date(text)
