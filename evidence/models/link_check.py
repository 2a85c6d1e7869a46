"""What the portal saw when it opened a link, and when it opens it next."""

from __future__ import annotations

from django.db import models

from evidence.models.evidence import Evidence
from evidence.opening.seen import Seen

_STATES = [(each.value, each.value) for each in Seen]


class LinkCheck(models.Model):
    """The latest opening of one link; a link that is replaced is another piece of evidence, with a check of its own.

    `failed_days` counts the different days in a row on which it couldn't be opened, `next_at` is None for a link that
    is opened again only when somebody needs to know.
    """

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, primary_key=True, related_name="link_check")
    host = models.CharField(max_length=255, editable=False)
    state = models.CharField(max_length=12, choices=_STATES, default=Seen.WAITING.value)
    status = models.PositiveSmallIntegerField(default=0)
    ended_at_host = models.CharField(max_length=255, blank=True)
    opened_at = models.DateTimeField(null=True)
    failed_days = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        verbose_name = "การเปิดลิงก์"

    def __str__(self) -> str:
        return f"{self.host} {self.state}"
