"""Agencies in which somebody may have something to hear."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models

from accounts.models import Agency


class LookQuerySet(models.QuerySet["Look"]):
    def waiting(self, now: datetime) -> Self:
        """Those that nobody is at, the longest waiting first; what failed before comes last."""
        free = models.Q(leased_until=None) | models.Q(leased_until__lte=now)
        return self.filter(free).order_by("tries", "asked_at", "agency")


class Look(models.Model):
    """An agency to be looked at: what its people must know is reckoned anew, and the row goes.

    `asked_at` is since when it waits; who asks once more moves `again_at` alone, and where somebody looks just then the
    row stays for another look.
    """

    agency = models.OneToOneField(Agency, on_delete=models.CASCADE, primary_key=True, related_name="+")
    asked_at = models.DateTimeField()
    again_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)

    objects = LookQuerySet.as_manager()

    class Meta:
        verbose_name = "หน่วยงานที่รอแจ้งเตือน"
