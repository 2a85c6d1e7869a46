"""Whether somebody works off the queue."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

LATE = timedelta(minutes=15)  # cron may call every ten minutes


class Pulse(models.Model):
    """The one row that each round of the worker renews; `seq` is the last audit event that it heard of."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    at = models.DateTimeField()
    seq = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "สัญญาณของงานเบื้องหลัง"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="pulse_is_one_row")]

    def is_alive(self, now: datetime, late: timedelta = LATE) -> bool:
        """Whether a round was made lately."""
        return now - self.at < late
