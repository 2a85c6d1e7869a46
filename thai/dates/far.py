"""Years far from the one that a date is expected in, both of the Buddhist era."""

from datetime import date

from thai.fiscal import BUDDHIST_ERA

NEAR = 5


def years_away(day: date, year: int) -> int:
    """How many years a day lies from a year; 0 where that is near."""
    away = abs(day.year + BUDDHIST_ERA - year)
    return away if away > NEAR else 0


def as_common_era(day: date, year: int) -> date | None:
    """The day that was meant where two digits were of the Common Era (23 is 2023, not 2523); None unless it is near."""
    try:
        meant = day.replace(year=2000 + (day.year + BUDDHIST_ERA) % 100)
    except ValueError:  # 29 February
        return None
    return None if years_away(meant, year) else meant
