"""Numbers and moments as formats of cells show them."""

from datetime import datetime

import pytest

from document.grids.workbook import showing
from document.grids.workbook.found import Odd


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (3.0, "General", "3"),
        (0.1 + 0.2, "", "0.3"),
        (1234567.891, "", "1234567.891"),
        (1e300, "#,##0", "1e+300"),
        (-2.5, "0", "-3"),
        (-0.004, "0.00", "0.00"),
        (1234.5, "#,##0", "1,235"),
        (1234.5, "#,##0.##", "1,234.5"),
        (1234.0, "#,##0.##", "1,234"),
        (0.5, "0%", "50%"),
        (0.1234, "0.0##%", "12.34%"),
        (7, "000-000", "7"),
        (812345678, "0000000000", "0812345678"),
        (5, '"ครั้งที่ "0', "ครั้งที่ 5"),
        (1500, "_-* #,##0.00_-;-* #,##0.00_-", "1,500.00"),
        (1500, '[$฿-41E]#,##0.00;[Red]"-"0', "1,500.00"),
        (2, "@", "2"),
        (float("inf"), "0", ""),
        (float("nan"), "", ""),
    ],
)
def test_numbers(value: float, code: str, shown: str) -> None:
    assert showing.number(value, code) == shown


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("General", ""),
        ("0.00", ""),
        ('#,##0 "ด"', ""),
        ("@", ""),
        ("d/m/yyyy", "dmy"),
        ("ว ดดดด ปปปป", "dmy"),
        ("[$-D07041E]d mmm bb", "dmy"),
        ("mmmm yyyy", "my"),
        ("yyyy", "y"),
        ("h:mm:ss.0", "h"),
        ("dd/mm/yy hh:mm", "dmyh"),
        ("\\d0", ""),
    ],
)
def test_what_of_a_date_a_format_shows(code: str, parts: str) -> None:
    assert showing.date_parts(code) == parts


@pytest.mark.parametrize(
    ("serial", "from_1904", "day"),
    [
        (1, False, datetime(1900, 1, 1)),
        (59, False, datetime(1900, 2, 28)),
        (61, False, datetime(1900, 3, 1)),
        (44931.5, False, datetime(2023, 1, 5, 12)),
        (43469, True, datetime(2023, 1, 5)),
        (-1, False, None),
        (2_958_466, False, None),
        (2_958_465, True, None),
    ],
)
def test_days_as_excel_counts_them(serial: float, from_1904: bool, day: datetime | None) -> None:
    assert showing.moment(serial, from_1904=from_1904) == day


@pytest.mark.parametrize(
    ("value", "parts", "shown"),
    [
        (datetime(2023, 1, 5, 9, 30), "dmyh", ("5 มกราคม 2566 เวลา 09.30 น.", None)),
        (datetime(2023, 1, 5), "dmyh", ("5 มกราคม 2566", None)),
        (datetime(2023, 1, 1), "my", ("มกราคม 2566", None)),
        (datetime(2023, 1, 1), "y", ("2566", None)),
        (datetime(2566, 1, 5), "dmy", ("5 มกราคม 2566", Odd.BUDDHIST)),
        (datetime(1966, 1, 5), "dmy", ("5 มกราคม 2509", Odd.SHORT_YEAR)),
        (datetime(2000, 1, 5), "dmy", ("5 มกราคม 2543", None)),
    ],
)
def test_dates_are_of_the_buddhist_era(value: datetime, parts: str, shown: tuple[str, Odd | None]) -> None:
    assert showing.date(value, parts) == shown


def test_hours_beyond_a_day_stay_hours() -> None:
    assert showing.of_serial(1.5, "[h]:mm") == ("36:00", None)


def test_a_number_that_means_no_day_stays_a_number() -> None:
    assert showing.of_serial(-3, "d/m/yyyy") == ("-3", None)
    assert showing.of_serial(0.5, "d/m/yyyy") == ("0.5", None)
    assert showing.of_serial(1e9, "d/m/yyyy") == ("1000000000", None)
