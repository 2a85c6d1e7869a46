"""The state of a measure in words, with the icon and colour that ui words have; never colour alone."""

from __future__ import annotations

from datetime import date

from measures.models import Measure, State
from thai.dates import days_left
from workflow.badge import Status

TODO = Status("idle", "circle", "ยังไม่เริ่ม")
DOING = Status("now", "circle-half", "กำลังดำเนินการ")
WAITING = Status("wait", "hourglass-split", "รอตรวจ")
RETURNED = Status("bad", "arrow-return-left", "ส่งกลับแก้ไข")
TAKEN = Status("ok", "check-circle-fill", "ตรวจรับแล้ว")
FROM_PAPER = Status("idle", "file-earmark-text", "ตามเอกสาร")  # of a year that was brought in as it was reported
_DECIDED = {State.HANDED_IN: WAITING, State.RETURNED: RETURNED, State.TAKEN: TAKEN, State.REOPENED: DOING}

# What a colleague asks of a measure that was returned or reopened.
_ASKING = {
    State.RETURNED: Status("bad", "arrow-return-left", "ขอให้แก้ไข"),
    State.REOPENED: Status("wait", "unlock", "เปิดให้แก้ไขอีกครั้ง"),
}


def of(measure: Measure, actions: int) -> Status:
    """How far a measure is: by its state, and while it is open by what is recorded of it."""
    return _DECIDED.get(State(measure.state)) or (DOING if actions else TODO)


def asking(measure: Measure) -> Status | None:
    """How a page shows what a colleague asks, while that is still to be done; the words follow their name."""
    return _ASKING.get(State(measure.state))


def due_words(measure: Measure, today: date) -> str:
    """`อีก 3 วัน`, `วันนี้`, `เกินกำหนดแล้ว 26 วัน`; nothing without a due date or once it was handed in."""
    return "" if measure.due_on is None or not measure.is_editable else days_left(measure.due_on, today)


def late(measure: Measure, today: date) -> Status | None:
    """The badge of a measure that was due before today and is not handed in; since when is said once, in words."""
    if measure.due_on is None or measure.due_on >= today or not measure.is_editable:
        return None
    return Status("bad", "exclamation-triangle-fill", "เกินกำหนด")
