"""Audit events of a measure as Thai sentences, and dates as headings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from audit.models import AuditEvent
from measures.models import Action, Decision
from measures.moves import TRANSITIONS
from thai import dates

SENTENCES: Mapping[str, tuple[str, str]] = {
    "progress.saved": ("pencil", "บันทึกการดำเนินการและผลลัพธ์"),
    "progress.set_aside": ("archive", "เก็บข้อความที่ไม่ได้เลือกไว้"),
    "progress.restored": ("arrow-counterclockwise", "นำรายการที่นำออกกลับมา"),
    "officers.assigned": ("person-plus", "กำหนดผู้รับผิดชอบ"),
    "officers.set_aside": ("archive", "เก็บรายชื่อผู้รับผิดชอบที่ไม่ได้เลือกไว้"),
    "measure.added": ("journal-plus", "เพิ่มมาตรการ"),
    "measure.copied": ("journals", "คัดลอกมาตรการมาจากปีอื่น"),
    "measure.due_set": ("calendar-check", "กำหนดวันครบกำหนด"),
    "measure.changed": ("pencil-square", "แก้ไขมาตรการ"),
    "measure.set_aside": ("archive", "เก็บข้อความที่ไม่ได้เลือกไว้"),
    "measure.removed": ("x-lg", "นำมาตรการออกจากแผน"),
    "measure.restored": ("arrow-counterclockwise", "นำมาตรการกลับเข้าแผน"),
    "question.asked": ("question-circle", "ถามเรื่องมาตรการ"),
    "question.answered": ("chat-left-text", "ตอบคำถามเรื่องมาตรการ"),
    "question.closed": ("check-lg", "ปิดคำถามเรื่องมาตรการ"),
    "evidence.added": ("paperclip", "แนบหลักฐาน"),
    "evidence.changed": ("pencil", "แก้ไขข้อมูลของหลักฐาน"),
    "evidence.removed": ("x-lg", "นำหลักฐานออก"),
    "evidence.restored": ("arrow-counterclockwise", "นำหลักฐานที่นำออกกลับมา"),
    "evidence.replaced": ("arrow-left-right", "แทนที่ไฟล์ของหลักฐาน"),
    "evidence.ordered": ("list-ol", "จัดลำดับหลักฐาน"),
    "evidence.set_aside": ("archive", "เก็บคำบรรยายหลักฐานที่ไม่ได้เลือกไว้"),
    "evidence.settled": ("check-lg", "ยืนยันว่าหลักฐานใช้ได้"),
    "evidence.kept_longer": ("pin-angle", "ให้เก็บหลักฐานไว้ต่อหลังครบกำหนดเก็บรักษา"),
    "evidence.let_go": ("hourglass-split", "ยกเลิกการเก็บหลักฐานไว้ต่อ"),
    "reference.dated": ("calendar-check", "ระบุปีของรหัสที่อ้างอิง"),
}


# What a save did, by the lists that its event names: rows of which kind came, changed or went.
_DID = {
    "actions_added": "เพิ่มการดำเนินการ {} รายการ",
    "actions_changed": "แก้ไขการดำเนินการ {} รายการ",
    "actions_removed": "นำการดำเนินการออก {} รายการ",
    "outcomes_added": "เพิ่มผลลัพธ์ {} ข้อ",
    "outcomes_changed": "แก้ไขผลลัพธ์ {} ข้อ",
    "outcomes_removed": "นำผลลัพธ์ออก {} ข้อ",
    "officers": "ผู้รับผิดชอบ {} คน",
}
_MOVED = {"actions_order": "จัดลำดับการดำเนินการ", "outcomes_order": "จัดลำดับผลลัพธ์"}
# The parts of a measure, or of a piece of evidence, that a change names.
PARTS = {"code": "รหัสข้อ", "question": "ข้อคำถาม", "due_on": "วันครบกำหนด", "steps": "สิ่งที่ต้องทำ", "details": "รายละเอียด"}
PARTS |= {
    "caption": "คำบรรยาย",
    "speaks_for": "วันที่ของหลักฐาน",
    "item": "ข้อ OIT",
    "is_public": "การเผยแพร่",
    "action": "การดำเนินการ",
}


@dataclass(frozen=True)
class Line:
    """One line of a history: `did` says what a save changed, `words` are those of a decision, `round` is 0 where the
    line is about none."""

    icon: str
    sentence: str
    by: str
    at: datetime
    round: int = 0
    words: str = ""
    did: str = ""


def did(facts: Mapping[str, object]) -> str:
    """What a save changed, out of the facts of its event; nothing for one that says no more than that it was."""
    counts = [(words, facts.get(name)) for name, words in _DID.items()]
    said = [words.format(len(rows)) for words, rows in counts if isinstance(rows, list) and rows]
    said += [words for name, words in _MOVED.items() if facts.get(name)]
    fields = facts.get("fields")
    said += [PARTS[name] for name in fields if name in PARTS] if isinstance(fields, list) else []
    return ", ".join(said)


def lines(
    events: Iterable[AuditEvent], people: Mapping[int, User | str], decisions: Iterable[Decision] = ()
) -> list[Line]:
    """What happened, the latest first as given; an event without a sentence is a mistake and raises KeyError.

    The audit trail holds no words: those of a decision come from `decisions`, found by move and round.
    """
    comments = {(decision.move, decision.round): decision.comment for decision in decisions}
    out = []
    for event in events:
        person = people.get(event.actor) if event.actor is not None else None
        by = str(person) if person else "ระบบ"
        move = event.action.removeprefix("measure.")
        facts = json.loads(event.data)
        if move not in TRANSITIONS:
            icon, sentence = SENTENCES[event.action]
            out.append(Line(icon, sentence, by, event.at, did=did(facts)))
            continue
        behalf = "แทนผู้รับผิดชอบ" if facts.get("on_behalf") else ""
        words = comments.get((move, facts["round"]), "")
        transition = TRANSITIONS[move]
        out.append(Line(transition.icon, transition.done + behalf, by, event.at, facts["round"], words))
    return out


def when(action: Action) -> str:
    """The dates of an action as a heading, or nothing."""
    if action.start_on is None:
        return ""
    return dates.format_span(action.start_on, action.end_on, open_ended=action.open_ended)
