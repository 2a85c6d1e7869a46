"""How near a day is, in the steps in which people are reminded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from notices.models import Kind
from thai.dates import days_left, format_date

STEPS = (0, 3, 14)  # days before


@dataclass(frozen=True)
class Nearness:
    """A step before a day, or that it has gone by; `key` names the step and the day, so that a new day is new."""

    kind: Kind
    key: str
    words: str


def nearness(day: date | None, today: date) -> Nearness | None:
    """The step that a day has reached: the nearest alone, even where nobody looked on the very day of a step."""
    if day is None:
        return None
    left = (day - today).days
    if left < 0:
        words = f"ครบกำหนดเมื่อ {format_date(day)} {days_left(day, today)}"
        return Nearness(Kind.OVERDUE, f"overdue:{day:%Y-%m-%d}", words)
    step = next((step for step in STEPS if left <= step), None)
    if step is None:
        return None
    words = f"ครบกำหนดวันนี้ {format_date(day)}" if left == 0 else f"ครบกำหนด {format_date(day)} อีก {left} วัน"
    return Nearness(Kind.DUE, f"due{step}:{day:%Y-%m-%d}", words)
