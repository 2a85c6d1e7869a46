"""How far a day lies from a year, and what two digits of the other era would have meant."""

from datetime import date

from thai.dates import as_common_era, parse_date, years_away


def test_up_to_five_years_are_near() -> None:
    typed = {"31/12/2560": 6, "1/1/2561": 0, "3/7/66": 0, "31/12/2571": 0, "1/1/2572": 6, "3/7/23": 43, "1/1/1900": 123}
    assert {text: years_away(parse_date(text), 2566) for text in typed} == typed


def test_two_digits_of_the_common_era_are_known_where_they_are_near() -> None:
    assert as_common_era(date(1980, 7, 3), 2566) == date(2023, 7, 3)
    assert as_common_era(date(1963, 9, 29), 2566) is None  # 2506 is no 2006
    assert as_common_era(date(1980, 2, 29), 2566) is None  # 2023 has none
    assert as_common_era(date(1981, 2, 28), 2566) == date(2024, 2, 28)
