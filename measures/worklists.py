"""The measures of a year as lists of work: what an officer must do and has sent, what waits for a coordinator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import User
from accounts.permissions import Permission
from measures import status
from measures.models import EDITABLE, Decision, Measure, Plan, State
from measures.models.measure import with_officers
from measures.services.permission import stands_on
from thai.dates import days_left, format_date
from thai.dates.left import COUNTED
from workflow.badge import Status


@dataclass(frozen=True)
class Task:
    """A measure in a list of work: `detail` is a Thai sentence about what is to be done or was."""

    measure: Measure
    detail: str
    status: Status
    due: str = ""
    reminded: datetime | None = None  # when somebody was last reminded of it
    is_chased: bool = False
    chase: str = ""  # where one asks how far it is


@dataclass(frozen=True)
class Work:
    """One person's measures: those to do, what was sent back first, and those that they handed in."""

    todo: tuple[Task, ...]
    sent: tuple[Task, ...]

    @property
    def waiting(self) -> list[Task]:
        """Those that they handed in and nobody has checked yet."""
        return [task for task in self.sent if task.measure.state != State.TAKEN]

    @property
    def taken(self) -> list[Task]:
        """Those with which they are done."""
        return [task for task in self.sent if task.measure.state == State.TAKEN]


_NEAR = 30  # days; a day further off is no hurry yet
# What was sent back comes first, then what was reopened.
_URGENCY = {State.RETURNED: 0, State.REOPENED: 1, State.OPEN: 2}


def measures_of(plan: Plan) -> list[Measure]:
    """The plan's measures with counts and officers, in the order of the instrument."""
    rows = list(Measure.objects.kept().filter(plan=plan).counted().by_code().prefetch_related(with_officers()))
    for measure in rows:
        measure.plan = plan
    return rows


def last_decisions(plan: Plan) -> dict[int, Decision]:
    """The last decision on each measure of a plan, by the measure's key; one query."""
    decisions = Decision.objects.filter(measure__plan=plan).select_related("by").order_by("pk")
    return {decision.measure_id: decision for decision in decisions}


def of_person(user: User, plan: Plan, measures: Iterable[Measure], last: Mapping[int, Decision], today: date) -> Work:
    """The measures that the person or their unit answers for; none of a year that was brought in as it was reported."""
    if plan.is_from_paper:
        return Work((), ())
    mine = [measure for measure in measures if stands_on(user, measure)]
    todo = sorted((each for each in mine if each.is_editable), key=lambda each: _URGENCY[State(each.state)])
    sent = sorted((each for each in mine if not each.is_editable), key=lambda each: each.state == State.TAKEN)
    checker = "รอท่านตรวจ" if user.can(Permission.MEASURE_CHECK, on=plan.agency) else "ผู้ประสานงานยังไม่ได้ตรวจ"
    return Work(
        tuple(_todo(each, last.get(each.pk), today) for each in todo),
        tuple(_sent(each, last.get(each.pk), checker) for each in sent),
    )


def of_person_unsent(user: User, plan: Plan) -> list[Measure]:
    """The measures that the person or their unit answers for and has not handed in, with counts; one query."""
    rows = Measure.objects.kept().filter(plan=plan, plan__is_from_paper=False, state__in=EDITABLE).answered_by(user)
    return list(rows.counted().by_code())


def missing(measures: Iterable[Measure], today: date) -> list[Task]:
    """What is not handed in yet, for the coordinator: overdue first, then what was sent back."""
    tasks = []
    for measure in measures:
        if not measure.is_editable or measure.plan.is_from_paper:
            continue
        names = " ".join(_units(measure))
        state = "ยังไม่ส่งกลับมา" if measure.state == State.RETURNED else progress_words(measure)
        badge = _badge(measure, today)
        tasks.append(Task(measure, f"{names} {state}".strip(), badge, due_words(measure, today)))
    return sorted(
        tasks, key=lambda task: (status.late(task.measure, today) is None, _URGENCY[State(task.measure.state)])
    )


def by_unit(measures: Iterable[Measure]) -> list[tuple[str, int, int]]:
    """(unit, taken, all) in the units' order; a measure of two units counts in both."""
    counted: dict[tuple[int, str], list[int]] = {}
    for measure in measures:
        units = {duty.officer.unit for duty in measure.duties.all() if duty.officer.unit}
        for unit in units:
            row = counted.setdefault((unit.position, unit.short_name), [0, 0])
            row[0] += measure.state == State.TAKEN
            row[1] += 1
    return [(name, done, total) for (_, name), (done, total) in sorted(counted.items())]


def shared(measures: Iterable[Measure]) -> int:
    """How many measures `by_unit` counts in more than one unit."""
    return sum(len(_units(measure)) > 1 for measure in measures)


def late_words(measures: Iterable[Measure], today: date) -> str:
    """How many are late, said once for all of them: `เกินกำหนดแล้ว 3 มาตรการ`; nothing where none is."""
    late = sum(status.late(measure, today) is not None for measure in measures)
    return f"เกินกำหนดแล้ว {late} มาตรการ" if late else ""


def due_words(measure: Measure, today: date) -> str:
    """`ครบกำหนด 29 ก.ย. 66 (อีก 3 วัน)`; of what is long gone, or a month away, the day alone."""
    if measure.due_on is None or not measure.is_editable:
        return ""
    day, left = f"ครบกำหนด {format_date(measure.due_on, style='short')}", (measure.due_on - today).days
    if -COUNTED <= left < 0:
        return f"{day} ({-left} วันก่อน)"
    return f"{day} ({days_left(measure.due_on, today)})" if 0 <= left <= _NEAR else day


def waiting_words(waiting: Sequence[Measure], last: Mapping[int, Decision]) -> str:
    """`E6 และ E13 ส่งมาตั้งแต่ 22 ก.ย. 66`: which measures wait, and since when the first."""
    codes = [measure.called for measure in waiting[:5]]
    named = codes[0] if len(codes) == 1 else f"{' '.join(codes[:-1])} และ {codes[-1]}"
    more = f" กับอีก {len(waiting) - 5} มาตรการ" if len(waiting) > 5 else ""
    sent = [last[measure.pk].at for measure in waiting if measure.pk in last]
    return f"{named}{more}" + (f" ส่งมาตั้งแต่ {format_date(min(sent), style='short')}" if sent else "")


def progress_words(measure: Measure) -> str:
    """How much is recorded of an open measure, and whether it can be handed in."""
    actions, outcomes = _counts(measure)
    if not actions:
        return "ยังไม่ได้บันทึกการดำเนินการ"
    results = f"ผลลัพธ์ {outcomes} ข้อ ยังไม่ได้ส่งตรวจ" if outcomes else "ยังไม่มีผลลัพธ์"
    return f"บันทึกการดำเนินการแล้ว {actions} รายการ {results}"


def is_complete(measure: Measure) -> bool:
    """Whether an action and an outcome are recorded of it, so that it can be handed in."""
    return all(_counts(measure))


def _todo(measure: Measure, last: Decision | None, today: date) -> Task:
    shown, due = status.of(measure, _counts(measure)[0]), due_words(measure, today)
    if last is not None and measure.state == State.RETURNED:
        return Task(measure, f"ผู้ประสานงานขอให้แก้ไข: {last.comment}", shown, due)
    if last is not None and measure.state == State.REOPENED:
        return Task(measure, f"{last.by} เปิดให้แก้ไขอีกครั้ง: {last.comment}", shown, due)
    return Task(measure, progress_words(measure), _badge(measure, today), due)


def _sent(measure: Measure, last: Decision | None, checker: str) -> Task:
    at = f"เมื่อ {format_date(last.at, style='short')}" if last is not None else ""
    sentences = {
        Decision.Move.TAKE: f"ตรวจรับ{at}",
        Decision.Move.COMPLETE: f"บันทึกว่าเสร็จสมบูรณ์{at}",
        Decision.Move.HAND_IN: f"ส่ง{at} {checker}",
    }
    detail = sentences[Decision.Move(last.move)] if last is not None else ""
    return Task(measure, detail, status.of(measure, _counts(measure)[0]))


def _badge(measure: Measure, today: date) -> Status:
    """Returns one badge: what was sent back says so, whatever its date."""
    shown = status.of(measure, _counts(measure)[0])
    return shown if measure.state == State.RETURNED else status.late(measure, today) or shown


def _units(measure: Measure) -> list[str]:
    names = [duty.officer.unit.short_name for duty in measure.duties.all() if duty.officer.unit]
    return list(dict.fromkeys(names))


def _counts(measure: Measure) -> tuple[int, int]:
    return measure.action_count, measure.outcome_count  # type: ignore[attr-defined]  # set by counted
