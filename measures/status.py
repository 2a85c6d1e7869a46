"""The state of a measure in words, with the icon and colour that ui words have; never colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from measures.models import Measure


@dataclass(frozen=True)
class Status:
    """One badge: kind is idle, now, wait, ok or bad."""

    kind: str
    icon: str
    text: str


TODO = Status("idle", "circle", "ยังไม่เริ่ม")
DOING = Status("now", "circle-half", "กำลังดำเนินการ")


def of(action_count: int) -> Status:
    """How far a measure is, by what is recorded of it."""
    return DOING if action_count else TODO


def days_left(measure: Measure, today: date) -> str:
    """`อีก 3 วัน`, `วันนี้`, `เกินกำหนดมาแล้ว 26 วัน`, or nothing without a due date."""
    if measure.due_on is None:
        return ""
    days = (measure.due_on - today).days
    if days == 0:
        return "วันนี้"
    return f"อีก {days:,} วัน" if days > 0 else f"เกินกำหนดมาแล้ว {-days:,} วัน"


def late(measure: Measure, actions: int, outcomes: int, today: date) -> Status | None:
    """The badge of a measure that is due and still lacks an action or an outcome."""
    if measure.due_on is None or measure.due_on >= today or (actions and outcomes):
        return None
    return Status("bad", "exclamation-triangle-fill", f"เกินกำหนด {(today - measure.due_on).days:,} วัน")
