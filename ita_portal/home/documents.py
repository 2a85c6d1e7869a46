"""The documents of a year in its order: the plan, the progress report of six months, the result report."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from measures.models import Plan
from reports.models import Edition, Report
from reports.models.kinds import OF_A_YEAR, Kind
from reports.review import badge
from workflow.badge import Status

_NOT_BEGUN = Status("idle", "circle", "ยังไม่ได้จัดทำ")


@dataclass(frozen=True)
class Document:
    """One of them, as its latest edition stands; one that nobody saved yet is not begun."""

    edition: Edition

    @property
    def title(self) -> str:
        return str(self.edition.kind.label)

    @property
    def status(self) -> Status:
        return _NOT_BEGUN if self.edition.pk is None else badge.of(self.edition)

    @property
    def url(self) -> str:
        plan = self.edition.report.plan
        return reverse("reports:compile", args=[plan.agency.slug, plan.year, self.edition.kind])


def of(plan: Plan, result: Edition) -> list[Document]:
    """All three, `result` being known already; one query. A year on paper has its result report alone."""
    if plan.is_from_paper:
        return [Document(result)]
    rows = Edition.objects.in_full().filter(report__plan=plan).exclude(report__kind=Kind.RESULT).order_by("number")
    latest = {edition.kind: edition for edition in rows}
    for edition in latest.values():
        edition.report.plan = plan
    latest[Kind.RESULT] = result
    return [Document(latest.get(kind) or Edition(report=Report(plan=plan, kind=kind))) for kind in OF_A_YEAR]
