"""Years far from the one that a date is expected in, all of the Buddhist era, and the date that was perhaps meant."""

import re
from datetime import date

from thai.dates.finding import find_dates
from thai.digits import to_arabic, to_thai
from thai.fiscal import BUDDHIST_ERA, fiscal_range, fiscal_year

NEAR = 5
_FULL_YEAR, _SHORT_YEAR = (re.compile(rf"(?<![0-9๐-๙])[0-9๐-๙]{{{length}}}(?![0-9๐-๙])") for length in (4, 2))


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


def in_fiscal_year(start: date, end: date | None, year: int) -> tuple[date, date | None] | None:
    """The same days in a fiscal year, as far as they lie outside of it; None where it has no such days."""
    try:
        first = _in_year(start, year)
        last = None if end is None else _in_year(end, year)
    except ValueError:  # 29 February
        return None
    return (first, last) if last is None or first <= last else None


def _in_year(day: date, year: int) -> date:
    return day if fiscal_year(day) == year else day.replace(year=fiscal_range(year)[day.month < 10].year)


def with_other_years(text: str, as_written: str, start: date, end: date | None) -> str:
    """A text in which a date says other years than it did, in its own digits; empty where that can't be written.

    `as_written` is the date as find_dates gives it, `start` and `end` (None for an open start) are what it is to say.
    """
    places = [found.at[0] for found in find_dates(text) if found.as_written == as_written]
    years = list(_FULL_YEAR.finditer(as_written)) or list(_SHORT_YEAR.finditer(as_written))[-1:]
    wanted = [day.year for day in (start, end or start)][-len(years) :] if years else []
    if not places or len(wanted) != len(years):
        return ""
    written = as_written
    for match, year in reversed(list(zip(years, wanted, strict=True))):
        written = written[: match.start()] + _like(match[0], year) + written[match.end() :]
    changed = text[: places[0]] + written + text[places[0] + len(as_written) :]
    said = [(found.start, found.end) for found in find_dates(changed) if found.at[0] == places[0]]
    return changed if said == [(start, end)] else ""


def _like(old: str, year_ce: int) -> str:
    """A year as the old one is written: of its era, with two or four digits, Thai or Arabic."""
    common = len(old) == 4 and int(to_arabic(old)) < 2400
    digits = f"{year_ce + (0 if common else BUDDHIST_ERA)}"[-len(old) :]
    return to_thai(digits) if old != to_arabic(old) else digits
