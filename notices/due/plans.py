"""What coordinators must know of a year: that one of its documents is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from accounts.models import Agency
from measures.models import Plan
from notices.due.days import Days
from notices.due.deadline import STEPS, nearness
from notices.due.matter import Matter
from notices.due.people import People
from reports.compiling.kinds import due as documents
from thai.fiscal import fiscal_range, fiscal_year

_DAY = timedelta(days=1)


def matters(agency: Agency, people: People, today: date) -> Iterator[Matter]:
    """Of each document of a year that was never submitted, or came back; two queries, and one more where the day of a
    plan or of a progress report has gone by.
    """
    plans = Plan.objects.filter(agency=agency, is_from_paper=False).order_by("year")
    for due in documents.awaited_of(plans, today):
        near = nearness(due.on, today)
        if near is None:
            continue
        plan, kind = due.plan, due.kind
        url = reverse("reports:compile", args=[agency.slug, plan.year, kind])
        title = f"{near.kind.label}: เสนอ{kind.called}ปี {plan.year}"
        which = f"plan:{plan.pk}" if kind.declared.is_final else f"{kind}:plan:{plan.pk}"
        for user in people.coordinators:
            yield Matter(user, near.kind, f"plan:{plan.pk}", f"{near.key}:{which}", title, near.words, url)


def turning(days: Days) -> Iterator[int]:
    """The agencies in which a document of a year comes near its day, or passed it, or the year is over; one query."""
    found = days.of_deadlines("report_due_on") | Q(year__in=_years(days), is_from_paper=False)
    yield from Plan.objects.filter(found).values_list("agency", flat=True)


def _years(days: Days) -> set[int]:
    """The years whose own days came near in those days, and those that ended the day before one of them."""
    gone = [days.after + number * _DAY for number in range(1, (days.today - days.after).days + 1)]
    near = documents.years_of(day + left * _DAY for day in gone for left in (*STEPS, -1))
    return near | {fiscal_year(day) - 1 for day in gone if day == fiscal_range(fiscal_year(day))[0]}
