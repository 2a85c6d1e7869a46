"""Words that were replaced: kept, so that nothing typed is ever lost."""

from __future__ import annotations

from django.db import models

from accounts.models import User
from measures.models.measure import Measure


class Revision(models.Model):
    """What a row of a measure said before someone saved over it, or what lost in a choice between two saves."""

    class Kind(models.TextChoices):
        ACTION = "action", "การดำเนินการ"
        OUTCOME = "outcome", "ผลลัพธ์"
        STEP = "step", "สิ่งที่ต้องทำ"

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="revisions")
    kind = models.CharField(max_length=8, choices=Kind)
    row = models.PositiveBigIntegerField()
    text = models.TextField()
    dates = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["action", "outcome", "step"]), name="revision_kind_is_known"
            )
        ]
