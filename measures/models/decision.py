"""What was decided on a measure: every move with its round, its words, who and when."""

from __future__ import annotations

from typing import TypeAlias

from django.db import models

from accounts.models import User
from measures.models.measure import Measure


class MeasureMove(models.TextChoices):
    """The names of the moves in measures.moves."""

    HAND_IN = "hand_in", "ส่งตรวจ"
    RECALL = "recall", "เรียกคืน"
    TAKE = "take", "ตรวจรับ"
    RETURN = "return", "ส่งกลับแก้ไข"
    REOPEN = "reopen", "เปิดให้แก้ไขอีกครั้ง"
    COMPLETE = "complete", "บันทึกว่าเสร็จสมบูรณ์"


class Decision(models.Model):
    """One move of measures.moves; rounds count from 1, and handing in or completing begins the next.

    `digest` is the SHA-256 of the text that was decided on (measures.services.decision.digest_of). A measure that waits
    or was taken cannot be changed, so that the moves of a round carry the same.
    """

    Move: TypeAlias = MeasureMove

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField("รอบที่")
    move = models.CharField(max_length=10, choices=Move)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    comment = models.TextField(blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = "การพิจารณามาตรการ"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "round", "move"], name="measure_move_once_a_round"),
            models.CheckConstraint(condition=models.Q(round__gte=1), name="measure_round_counts_from_1"),
            models.CheckConstraint(
                condition=models.Q(move__in=MeasureMove.values),
                name="measure_move_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(move__in=["return", "reopen"]) | ~models.Q(comment=""),
                name="measure_return_and_reopen_have_words",
            ),
        ]
