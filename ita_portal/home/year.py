"""Where a year is: its steps from the measures to the next year, and its days with how far they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ita_portal.home.documents import Document
from measures.models import Measure, Plan, State
from reports.models import Edition
from thai.dates import days_left, format_date

MEASURES, PROGRESS, REPORT, APPROVAL, PUBLICATION, NEXT_YEAR, GONE_ON = range(1, 8)
_AT_APPROVAL = frozenset({Edition.State.SUBMITTED, Edition.State.APPROVED})


@dataclass(frozen=True)
class Step:
    """One of the steps of a year, with a few words on where it is."""

    number: int
    name: str
    words: str


@dataclass(frozen=True)
class Day:
    """One of the days of a year; `left` is empty where what was to be done by then is done."""

    label: str
    on: date
    left: str


def present(plan: Plan, edition: Edition, measures: Sequence[Measure]) -> int:
    """The number of the step at which a year is; one query where its report is published."""
    if edition.is_published:
        return GONE_ON if Plan.objects.filter(agency=plan.agency_id, year=plan.year + 1).exists() else NEXT_YEAR
    if edition.state in _AT_APPROVAL:
        return APPROVAL
    if not edition.is_open:
        return PUBLICATION
    if not measures:
        return MEASURES
    return REPORT if all(measure.state == State.TAKEN for measure in measures) else PROGRESS


def steps(plan: Plan, edition: Edition, measures: Sequence[Measure], now: int) -> list[Step]:
    """All steps of the year, with `now` as `present` says it."""
    taken = sum(measure.state == State.TAKEN for measure in measures)
    state = edition.get_state_display()
    return [
        Step(MEASURES, "มาตรการ", f"{len(measures)} มาตรการ"),
        Step(PROGRESS, "ความก้าวหน้า", f"ตรวจรับ {taken} จาก {len(measures)}"),
        Step(REPORT, "จัดทำรายงาน", "เสนอแล้ว" if now > REPORT else _by(plan.report_due_on) or _begun(now, REPORT)),
        Step(APPROVAL, "อนุมัติและลงนาม", state if now == APPROVAL else _past(now, APPROVAL)),
        Step(PUBLICATION, "เผยแพร่", state if now >= PUBLICATION else _by(plan.publish_due_on) or "ยังไม่ถึงขั้นนี้"),
        Step(NEXT_YEAR, f"เริ่มปี {plan.year + 1}", "เริ่มแล้ว" if now > NEXT_YEAR else _begun(now, NEXT_YEAR, "เริ่มได้แล้ว")),
    ]


def days(plan: Plan, now: int, today: date, documents: Sequence[Document] = ()) -> list[Day]:
    """The days of the documents that are waited for, then those that the office set for the year, each in its order."""
    own = [
        Day(f"เสนอ{each.edition.kind.called}", each.due, days_left(each.due, today))
        for each in documents
        if each.due is not None and not each.edition.kind.declared.is_final  # the office set the day of the last
    ]
    rows = (
        ("ส่งผลการดำเนินการ", plan.progress_due_on, now > PROGRESS),
        ("เสนอรายงานต่อผู้อนุมัติ", plan.report_due_on, now > REPORT),
        ("เผยแพร่รายงาน", plan.publish_due_on, now > PUBLICATION),
    )
    return [*own, *(Day(label, on, "" if done else days_left(on, today)) for label, on, done in rows if on)]


def _by(day: date | None) -> str:
    return f"ภายใน {format_date(day, style='short')}" if day else ""


def _begun(now: int, step: int, words: str = "กำลังจัดทำ") -> str:
    return words if now >= step else "ยังไม่ถึงขั้นนี้"


def _past(now: int, step: int) -> str:
    return "เสร็จแล้ว" if now > step else "ยังไม่ถึงขั้นนี้"
