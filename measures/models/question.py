"""A question on a measure, asked without returning it, and the answers to it."""

from __future__ import annotations

from django.db import models

from accounts.models import User
from measures.models.measure import Measure


class Question(models.Model):
    """Asked by one person of another; whoever asked closes it."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="questions")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField("คำถาม")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "คำถามถึงมาตรการ"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="question_has_words"),
            models.CheckConstraint(condition=~models.Q(by=models.F("to")), name="question_is_to_somebody_else"),
        ]


class Answer(models.Model):
    """What somebody said to a question, the asker's own words among them."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField("คำตอบ")

    class Meta:
        verbose_name = "คำตอบ"
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="answer_has_words")]
