"""The days of an agency's rule: the end of a fiscal year, thirty days before it, ninety after somebody took out."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from evidence import retention
from thai.dates.showing import BANGKOK


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("year", "years", "first"), [(2566, 1, (2024, 10, 1)), (2566, 30, (2053, 10, 1)), (2550, 5, (2012, 10, 1))]
)
def test_a_years_evidence_stays_until_the_last_september_of_its_years(
    year: int, years: int, first: tuple[int, int, int]
) -> None:
    assert retention.first_day(year, years) == date(*first)


@pytest.mark.parametrize(
    ("today", "last"),
    [((2024, 8, 31), 2565), ((2024, 9, 1), 2566), ((2024, 9, 30), 2566), ((2024, 10, 1), 2566), ((2025, 9, 1), 2567)],
)
def test_it_is_told_from_the_first_of_september_on(today: tuple[int, int, int], last: int) -> None:
    assert retention.last_year_to_tell(date(*today), 1) == last


@pytest.mark.parametrize(
    ("told", "deleted"),
    [
        (noon(2024, 9, 1), date(2024, 10, 1)),
        (noon(2024, 9, 2), date(2024, 10, 2)),
        (noon(2024, 1, 30), date(2024, 10, 1)),
        (noon(2026, 1, 30), date(2026, 3, 1)),
        (noon(2028, 1, 30), date(2028, 2, 29)),  # a leap year
        (datetime(2024, 9, 1, 23, 59, tzinfo=BANGKOK), date(2024, 10, 1)),
        (datetime(2024, 9, 2, 0, 1, tzinfo=BANGKOK), date(2024, 10, 2)),  # still the 1st in Greenwich
    ],
)
def test_nothing_goes_within_thirty_days_of_telling_nor_before_its_day(told: datetime, deleted: date) -> None:
    assert retention.deleted_from(2566, 1, told) == deleted


@pytest.mark.parametrize(
    ("taken_out", "since", "last"),
    [
        (noon(2024, 1, 1), noon(2022, 1, 1), date(2024, 3, 30)),
        (noon(2023, 1, 1), noon(2022, 1, 1), date(2023, 3, 31)),
        (noon(2020, 1, 1), noon(2024, 1, 1), date(2024, 1, 30)),
    ],
)
def test_what_was_taken_out_can_come_back_for_ninety_days_and_thirty_after_the_rule(
    taken_out: datetime, since: datetime, last: date
) -> None:
    assert retention.way_back_until(taken_out, since) == last
