"""Words of a report that were replaced: kept, so that nothing typed is ever lost."""

from __future__ import annotations

from django.db import models

from accounts.models import User
from reports.models.edition import Edition


class Revision(models.Model):
    """What a field of the compile form said before someone saved over it; `by` is who did."""

    class Field(models.TextChoices):
        OPENING = "opening", "ข้อความนำ"
        DEFECTS = "defects", "ข้อบกพร่องที่ต้องแก้ไขโดยทันที"
        DEVELOPMENTS = "developments", "ประเด็นที่ต้องพัฒนา"
        WAYS = "ways", "แนวทางการดำเนินการ"
        PROBLEMS = "problems", "ปัญหา/อุปสรรค"
        SUGGESTIONS = "suggestions", "ข้อเสนอแนะ"
        REPORTER = "reporter", "ผู้รายงาน"
        REPORTED_ON = "reported_on", "วันที่รายงาน"
        APPROVER = "approver", "ผู้อนุมัติ"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="revisions")
    field = models.CharField(max_length=12, choices=Field)
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "ข้อความเดิมของรายงาน"
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="report_revision_is_not_empty")]
