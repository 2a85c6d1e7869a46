"""The documents of a year in its order: the plan, the progress report of six months, the result report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from measures.models import Plan
from notices.due.deadline import STEPS
from reports.compiling.kinds import due
from reports.models import Edition
from reports.models.kinds import Kind
from reports.review import badge
from thai.dates import days_left, format_date
from workflow.badge import Status

_NOT_BEGUN = Status("idle", "circle", "ยังไม่ได้จัดทำ")
_LATE = Status("bad", "exclamation-triangle-fill", "เกินกำหนด")


@dataclass(frozen=True)
class Document:
    """One of them, as its latest edition stands; one that nobody saved yet is not begun.

    `due` is the day by which it is to be submitted, where it is still waited for.
    """

    edition: Edition
    due: date | None
    today: date

    @property
    def is_of_paper(self) -> bool:
        """Whether its year was brought in as it had been reported on paper."""
        return self.edition.report.plan.is_from_paper

    @property
    def title(self) -> str:
        return str(self.edition.kind.label)

    @property
    def status(self) -> Status:
        if self.due is not None and self.due < self.today:
            return _LATE
        return _NOT_BEGUN if self.edition.pk is None else badge.of(self.edition)

    @property
    def detail(self) -> str:
        """Its day and how far that is, from two weeks before until it was submitted."""
        if self.due is None or (self.due - self.today).days > max(STEPS):
            return ""
        return f"เสนอภายใน {format_date(self.due)} {days_left(self.due, self.today)}"

    @property
    def url(self) -> str:
        plan = self.edition.report.plan
        return reverse("reports:compile", args=[plan.agency.slug, plan.year, self.edition.kind])


def of(plan: Plan, editions: Mapping[Kind, Edition], today: date) -> list[Document]:
    """All three, of the latest edition of each; a year on paper has its result report alone.

    One query where the day of a plan or of a progress report has gone by, else none.
    """
    days = {each.kind: each.on for each in due.awaited([(plan, editions)], today)}
    found = [Document(edition, days.get(kind), today) for kind, edition in editions.items()]
    return [each for each in found if each.edition.report.declared.is_final or not each.is_of_paper]
