"""The dates of an action: those that its words hold, and the date field's where they don't hold it."""

from __future__ import annotations

from datetime import date

from document.values import ActionDate
from thai.dates import find_dates


def dates_of(text: str, start: date | None, end: date | None, open_ended: bool) -> tuple[ActionDate, ...]:
    """The dates in the order of the words, and behind them the field's, with an empty `as_written`, if they lack it."""
    written = [
        ActionDate(found.start, found.end, found.open_ended, found.as_written)
        for found in find_dates(text)
        if found.start is not None
    ]
    if start is None:
        return tuple(written)
    days = {day for each in written for day in (each.start, each.end)}
    if start in days and (end is None or end in days):
        return tuple(written)
    end = end or (None if open_ended else start)
    return (*written, ActionDate(start, end, open_ended, ""))
