"""An invitation to a person: what they will hold in an agency once they take it up."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models

from accounts.models.agency import Agency, Unit
from accounts.models.user import User
from accounts.permissions import Role


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def waiting(self) -> Self:
        """Neither taken up nor withdrawn; those that ran out stay, for a new link can be made."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def usable(self, now: datetime) -> Self:
        """Those whose link still opens."""
        return self.waiting().filter(expires_at__gt=now)


class Invitation(models.Model):
    """`secret_digest` is the SHA-256 of the link's secret, which is stored nowhere: a new link replaces the old one."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="invitations")
    name = models.CharField("ชื่อและนามสกุล", max_length=150)
    email = models.EmailField("อีเมล", blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    post = models.CharField("ตำแหน่ง", max_length=200, blank=True)
    roles = models.JSONField("บทบาท")
    secret_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "คำเชิญ"
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="invitation_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None, accepted_by=None)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False, withdrawn_at=None),
                name="invitation_is_taken_up_once_or_withdrawn",
            ),
        ]

    @property
    def held(self) -> list[Role]:
        """The roles that it brings, in the order of Role."""
        return [role for role in Role if role in self.roles]
