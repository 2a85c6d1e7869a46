"""What is done once a night, by whichever worker comes first."""

from __future__ import annotations

from django.db import models


class Nightly(models.Model):
    """One job of the night, the last day for which it was done, and who is at it: one row a job, for all machines.

    `begun_for` and `position` are the day and the place at which an unfinished round goes on; `done_for` is None
    before the first.
    """

    name = models.CharField(max_length=40, primary_key=True)
    done_for = models.DateField(null=True, blank=True)
    begun_for = models.DateField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    position = models.BigIntegerField(default=0)
    lease = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "งานประจำคืน"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lease="", leased_until=None) | ~models.Q(lease="") & ~models.Q(leased_until=None),
                name="nightly_lease_has_an_end",
            )
        ]

    def __str__(self) -> str:
        return self.name
