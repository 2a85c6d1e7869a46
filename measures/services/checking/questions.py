"""Questions on a measure, their answers, and their end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.access import Refused, require
from accounts.models import Agency, User
from accounts.permissions import Permission, Role
from measures.models import Answer, Measure, Plan, Question
from measures.services import plan as plans
from measures.services.permission import answers_for
from thai.dates import format_date


class Closed(Exception):
    """The question was closed meanwhile; nothing was written."""


def to_be_asked(agency: Agency, by: User) -> QuerySet[User]:
    """Whom a person may ask: everyone else who has a role in the agency and can sign in."""
    members = User.objects.filter(is_active=True, memberships__agency=agency, memberships__is_active=True)
    return members.exclude(pk=by.pk).distinct().order_by("name", "pk")


def first_to_ask(measure: Measure, by: User) -> User | None:
    """Who is asked unless another is chosen: by an officer on the measure a coordinator, by others the first officer on
    it who can be asked, else a coordinator.
    """
    offered = to_be_asked(measure.plan.agency, by)
    officers = {user.pk: user for user in offered.filter(posts__duties__measure=measure)}
    named = measure.duties.values_list("officer__user", flat=True)
    first = next((officers[key] for key in named if key in officers), None)
    coordinators = {"memberships__agency": measure.plan.agency, "memberships__role": Role.COORDINATOR}
    if first is None or (answers_for(by, measure) and not by.can(Permission.MEASURE_CHECK, on=measure.plan.agency)):
        return offered.filter(**coordinators, memberships__is_active=True).first() or first
    return first


def chasing(measure: Measure, today: date) -> str:
    """The words that ask how far a measure is that was not handed in; of its day, so that each day's is another."""
    day = measure.due_on or measure.plan.progress_due_on
    due = f" ครบกำหนด {format_date(day)}" if day else ""
    asked = f"วันที่ {format_date(today)} ยังไม่ได้ส่งตรวจ"
    return f"มาตรการ {measure.called}{due} {asked} ขอทราบว่าทำถึงไหนแล้ว และจะส่งได้เมื่อใด"


@dataclass(frozen=True)
class Awaiting:
    """An open question with what was said last in it, by somebody else than who must answer."""

    pk: int
    measure: Measure
    last_by: User
    last_at: datetime
    last_text: str

    @property
    def measure_id(self) -> int:
        return self.measure.pk


def awaiting(user: User, plan: Plan) -> list[Awaiting]:
    """The questions of a plan that wait for the person, the longest waiting first; two queries where there are any."""
    rows = Question.objects.filter(measure__plan=plan, measure__removed_at=None, closed_at=None)
    rows = rows.filter(Q(by=user) | Q(to=user))
    found = []
    for question in rows.select_related("measure", "by").prefetch_related("answers__by"):
        last = next(reversed(list(question.answers.all())), question)
        if last.by_id != user.pk:
            found.append(Awaiting(question.pk, question.measure, last.by, last.at, last.text))
    return sorted(found, key=lambda each: each.last_at)


@transaction.atomic
def ask(*, measure: Measure, to: User, text: str, by: User, now: datetime) -> Question:
    """Asks somebody of the agency about a measure; the same question sent twice is one.

    Raises Refused without the right, ValueError for somebody who is not to be asked.
    """
    agency = measure.plan.agency
    require(by, Permission.MEASURE_ASK, on=agency)
    if not to_be_asked(agency, by).filter(pk=to.pk).exists():
        raise ValueError("not one of the agency's people, or oneself")
    plans.lock(measure.plan_id)
    same = measure.questions.filter(by=by, to=to, text=text, closed_at=None).first()
    if same is not None:
        return same
    question = measure.questions.create(by=by, to=to, text=text, at=now)
    _record("question.asked", question, by)
    return question


@transaction.atomic
def answer(*, question: Question, text: str, by: User, now: datetime) -> Answer:
    """Adds somebody's words to a question; the same words sent twice stand once. Raises Refused, Closed."""
    require(by, Permission.MEASURE_ASK, on=question.measure.plan.agency)
    plans.lock(question.measure.plan_id)
    _require_open(question)
    last = question.answers.last()
    if last is not None and (last.by_id, last.text) == (by.pk, text):
        return last
    made = question.answers.create(by=by, text=text, at=now)
    _record("question.answered", question, by)
    return made


@transaction.atomic
def close(*, question: Question, by: User, now: datetime) -> None:
    """Ends a question. Raises Refused for anybody but who asked it, Closed where it is closed already."""
    agency = question.measure.plan.agency
    require(by, Permission.MEASURE_ASK, on=agency)
    if by != question.by:
        raise Refused(Permission.MEASURE_ASK, agency, f"ปิดคำถามได้เฉพาะผู้ถาม คือ {question.by}")
    plans.lock(question.measure.plan_id)
    _require_open(question)
    Question.objects.filter(pk=question.pk).update(closed_at=now)
    _record("question.closed", question, by)


def _require_open(question: Question) -> None:
    if not Question.objects.filter(pk=question.pk, closed_at=None).exists():
        raise Closed


def _record(action: str, question: Question, by: User) -> None:
    measure = question.measure
    plans.record(action, by=by.pk, agency=measure.plan.agency_id, measure=measure, question=question.pk)
