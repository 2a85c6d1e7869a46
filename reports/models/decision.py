"""What became of a round: every move with its words, who and when."""

from __future__ import annotations

from typing import TypeAlias

from django.db import models

from accounts.models import User
from reports.models.round import Round
from reports.models.states import ReportMove


class Decision(models.Model):
    """Name and capacity as they stood then; `declaration` are the words that the person ticked before confirming."""

    Move: TypeAlias = ReportMove

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="decisions")
    move = models.CharField(max_length=10, choices=Move)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    capacity = models.CharField(max_length=450, blank=True)
    at = models.DateTimeField()
    comment = models.TextField(blank=True)
    declaration = models.TextField(blank=True)

    class Meta:
        verbose_name = "การพิจารณารายงาน"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(move__in=ReportMove.values), name="report_move_is_known"),
            models.UniqueConstraint(fields=["round"], condition=models.Q(move="submit"), name="round_submitted_once"),
            models.UniqueConstraint(
                fields=["round"],
                condition=models.Q(move__in=["recall", "return", "approve"]),
                name="round_ends_once",
            ),
            models.UniqueConstraint(
                fields=["round", "by"], condition=models.Q(move="endorse"), name="round_endorsed_once_a_person"
            ),
            models.UniqueConstraint(fields=["round"], condition=models.Q(move="publish"), name="round_published_once"),
            models.UniqueConstraint(
                fields=["round"],
                condition=models.Q(move__in=["set_aside", "replace", "withdraw"]),
                name="round_set_aside_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(move__in=["return", "set_aside", "replace", "withdraw"]) | ~models.Q(comment=""),
                name="report_return_has_words",
            ),
            models.CheckConstraint(
                condition=~models.Q(move__in=["submit", "approve", "publish", "withdraw"]) | ~models.Q(declaration=""),
                name="submission_and_approval_are_declared",
            ),
        ]
