"""When somebody was last reminded of a measure, whether by the portal's notices or by a person's question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db.models import Max
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from measures.models import Plan, Question
from measures.worklists import Task
from notices.models import Kind, Notice

_NEAR = timedelta(days=14)  # as the portal's own reminders begin
_REMINDING = (Kind.DUE, Kind.OVERDUE, Kind.RETURNED, Kind.UNTOUCHED, Kind.ASSIGNED)


def chased(user: User, plan: Plan, tasks: Iterable[Task], today: date) -> list[Task]:
    """The tasks, those that are near or late with their last reminder and the way to ask; two queries."""
    tasks = list(tasks)
    if not user.can(Permission.MEASURE_CHECK, on=plan.agency):
        return tasks
    near = {task.measure.pk for task in tasks if task.measure.due_on and task.measure.due_on <= today + _NEAR}
    last = _last(plan, near) if near else {}
    return [_chased(plan, task, last.get(task.measure.pk)) if task.measure.pk in near else task for task in tasks]


def _chased(plan: Plan, task: Task, last: datetime | None) -> Task:
    page = reverse("measures:ask", args=[plan.agency.slug, plan.year, task.measure.pk])
    return replace(task, reminded=last, is_chased=True, chase=f"{page}?chase=1")


def _last(plan: Plan, measures: Iterable[int]) -> dict[int, datetime]:
    """The moment of the last notice or question on each of the measures, by its key."""
    subjects = {f"measure:{pk}": pk for pk in measures}
    notices = Notice.objects.filter(agency=plan.agency, kind__in=_REMINDING, subject__in=subjects).order_by()
    found = {subjects[subject]: at for subject, at in notices.values_list("subject").annotate(Max("created_at"))}
    questions = Question.objects.filter(measure__in=measures).order_by()
    for pk, at in questions.values_list("measure").annotate(Max("at")):
        found[pk] = max(at, found.get(pk, at))
    return found
