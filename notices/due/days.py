"""The days that went by since people were last told, and when something that the day alone changes fell on one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q

from notices.due.deadline import STEPS
from thai.dates.showing import BANGKOK

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Days:
    """Those after `after`, up to and with `today`."""

    after: date
    today: date

    def of_deadlines(self, field: str) -> Q:
        """The rows whose day in `field` came to a step of its reminders on one of them, or passed the day before."""
        found = Q()
        for left in (*STEPS, -1):
            shift = timedelta(days=left)
            found |= Q(**{f"{field}__gt": self.after + shift, f"{field}__lte": self.today + shift})
        return found

    def old(self, field: str, days: int) -> Q:
        """The rows whose moment in `field` came to be so many days old, by the calendar, on one of them."""
        since = self.after + _DAY - timedelta(days=days)
        until = self.today + _DAY - timedelta(days=days)
        range_: dict[str, Any] = {f"{field}__gte": _begin(since), f"{field}__lt": _begin(until)}
        return Q(**range_)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, BANGKOK)
