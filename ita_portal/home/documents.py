"""The documents of a year in its order: the plan, the progress report of six months, the result report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from reports.models import Edition
from reports.models.kinds import Kind
from reports.review import badge
from workflow.badge import Status

_NOT_BEGUN = Status("idle", "circle", "ยังไม่ได้จัดทำ")


@dataclass(frozen=True)
class Document:
    """One of them, as its latest edition stands; one that nobody saved yet is not begun."""

    edition: Edition

    @property
    def is_of_paper(self) -> bool:
        """Whether its year was brought in as it had been reported on paper."""
        return self.edition.report.plan.is_from_paper

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


def of(editions: Mapping[Kind, Edition]) -> list[Document]:
    """All three, of the latest edition of each; a year on paper has its result report alone."""
    found = list(map(Document, editions.values()))
    return [each for each in found if each.edition.report.declared.is_final or not each.is_of_paper]
