"""In which agencies the day alone changes what somebody must know: a deadline comes near, a matter gets old.

The same number of queries for any number of agencies. All else that changes it is in the event log, and heard of there.
"""

from __future__ import annotations

from datetime import date

from notices.due import accounts, editions, measures, plans
from notices.due.days import Days


def turning(after: date, today: date) -> set[int]:
    """Keys of the agencies of which `of_agency` may say something else today than it did on the day `after`.

    Some of which it says the same may be among them; none of which it doesn't is missing.
    """
    days = Days(after, today)
    return {
        *measures.turning(days),
        *plans.turning(days),
        *editions.turning(days),
        *accounts.turning(days),
    }
