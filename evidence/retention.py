"""When evidence that an agency keeps to itself is deleted by the agency's own rule: days alone, no rows.

A year's evidence stays for so many years after the fiscal year's last day, 30 September; what somebody took out or
replaced stays for 90 days. Nothing is deleted within 30 days of telling the agency's people, or of the rule itself.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from thai.dates import local_day
from thai.fiscal import fiscal_range, fiscal_year

MOST_YEARS = 30
NOTICE = timedelta(days=30)
WAY_BACK = timedelta(days=90)


def first_day(year: int, years: int) -> date:
    """The first day on which the evidence of a fiscal year may be deleted: a 1 October."""
    return fiscal_range(year + years)[1] + timedelta(days=1)


def last_year_to_tell(today: date, years: int) -> int:
    """The latest fiscal year whose evidence may be deleted 30 days after today, or could be already."""
    return fiscal_year(today + NOTICE) - years - 1


def deleted_from(year: int, years: int, announced_at: datetime) -> date:
    """The day from which a piece of evidence is deleted that was announced then."""
    return max(first_day(year, years), local_day(announced_at) + NOTICE)


def way_back_until(taken_out_at: datetime, rule_since: datetime) -> date:
    """The last day on which a piece that somebody took out can come back, in an agency with a rule."""
    return max(local_day(taken_out_at) + WAY_BACK, counts_from(rule_since)) - timedelta(days=1)


def counts_from(rule_since: datetime) -> date:
    """The first day on which anything may be deleted by a rule that was said then."""
    return local_day(rule_since) + NOTICE
