"""By which day each document of a year is to be submitted, and which of them are still waited for.

The result report has the day that the office set. The others have the year's own: a plan stands before its year
begins, a progress report follows in the month after the half year. They are asked for only where the year was begun
here by that day, for nobody is chased for what an office made on paper; and a progress report only where the year's
plan was submitted here, or the report itself was begun.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from audit.models import AuditEvent
from measures.models import Plan
from reports.models import Edition
from reports.models.kinds import OF_A_YEAR, Kind
from thai.dates import local_day
from thai.fiscal import fiscal_range

_BEGINS = ("plan.begun", "report.imported")
Latest = Mapping[Kind, Edition]


@dataclass(frozen=True)
class Due:
    """A document of a plan that is waited for, and its day."""

    plan: Plan
    kind: Kind
    on: date


def awaited_of(plans: Iterable[Plan], today: date) -> list[Due]:
    """What nobody submitted yet of these plans, as `awaited` says; a query for their editions, and one at the most."""
    plans = list(plans)
    latest: dict[int, dict[Kind, Edition]] = {}
    rows = Edition.objects.filter(report__plan__in=plans).select_related("report")
    for edition in sorted(rows, key=lambda each: each.number):
        latest.setdefault(edition.report.plan_id, {})[edition.kind] = edition
    return awaited(((plan, latest.get(plan.pk, {})) for plan in plans), today)


def awaited(years: Iterable[tuple[Plan, Latest]], today: date) -> list[Due]:
    """What nobody submitted yet, plan by plan in the order of the year; `years` have the latest edition of each kind.

    One query at the most, and none unless the day of a plan or of a progress report has gone by.
    """
    found = [due for plan, latest in years if not plan.is_from_paper for due in _of_year(plan, latest, today)]
    late = {due.plan.pk for due in found if due.on < today and due.kind.declared.due is not None}
    begun = _begun(late) if late else {}
    return [due for due in found if due.plan.pk not in late or _is_asked_for(due, begun, today)]


def _of_year(plan: Plan, latest: Latest, today: date) -> Iterator[Due]:
    if _is_submitted(latest.get(Kind.RESULT)):
        return
    for kind in OF_A_YEAR:
        day = plan.report_due_on if kind.declared.is_final else _day(plan, kind, latest, today)
        if day is not None and not _is_submitted(latest.get(kind)):
            yield Due(plan, kind, day)


def _day(plan: Plan, kind: Kind, latest: Latest, today: date) -> date | None:
    """The year's own day of a document, while the year goes on."""
    before = kind.declared.after
    if today > fiscal_range(plan.year)[1]:
        return None
    if before is not None and not _is_submitted(latest.get(Kind(before))) and not _is_stored(latest.get(kind)):
        return None
    return kind.declared.due_on(plan.year)


def _is_stored(edition: Edition | None) -> bool:
    return edition is not None and edition.pk is not None


def _is_submitted(edition: Edition | None) -> bool:
    """Whether a document is no more waited for: a result report that is made anew is, as it was before."""
    if edition is None or (edition.is_open and (edition.number == 1 or edition.report.declared.is_final)):
        return False
    return edition.pk is not None


def _begun(plans: Iterable[int]) -> dict[int, date]:
    """The day on which each plan was begun here, by its key; one query."""
    subjects = {f"plan:{pk}": pk for pk in plans}
    events = AuditEvent.objects.filter(subject__in=subjects, action__in=_BEGINS).order_by()
    first = events.values_list("subject").annotate(Min("at"))
    return {subjects[subject]: local_day(at) for subject, at in first}


def _is_asked_for(due: Due, begun: Mapping[int, date], today: date) -> bool:
    if due.kind.declared.due is None or due.on >= today:
        return True
    return due.plan.pk in begun and begun[due.plan.pk] <= due.on


def years_of(days: Iterable[date]) -> set[int]:
    """The fiscal years of which a document is due on one of the days."""
    kinds = [kind for kind in OF_A_YEAR if kind.declared.due is not None]
    return {
        year
        for day in days
        for year in range(day.year + 542, day.year + 546)
        if any(kind.declared.due_on(year) == day for kind in kinds)
    }
