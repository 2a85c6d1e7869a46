"""Words that were replaced: kept, so that nothing typed is ever lost."""

from __future__ import annotations

from typing import TypeAlias

from django.db import models

from accounts.models import User
from measures.models.measure import Measure


class RevisionKind(models.TextChoices):
    """Which part of a measure the words were."""

    ACTION = "action", "การดำเนินการ"
    OUTCOME = "outcome", "ผลลัพธ์"
    MEASURE = "measure", "ข้อคำถาม"
    STEP = "step", "สิ่งที่ต้องทำ"
    DETAIL = "detail", "รายละเอียด"
    OFFICERS = "officers", "ผู้รับผิดชอบ"
    EVIDENCE = "evidence", "คำบรรยายหลักฐาน"


class Revision(models.Model):
    """What someone saved over, or what lost in a choice between two saves.

    `row` is the key of what it was: an action, an outcome, a step, a detail or a piece of evidence (0 where it never
    was stored), or the measure for its own words and its officers.
    """

    Kind: TypeAlias = RevisionKind

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
                condition=models.Q(kind__in=RevisionKind.values),
                name="revision_kind_is_known",
                violation_error_message="ไม่รู้จักชนิดของข้อความเดิมนี้",
            )
        ]
