"""The fiscal year 2566 runs from 1 October 2565 to 30 September 2566."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from thai.fiscal import fiscal_range, fiscal_year


def test_a_fiscal_year_begins_in_october() -> None:
    assert fiscal_range(2566) == (date(2022, 10, 1), date(2023, 9, 30))
    assert [fiscal_year(day) for day in (date(2022, 9, 30), date(2022, 10, 1), date(2023, 9, 30))] == [2565, 2566, 2566]


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)))
def test_every_day_lies_within_its_fiscal_year_alone(day: date) -> None:
    first, last = fiscal_range(fiscal_year(day))
    assert first <= day <= last
    assert fiscal_year(first - timedelta(days=1)) == fiscal_year(day) - 1
    assert fiscal_year(last + timedelta(days=1)) == fiscal_year(day) + 1
