"""Letters that are to go out, and those that did; and how the mail server does."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.db import models

from accounts.models import User

PATIENCE = timedelta(minutes=5)  # how long one who took letters in hand may need; then another tries
LONGEST = timedelta(days=7)  # after that it is no news any more
LONGEST_PAUSE = timedelta(hours=12)  # between two tries of one letter


class MailQuerySet(models.QuerySet["Mail"]):
    def unsent(self, now: datetime) -> Self:
        """Those that are still to go out, in anybody's hands or none."""
        return self.filter(sent_at=None, made_at__gt=now - LONGEST)

    def waiting(self, now: datetime) -> Self:
        """Those that can be sent now: not sent, young enough to be news, and in nobody's hands; urgent ones first."""
        free = models.Q(next_at=None) | models.Q(next_at__lte=now)
        put_back = models.Q(next_at__gt=now + LONGEST_PAUSE)  # nobody waits that long: the clock was put back
        return self.unsent(now).filter(free | put_back).order_by("daily", "made_at", "pk")


class Mail(models.Model):
    """One letter to one person under a key of its own: `digest:2023-09-26`, or that of the matter it is about.

    The row is written together with the notices that it tells of, marked as tried right before it goes out, and as
    sent only after the mail server took it: whoever is killed in between sends that one letter a second time, with
    the same Message-ID, and none is lost. `next_at` is when it may be tried: later while somebody has it in hand,
    and after it was refused. `daily` letters wait for the others.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    daily = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True, blank=True)
    lease = models.CharField(max_length=32, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=60, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = "จดหมายแจ้งเตือน"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="mail_once_a_person_and_key")]
        indexes = [
            models.Index(fields=["daily", "made_at"], condition=models.Q(sent_at=None), name="mail_not_sent_yet"),
        ]


class MailServer(models.Model):
    """The one row that says how the mail server does: after `failures` in a row nobody tries it before `next_at`."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    failures = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "เครื่องรับส่งจดหมาย"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="mail_server_is_one_row")]
