"""Letters that are to go out, and those that did."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.db import models

from accounts.models import User

PATIENCE = timedelta(minutes=5)  # how long one who took a letter in hand may need; then another tries
LONGEST = timedelta(days=7)  # after that it is no news any more


class MailQuerySet(models.QuerySet["Mail"]):
    def waiting(self, now: datetime) -> Self:
        """Those that can be sent now: not sent, young enough to be news, and in nobody's hands."""
        free = models.Q(tried_at=None) | models.Q(tried_at__lt=now - PATIENCE)
        return self.filter(free, sent_at=None, made_at__gt=now - LONGEST).order_by("made_at", "pk")


class Mail(models.Model):
    """One letter to one person under a key of its own: `digest:2023-09-26`, or that of the matter it is about.

    The row is written together with the notices that it tells of, and marked as sent only after the mail server took
    the letter: whoever is killed in between sends it a second time, with the same Message-ID, and never loses it.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=60, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = "จดหมายแจ้งเตือน"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="mail_once_a_person_and_key")]
        indexes = [models.Index(fields=["made_at"], condition=models.Q(sent_at=None), name="mail_not_sent_yet")]
