"""Who passes a report before the approver: an agency's setting, and what it was when a round was submitted."""

from __future__ import annotations

from django.db import models

from accounts.models import Agency, Membership
from reports.models.round import Round


class Endorser(models.Model):
    """A place in the order of an agency's endorsers; set by reports.review.people.endorsers.set_endorsers."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="endorsers")
    position = models.PositiveSmallIntegerField()
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "ผู้เห็นชอบก่อนอนุมัติ"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "position"], name="endorser_once_a_position"),
            models.UniqueConstraint(fields=["agency", "membership"], name="endorser_once_an_agency"),
        ]


class RoundEndorser(models.Model):
    """Whom a round asks, in order, frozen at its submission: a changed setting counts from the next round on."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="endorsers")
    position = models.PositiveSmallIntegerField()
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["round", "position"], name="round_endorser_once_a_position")]
