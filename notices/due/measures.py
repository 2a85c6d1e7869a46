"""What people must know of measures: given, handed in, sent back, reopened, near their day or past it, untouched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, Max, OuterRef
from django.urls import reverse

from accounts.models import Agency
from audit.models import AuditEvent
from measures.models import EDITABLE, Action, Decision, Measure, Plan, State
from notices.due.days import Days
from notices.due.deadline import Nearness, nearness
from notices.due.matter import Matter
from notices.due.people import People
from notices.models import Kind
from thai.dates import format_date, local_day

UNTOUCHED = timedelta(days=7)
# The events by which somebody took the work up again.
TOUCHING = ("progress.saved", "progress.restored", "measure.changed", "officers.assigned", "reference.dated")


@dataclass(frozen=True)
class MeasureStanding:
    """A measure with the decision that it stands under, and who handed it in last."""

    measure: Measure
    last: Decision | None
    sender: int | None

    @property
    def round(self) -> str:
        return f"measure:{self.measure.pk}:r{self.last.round}" if self.last else f"measure:{self.measure.pk}:r0"

    def page(self, name: str) -> str:
        plan = self.measure.plan
        return reverse(f"measures:{name}", args=[plan.agency.slug, plan.year, self.measure.pk])

    @property
    def day(self) -> date | None:
        """Its day; without one of its own it goes by the plan's."""
        return self.measure.due_on or self.measure.plan.progress_due_on

    @property
    def is_new(self) -> bool:
        """Whether nobody has begun on it."""
        return self.measure.state == State.OPEN and not self.measure.is_begun  # type: ignore[attr-defined]  # annotated

    def was_late(self, at: datetime) -> bool:
        """Whether its day had passed at a moment."""
        return self.day is not None and self.day < local_day(at)

    def nearness(self, today: date) -> Nearness | None:
        """How near its day is; None once it was handed in."""
        return nearness(self.day, today) if self.measure.is_editable else None

    def matter(self, user: int, kind: Kind, key: str, detail: str, page: str = "measure") -> Matter:
        title = f"{kind.label}: มาตรการ {self.measure.called}"
        return Matter(user, kind, self.measure.subject, key, title, detail, self.page(page))


def matters(agency: Agency, people: People, today: date) -> Iterator[Matter]:
    """Of all measures of the agency that are not taken; six queries."""
    standings = list(_standings(agency))
    given = _given(agency, standings)
    returned = [each for each in standings if each.measure.state == State.RETURNED]
    touched = _touched(agency, returned, today)
    for each in standings:
        yield from _decided(each, people)
        yield from _near(each, people, today, given)
        yield from _assigned(each, people, given)
    for each in returned:
        yield from _sent_back(each, people, today, _lies_untouched(each, today, touched))


def turning(days: Days) -> Iterator[int]:
    """The agencies of measures whose day, their own or the plan's, came near or passed, or that lie untouched."""
    kept = Measure.objects.kept().filter(plan__is_from_paper=False).order_by()
    editable = kept.filter(state__in=EDITABLE)
    yield from editable.filter(days.of_deadlines("due_on")).values_list("plan__agency", flat=True).distinct()
    by_plan = Exists(editable.filter(plan=OuterRef("pk"), due_on=None))
    yield from Plan.objects.filter(by_plan, days.of_deadlines("progress_due_on")).values_list("agency", flat=True)
    sent_back = Decision.objects.filter(days.old("at", UNTOUCHED.days), move=Decision.Move.RETURN)
    lying = kept.filter(state=State.RETURNED, pk__in=sent_back.values("measure"))
    yield from lying.values_list("plan__agency", flat=True)


def _standings(agency: Agency) -> Iterator[MeasureStanding]:
    rows = Measure.objects.kept().filter(plan__agency=agency, plan__is_from_paper=False).exclude(state=State.TAKEN)
    rows = rows.select_related("plan").prefetch_related("duties__officer").order_by()
    rows = rows.annotate(is_begun=Exists(Action.objects.kept().filter(measure=OuterRef("pk"))))
    decisions = Decision.objects.filter(measure__plan__agency=agency).exclude(measure__state=State.TAKEN)
    last: dict[int, Decision] = {}
    senders: dict[int, int] = {}
    for decision in sorted(decisions.select_related("by").order_by(), key=lambda each: each.pk):
        last[decision.measure_id] = decision
        if decision.move == Decision.Move.HAND_IN:
            senders[decision.measure_id] = decision.by_id
    for measure in sorted(rows, key=lambda each: (each.plan.year, each.pk)):
        measure.plan.agency = agency
        yield MeasureStanding(measure, last.get(measure.pk), senders.get(measure.pk))


def _decided(each: MeasureStanding, people: People) -> Iterator[Matter]:
    last = each.last
    if last is None:
        return
    when = format_date(last.at, style="short")
    if each.measure.state == State.HANDED_IN:
        detail = f"{last.by} ส่งมาเมื่อ {when}" + (f" รอบที่ {last.round}" if last.round > 1 else "")
        for user in people.coordinators:
            if user != last.by_id:
                yield each.matter(user, Kind.HANDED_IN, f"handed_in:{each.round}", detail, "check")
    elif each.measure.state == State.REOPENED:
        detail = f"{last.comment}\n{last.by} เมื่อ {when}"
        for user in people.answering(each.measure, each.sender):
            if user != last.by_id:
                yield each.matter(user, Kind.REOPENED, f"{Kind.REOPENED}:{each.round}", detail)


def _given(agency: Agency, standings: Iterable[MeasureStanding]) -> dict[str, tuple[datetime, int | None]]:
    """When, and by whom, those on which nobody has begun were last given to somebody, by subject; one query."""
    subjects = [each.measure.subject for each in standings if each.is_new]
    events = AuditEvent.objects.filter(agency=agency.pk, subject__in=subjects, action="officers.assigned")
    rows = events.order_by("seq").values_list("subject", "at", "actor") if subjects else []
    return {subject: (at, actor) for subject, at, actor in rows}


def _assigned(each: MeasureStanding, people: People, given: dict[str, tuple[datetime, int | None]]) -> Iterator[Matter]:
    """Until somebody begins: whom others gave the measure; who keeps the measures gave it themselves, or knows."""
    if each.measure.subject not in given:
        return
    at, by = given[each.measure.subject]
    day = each.day
    due = f"ครบกำหนด {format_date(day)}" if day else "ยังไม่ได้กำหนดวันครบกำหนด"
    passed = " วันนั้นผ่านไปก่อนที่ท่านได้รับมอบหมาย โปรดสอบถามผู้ประสานงาน ITA" if each.was_late(at) else ""
    for user in people.answering(each.measure):
        if user != by and user not in people.coordinators:
            key = f"{Kind.ASSIGNED}:measure:{each.measure.pk}"
            yield each.matter(user, Kind.ASSIGNED, key, f"{each.measure.question}\n{due}{passed}")


def _near(
    each: MeasureStanding, people: People, today: date, given: dict[str, tuple[datetime, int | None]]
) -> Iterator[Matter]:
    """Overdue ones are the coordinators' business too; whom a return was told, that matter tells the day as well.

    Who was given a measure after its day hears that it is theirs, not at once that they are late.
    """
    near = each.nearness(today)
    if near is None:
        return
    answering = people.answering(each.measure)
    coordinators = people.coordinators if near.kind == Kind.OVERDUE else ()
    told = _asked(each, people) if each.measure.state == State.RETURNED else []
    if each.measure.subject in given and each.was_late(given[each.measure.subject][0]):
        told = [user for user in answering if user not in people.coordinators]
    for user in dict.fromkeys([*answering, *coordinators]):
        if user in told:
            continue
        key = f"{near.key}:measure:{each.measure.pk}"
        yield each.matter(user, near.kind, key, f"{near.words}\n{each.measure.question}")


def _touched(agency: Agency, returned: Iterable[MeasureStanding], today: date) -> dict[str, datetime]:
    """The last moment at which somebody worked on each of the measures that were sent back long ago."""
    subjects = [each.measure.subject for each in returned if _is_old(each, today)]
    events = AuditEvent.objects.filter(agency=agency.pk, subject__in=subjects, action__in=TOUCHING)
    latest = events.order_by().values_list("subject").annotate(Max("at")) if subjects else []
    return dict(latest)


def _asked(each: MeasureStanding, people: People) -> list[int]:
    """Whom a return asks for something: who answers for the measure, without who returned it."""
    return [user for user in people.answering(each.measure, each.sender) if each.last and user != each.last.by_id]


def _sent_back(each: MeasureStanding, people: People, today: date, is_untouched: bool) -> Iterator[Matter]:
    """One matter a person, however long it lies and however late it is: what is asked, and by when."""
    if each.last is None:
        return
    kind = Kind.UNTOUCHED if is_untouched else Kind.RETURNED
    near = each.nearness(today)
    when = format_date(each.last.at, style="short")
    said = f"ส่งกลับเมื่อ {when} ยังไม่มีการแก้ไข" if is_untouched else f"{each.last.by} เมื่อ {when}"
    detail = "\n".join([each.last.comment, said, *([near.words] if near else [])])
    for user in _asked(each, people):
        yield each.matter(user, kind, f"{kind}:{each.round}", detail)


def _lies_untouched(each: MeasureStanding, today: date, touched: dict[str, datetime]) -> bool:
    """`touched` says when each was last worked on, as `_touched` found it."""
    last = touched.get(each.measure.subject)
    return each.last is not None and _is_old(each, today) and (last is None or last <= each.last.at)


def _is_old(each: MeasureStanding, today: date) -> bool:
    return each.last is not None and today - local_day(each.last.at) >= UNTOUCHED
