"""Dates and times are shown in the Buddhist era, in Bangkok, with the digits of the agency."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from thai.dates import DateStyle, format_date, format_moment, format_span, format_time, local_day, phrase

THE_DAY = date(2023, 9, 29)
JULY_3 = date(2023, 7, 3)


@pytest.mark.parametrize(
    ("style", "arabic", "thai"),
    [
        ("full", "29 กันยายน 2566", "๒๙ กันยายน ๒๕๖๖"),
        ("short", "29 ก.ย. 66", "๒๙ ก.ย. ๖๖"),
        ("weekday", "วันศุกร์ที่ 29 กันยายน พ.ศ. 2566", "วันศุกร์ที่ ๒๙ กันยายน พ.ศ. ๒๕๖๖"),
    ],
)
def test_a_day_is_shown_in_each_style_and_digit(style: DateStyle, arabic: str, thai: str) -> None:
    assert format_date(THE_DAY, style=style) == arabic
    assert format_date(THE_DAY, style=style, digits="thai") == thai


def test_a_year_early_in_its_century_keeps_two_digits() -> None:
    assert format_date(date(1958, 1, 5), style="short") == "5 ม.ค. 01"


@pytest.mark.parametrize(
    ("start", "end", "open_ended", "style", "shown"),
    [
        (date(2023, 6, 1), THE_DAY, False, "full", "1 มิถุนายน 2566 – 29 กันยายน 2566"),
        (date(2023, 9, 1), THE_DAY, False, "full", "1–29 กันยายน 2566"),
        (date(2022, 9, 1), THE_DAY, False, "full", "1 กันยายน 2565 – 29 กันยายน 2566"),
        (THE_DAY, THE_DAY, False, "full", "29 กันยายน 2566"),
        (THE_DAY, None, False, "full", "29 กันยายน 2566"),
        (JULY_3, None, True, "full", "ตั้งแต่วันที่ 3 กรกฎาคม 2566 เป็นต้นมา"),
        (date(2023, 6, 1), THE_DAY, False, "short", "1 มิ.ย. 66 – 29 ก.ย. 66"),
        (date(2023, 9, 1), THE_DAY, False, "short", "1–29 ก.ย. 66"),
        (JULY_3, None, True, "short", "ตั้งแต่วันที่ 3 ก.ค. 66 เป็นต้นมา"),
        (JULY_3, None, True, "weekday", "ตั้งแต่วันจันทร์ที่ 3 กรกฎาคม พ.ศ. 2566 เป็นต้นมา"),
        (
            date(2023, 9, 1),
            THE_DAY,
            False,
            "weekday",
            "วันศุกร์ที่ 1 กันยายน พ.ศ. 2566 – วันศุกร์ที่ 29 กันยายน พ.ศ. 2566",
        ),
    ],
)
def test_a_span_is_shown_as_day_range_or_open_start(
    start: date, end: date | None, open_ended: bool, style: DateStyle, shown: str
) -> None:
    assert format_span(start, end, open_ended=open_ended, style=style) == shown


def test_a_span_takes_thai_digits() -> None:
    assert format_span(date(2023, 9, 1), THE_DAY, digits="thai") == "๑–๒๙ กันยายน ๒๕๖๖"
    assert format_span(JULY_3, None, open_ended=True, digits="thai") == "ตั้งแต่วันที่ ๓ กรกฎาคม ๒๕๖๖ เป็นต้นมา"


@pytest.mark.parametrize(
    ("start", "end", "open_ended", "printed"),
    [
        (THE_DAY, THE_DAY, False, "เมื่อวันที่ 29 กันยายน 2566"),
        (THE_DAY, None, False, "เมื่อวันที่ 29 กันยายน 2566"),
        (date(2023, 6, 1), THE_DAY, False, "ระหว่างวันที่ 1 มิถุนายน 2566 – 29 กันยายน 2566"),
        (date(2023, 9, 1), THE_DAY, False, "ระหว่างวันที่ 1–29 กันยายน 2566"),
        (JULY_3, None, True, "ตั้งแต่วันที่ 3 กรกฎาคม 2566 เป็นต้นมา"),
    ],
)
def test_dates_that_the_words_do_not_hold_are_printed_as_a_phrase(
    start: date, end: date | None, open_ended: bool, printed: str
) -> None:
    assert phrase(start, end, open_ended) == printed


def test_a_moment_is_shown_in_bangkok() -> None:
    evening = datetime(2023, 9, 28, 18, 5, tzinfo=UTC)
    assert format_time(evening) == "01.05 น."
    assert format_time(datetime(2023, 9, 29, 13, 45, tzinfo=timezone(timedelta(hours=7))), digits="thai") == "๑๓.๔๕ น."
    assert format_date(evening) == "29 กันยายน 2566"
    assert local_day(evening) == THE_DAY
    assert format_moment(evening) == "29 ก.ย. 66 เวลา 01.05 น."
    assert format_span(evening, None) == "29 กันยายน 2566"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        format_time(datetime(2023, 9, 29, 13, 45))
