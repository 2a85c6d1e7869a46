"""One document of a plan, of a kind."""

from __future__ import annotations

from django.db import models

from measures.models import Plan
from reports.models.kinds import Declared, Kind

__all__ = ["Kind", "Report"]


class Report(models.Model):
    """A report has editions; a plan has one report of each kind."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        verbose_name = "รายงาน"
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind"], name="report_once_a_plan_and_kind"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="report_kind_is_known"),
        ]

    @property
    def declared(self) -> Declared:
        """What differs by its kind."""
        return Kind(self.kind).declared
