"""What day it is for the portal: the one place that knows, so that all count alike.

It is the real day, but in a demonstration, whose people live on a day of their own (the setting `DEMO_TODAY`). What
machines agree on asks the real clock instead: sessions, links that run out, the worker's queue, signatures.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

_SET_TO: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The moment that an act bears: on the demonstration's day, it is that day at the real time of day."""
    set_to = _SET_TO.get()
    if set_to is not None:
        return set_to
    real, day = timezone.localtime(), demonstration_day()
    return real if day is None else real.replace(year=day.year, month=day.month, day=day.day)


def today() -> date:
    """The day from which days are counted, in Bangkok."""
    return timezone.localdate(now())


def demonstration_day() -> date | None:
    """The day on which the demonstration lives; None where the portal lives on the real one."""
    return settings.DEMO_TODAY if settings.DEMO else None


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """What is done within happened at that moment: for a past that is told, such as the demonstration's."""
    token = _SET_TO.set(moment)
    try:
        yield
    finally:
        _SET_TO.reset(token)
