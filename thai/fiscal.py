"""The Thai fiscal year: 2566 runs from 1 October 2565 to 30 September 2566."""

from datetime import date

BUDDHIST_ERA = 543


def fiscal_year(day: date) -> int:
    """The fiscal year of a day, in the Buddhist era."""
    return day.year + BUDDHIST_ERA + (day.month >= 10)


def years_later(day: date, years: int) -> date:
    """The same day of a later year; 28 February for a 29th that the year doesn't have."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def fiscal_range(year: int) -> tuple[date, date]:
    """First and last day of a fiscal year given in the Buddhist era; ValueError where no calendar reaches."""
    return date(year - BUDDHIST_ERA - 1, 10, 1), date(year - BUDDHIST_ERA, 9, 30)
