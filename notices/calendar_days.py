"""A person's days: those of the measures that they answer for, and of the years that they have a part in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission, Role
from measures.models import EDITABLE, Measure, Plan
from measures.models.plan import DEADLINES
from notices.ics import Day
from reports.compiling.kinds import due

_PLAN_DAYS = tuple((name, f"วันสุดท้ายที่{words}") for name, words in DEADLINES.items())


def days_of(user: User, today: date) -> Iterator[Day]:
    """In all agencies in which the person has a role now; four queries and those of their rights, and one more where
    the day of a plan or of a progress report has gone by.
    """
    portal = settings.PORTAL_URL.rstrip("/")
    host = urlsplit(portal).hostname or "localhost"
    agencies = user.agencies(Permission.MEASURE_VIEW).filter(memberships__user=user, memberships__is_active=True)
    plans = Plan.objects.filter(agency__in=agencies).select_related("agency").order_by("year", "pk").distinct()
    leading = set(user.memberships.filter(is_active=True).exclude(role=Role.OFFICER).values_list("agency", flat=True))
    yield from _of_years(list(plans), leading, portal, host, today)
    measures = Measure.objects.kept().filter(plan__agency__in=agencies, state__in=EDITABLE, due_on__isnull=False)
    for measure in measures.answered_by(user).select_related("plan__agency").order_by("due_on", "pk"):
        plan = measure.plan
        url = portal + reverse("measures:measure", args=[plan.agency.slug, plan.year, measure.pk])
        details = f"{measure.question}\n{plan.agency.name}"
        assert measure.due_on is not None
        yield Day(f"measure-{measure.pk}@{host}", measure.due_on, f"ครบกำหนดมาตรการ {measure.called}", details, url)


def _of_years(plans: Sequence[Plan], leading: Collection[int], portal: str, host: str, today: date) -> Iterator[Day]:
    """The days that an office set for a year, and those of its plan and progress report until they are submitted."""
    for plan in plans:
        url = portal + reverse("agency_home", args=[plan.agency.slug, plan.year])
        for field, words in _PLAN_DAYS:
            day = getattr(plan, field)
            # An officer's part of the year is their measures.
            if day is not None and (field == "progress_due_on" or plan.agency_id in leading):
                yield Day(f"plan-{plan.pk}-{field}@{host}", day, f"{words} ปี {plan.year}", plan.agency.name, url)
    for each in due.awaited_of([plan for plan in plans if plan.agency_id in leading], today):
        plan, kind = each.plan, each.kind
        if kind.declared.due is None:  # the office set its day, which stands above
            continue
        url = portal + reverse("reports:compile", args=[plan.agency.slug, plan.year, kind])
        summary = f"วันสุดท้ายที่เสนอ{kind.called} ปี {plan.year}"
        yield Day(f"document-{plan.pk}-{kind}@{host}", each.on, summary, plan.agency.name, url)
