"""The address of a person's calendar."""

from __future__ import annotations

from django.db import models

from accounts.models import User


class CalendarAddress(models.Model):
    """Whoever knows the token reads the person's deadlines; a new one revokes the old one."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="calendar_address")
    token = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "ที่อยู่ปฏิทิน"
        constraints = [models.CheckConstraint(condition=~models.Q(token=""), name="calendar_has_a_token")]
