"""A notice's badge: colour, icon and words."""

from __future__ import annotations

from notices.models import Kind, Notice
from workflow.badge import Status

_LOOKS = {
    Kind.LOG: ("bad", "exclamation-triangle-fill"),
    Kind.ACCOUNT: ("bad", "shield-exclamation"),
    Kind.AWAITING: ("wait", "hourglass-split"),
    Kind.RETURNED: ("bad", "arrow-return-left"),
    Kind.OVERDUE: ("bad", "exclamation-triangle-fill"),
    Kind.WAITING: ("wait", "hourglass-split"),
    Kind.UNTOUCHED: ("bad", "exclamation-triangle-fill"),
    Kind.QUESTION: ("wait", "question-circle"),
    Kind.HANDED_IN: ("wait", "inbox"),
    Kind.REOPENED: ("now", "unlock"),
    Kind.DUE: ("wait", "calendar-event"),
    Kind.ERASING: ("wait", "hourglass-split"),
    Kind.ASSIGNED: ("now", "person-check"),
    Kind.UNSIGNED: ("bad", "exclamation-triangle-fill"),
    Kind.APPROVED: ("ok", "check-circle-fill"),
    Kind.SIGNED: ("ok", "patch-check-fill"),
    Kind.PUBLISHED: ("ok", "globe"),
    Kind.WITHDRAWN: ("bad", "slash-circle"),
    Kind.CALLED_OFF: ("wait", "archive"),
}


def look_of(notice: Notice, *, is_cancelled: bool = False) -> Status:
    """The badge of a notice that is unread; of another, that it was read or is over, or `is_cancelled`: what it is
    about was taken away.
    """
    if notice.read_at is not None:
        return Status("idle", "check-lg", "อ่านแล้ว")
    if notice.settled_at is not None:
        if is_cancelled:
            return Status("idle", "slash-circle", "ยกเลิกแล้ว")
        return Status("ok", "check-lg", "เสร็จแล้ว")
    kind, icon = _LOOKS[Kind(notice.kind)]
    return Status(kind, icon, str(Kind(notice.kind).label))
