"""What coordinators must know of a year: that its report is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from accounts.models import Agency
from measures.models import Plan
from notices.due.days import Days
from notices.due.deadline import nearness
from notices.due.matter import Matter
from notices.due.people import People
from reports.models import Edition
from reports.models.report import Kind as ReportKind


def matters(agency: Agency, people: People, today: date) -> Iterator[Matter]:
    """Of each plan whose report was never submitted, or came back; two queries."""
    rows = Edition.objects.filter(report__plan__agency=agency, report__kind=ReportKind.RESULT).order_by("number")
    latest = {edition.report.plan_id: edition for edition in rows.select_related("report")}
    for plan in Plan.objects.filter(agency=agency, is_from_paper=False).order_by("year"):
        edition = latest.get(plan.pk)
        near = nearness(plan.report_due_on, today) if edition is None or edition.is_open else None
        if near is None:
            continue
        url = reverse("reports:compile", args=[agency.slug, plan.year])
        title = f"{near.kind.label}: เสนอรายงานปี {plan.year}"
        for user in people.coordinators:
            yield Matter(user, near.kind, f"plan:{plan.pk}", f"{near.key}:plan:{plan.pk}", title, near.words, url)


def turning(days: Days) -> Iterator[int]:
    """The agencies in which a year's report comes near its day, or passed it; one query."""
    yield from Plan.objects.filter(days.of_deadlines("report_due_on")).values_list("agency", flat=True)
