"""One submission of an edition: what was frozen, under a code of its own."""

from __future__ import annotations

from django.db import models

from accounts.models import User
from reports.models.edition import Edition


class Round(models.Model):
    """`document` is the canonical text that `digest` names; both never change after the row is written."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField("รอบที่")
    code = models.CharField("รหัสตรวจสอบ", max_length=40, unique=True)
    document = models.TextField()
    digest = models.CharField(max_length=64)
    pdf_digest = models.CharField(max_length=64)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()

    class Meta:
        verbose_name = "รอบการเสนอ"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="round_number_once_an_edition"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="rounds_count_from_one"),
            models.CheckConstraint(
                condition=models.Q(digest__regex="^[0-9a-f]{64}$", pdf_digest__regex="^[0-9a-f]{64}$"),
                name="round_names_its_bytes",
            ),
        ]
