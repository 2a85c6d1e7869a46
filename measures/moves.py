"""The moves of a measure: who may make them, from which state to which, and why not."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from audit.chain import in_a_transaction
from measures.models import EDITABLE, Action, Measure, Outcome, State
from measures.reopening_holds import why_held
from measures.services.permission import answers_for, coordinators, may_edit_progress, sender
from workflow import Transition, allowed, table

TRANSITIONS = table(
    Transition(
        "hand_in",
        "ส่งให้ผู้ประสานงานตรวจ",
        EDITABLE,
        State.HANDED_IN,
        Permission.MEASURE_HAND_IN,
        in_history="ส่งตรวจ",
        icon="send",
    ),
    Transition(
        "complete",
        "บันทึกว่าเสร็จสมบูรณ์",
        EDITABLE,
        State.TAKEN,
        Permission.MEASURE_CHECK,
        in_history="บันทึกว่าเสร็จสมบูรณ์โดยไม่ผ่านการตรวจ",
        icon="check-circle-fill",
    ),
    Transition(
        "take",
        "ตรวจรับ",
        frozenset({State.HANDED_IN}),
        State.TAKEN,
        Permission.MEASURE_CHECK,
        icon="check-circle-fill",
    ),
    Transition(
        "return",
        "ส่งกลับแก้ไข",
        frozenset({State.HANDED_IN}),
        State.RETURNED,
        Permission.MEASURE_CHECK,
        needs_comment=True,
        icon="arrow-return-left",
    ),
    Transition(
        "recall",
        "เรียกคืนมาแก้ไข",
        frozenset({State.HANDED_IN}),
        State.OPEN,
        Permission.MEASURE_HAND_IN,
        icon="arrow-counterclockwise",
    ),
    Transition(
        "reopen",
        "เปิดให้แก้ไขอีกครั้ง",
        frozenset({State.TAKEN}),
        State.REOPENED,
        Permission.MEASURE_CHECK,
        needs_comment=True,
        icon="unlock",
    ),
)

# These begin a round: what follows until the next of them is about the text as it was then.
OPENING = frozenset({"hand_in", "complete"})


def rule(transition: Transition, measure: Any, by: User) -> str:  # noqa: ANN401 - the engine hands on any subject
    """Why a person may not make the move, in Thai, with who can; nothing where only their role counts."""
    if why := _at_rest(measure):
        return why
    if transition.name == "recall":
        return _not_the_sender(measure, by)
    if transition.name == "hand_in" and not may_edit_progress(by, measure):
        return _not_theirs(measure)
    if transition.name == "reopen":
        return why_held(measure.plan)
    if transition.name == "complete" and not _completes(by, measure):
        return f"บันทึกว่าเสร็จสมบูรณ์โดยไม่ผ่านการตรวจได้เฉพาะผู้ประสานงาน ITA ที่รับผิดชอบมาตรการนี้เอง {_officers(measure)}".strip()
    missing = lacking(measure) if transition.name in OPENING else ""
    return f"ยังส่งตรวจไม่ได้ {missing}" if missing else ""


def _at_rest(measure: Measure) -> str:
    """Why nobody moves a measure that is out of its plan, or of a year that was brought in as it was reported."""
    if measure.removed_at is not None:
        return "มาตรการนี้ถูกนำออกจากแผนแล้ว ผู้ประสานงาน ITA นำกลับได้จากหน้ารายการมาตรการ"
    return f"มาตรการของปี {measure.plan.year} นำเข้าตามเอกสาร จึงไม่ต้องส่งตรวจ" if measure.plan.is_from_paper else ""


def moves(measure: Measure, by: User) -> list[Transition]:
    """What the person can do to the measure now: pages draw their buttons from this."""
    return allowed(TRANSITIONS, measure, by, rule)


def lacking(measure: Measure) -> str:
    """What a measure still wants before it can be handed in, as a Thai sentence; nothing where it is ready."""
    if hasattr(measure, "kept_actions") and not in_a_transaction():  # a page read them just now
        return lacking_words(bool(measure.kept_actions), bool(measure.kept_outcomes))  # type: ignore[attr-defined]
    kept = (model.objects.filter(measure=measure, removed_at=None).exists() for model in (Action, Outcome))
    return lacking_words(*kept)


def lacking_words(has_actions: bool, has_outcomes: bool) -> str:
    """The same, of what is known already."""
    missing = [words for words, has in (("การดำเนินการ", has_actions), ("ผลลัพธ์", has_outcomes)) if not has]
    if not missing:
        return ""
    return f"ต้องมีการดำเนินการและผลลัพธ์อย่างน้อยอย่างละ 1 รายการ ขณะนี้ยังไม่ได้บันทึก{'และ'.join(missing)}"


def _completes(by: User, measure: Measure) -> bool:
    return by.can(Permission.MEASURE_CHECK, on=measure.agency) and answers_for(by, measure)


def _not_the_sender(measure: Measure, by: User) -> str:
    who = sender(measure)
    if who is None:  # nothing was handed in yet: whoever could have, learns so from the state
        return "" if may_edit_progress(by, measure) else _not_theirs(measure)
    if who.pk == by.pk:
        return ""
    return f"เรียกคืนได้เฉพาะผู้ที่ส่งตรวจ คือ {who} ส่วน{coordinators(measure.agency)} ส่งกลับแก้ไขได้"


def _not_theirs(measure: Measure) -> str:
    return f"ส่งตรวจและเรียกคืนได้เฉพาะผู้รับผิดชอบมาตรการนี้ {_officers(measure)}หรือ{coordinators(measure.agency)}"


def _officers(measure: Measure) -> str:
    duties = getattr(measure, "_prefetched_objects_cache", {}).get("duties")  # with their officers
    names = [duty.officer.name for duty in (measure.duties.select_related("officer") if duties is None else duties)]
    return f"({', '.join(names)}) " if names else ""
