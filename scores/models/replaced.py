"""Figures that were replaced: kept, so that nothing typed is ever lost."""

from __future__ import annotations

from django.db import models

from accounts.models import User
from scores.models.sheet import ScoreSheet


class Replaced(models.Model):
    """What stood in one place of a sheet before a save, or what lost in a choice between two saves.

    `part` is the key of a score (IIT, 7, E13) or the name of a column of the sheet; `text` is as a person reads it.
    """

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="replaced")
    part = models.CharField(max_length=20)
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "คะแนนเดิม"
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="replaced_score_is_not_empty")]
