"""Quarters of a fiscal year, for offices count by no other: the first begins in October."""

import re
from datetime import date

from thai.dates.reading import days_in
from thai.fiscal import fiscal_range

# In a sentence only with its year behind it: ไตรมาส 2/2566, ไตรมาสที่ 3 ของปีงบประมาณ พ.ศ. 2566.
QUARTER = re.compile(
    r"ไตรมาส\s{0,2}(?:ที่)?\s{0,2}(?P<quarter>[1-4])(?:\s{0,2}/\s{0,2}|\s{0,2}(?:ของ\s?)?ปี(?:งบประมาณ)?\s{0,2}(?:พ\.?ศ\.?\s{0,2})?)"
    r"(?P<year>2[56][0-9]{2})(?![0-9])"
)


def quarter_range(number: int, year: int) -> tuple[date, date]:
    """The first and the last day of a quarter (1 to 4) of a fiscal year in the Buddhist era."""
    first, _ = fiscal_range(year)
    month = (first.month + 3 * (number - 1) - 1) % 12 + 1
    begins = date(first.year + (number > 1), month, 1)
    return begins, date(begins.year, month + 2, days_in(month + 2, begins.year))
