"""Audit events of a measure as Thai sentences, and dates as headings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from audit.models import AuditEvent
from measures.models import Action
from thai import dates

SENTENCES: Mapping[str, tuple[str, str]] = {
    "progress.saved": ("pencil", "บันทึกการดำเนินการและผลลัพธ์"),
    "progress.set_aside": ("archive", "เก็บข้อความที่ไม่ได้เลือกไว้"),
    "progress.restored": ("arrow-counterclockwise", "นำรายการที่นำออกกลับมา"),
    "officers.assigned": ("person-plus", "กำหนดผู้รับผิดชอบ"),
    "measure.added": ("journal-plus", "เพิ่มมาตรการ"),
    "measure.changed": ("pencil-square", "แก้ไขมาตรการ"),
    "measure.removed": ("x-lg", "นำมาตรการออกจากแผน"),
    "measure.restored": ("arrow-counterclockwise", "นำมาตรการกลับเข้าแผน"),
    "reference.dated": ("calendar-check", "ระบุปีของรหัสที่อ้างอิง"),
}


@dataclass(frozen=True)
class Line:
    """One line of a history."""

    icon: str
    sentence: str
    by: str
    at: datetime


def lines(events: Iterable[AuditEvent], people: Mapping[int, User]) -> list[Line]:
    """What happened, the latest first as given; an event without a sentence is a mistake and raises KeyError."""
    out = []
    for event in events:
        icon, sentence = SENTENCES[event.action]
        person = people.get(event.actor) if event.actor is not None else None
        out.append(Line(icon, sentence, str(person) if person else "ระบบ", event.at))
    return out


def when(action: Action) -> str:
    """The dates of an action as a heading, or nothing."""
    if action.start_on is None:
        return ""
    return dates.format_span(action.start_on, action.end_on, open_ended=action.open_ended)
