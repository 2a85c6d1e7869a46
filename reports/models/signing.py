"""How far the signing of an approved round has come, and what it ended in; and which key an agency signs with."""

from __future__ import annotations

from typing import TypeAlias

from django.db import models

from accounts.models import Agency
from reports.models.round import Round


class SigningState(models.TextChoices):
    """How far the signing of a round is."""

    WAITING = "waiting", "รอลงนาม"
    WORKING = "working", "กำลังลงนาม"
    STAMPING = "stamping", "รอประทับเวลา"
    FAILED = "failed", "ลงนามไม่สำเร็จ"
    UNFIT = "unfit", "ต้องเสนอใหม่ก่อนลงนาม"
    DONE = "done", "ลงนามแล้ว"


class Signing(models.Model):
    """One row a round, made by the job that signs; `reason` are Thai words for the page where it does not go on.

    Whoever works on it holds `lease` until `leased_until`; a killed worker's runs out and another begins anew.
    """

    State: TypeAlias = SigningState

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="signing")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.TextField(blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    lease = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    # The signed file and by what it was signed; certificate is the SHA-256 of the certificate.
    pdf_digest = models.CharField(max_length=64, blank=True)
    certificate = models.CharField(max_length=64, blank=True)
    level = models.CharField(max_length=5, blank=True)
    demo = models.BooleanField(default=False)
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "การลงลายมือชื่อ"
        # Whoever verifies a file asks whether one of all that were ever signed is the same.
        indexes = [models.Index(fields=["pdf_digest"], name="signing_by_its_file")]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=SigningState.values), name="signing_state_is_known"),
            models.CheckConstraint(
                condition=models.Q(lease=None, leased_until=None)
                | models.Q(state="working", lease__isnull=False, leased_until__isnull=False),
                name="only_work_is_leased",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="done",
                    pdf_digest__regex="^[0-9a-f]{64}$",
                    certificate__regex="^[0-9a-f]{64}$",
                    signed_at__isnull=False,
                )
                | (~models.Q(state="done") & models.Q(pdf_digest="", certificate="", level="", signed_at=None)),
                name="what_is_signed_names_its_file",
            ),
        ]

    @property
    def is_over(self) -> bool:
        """Whether nothing happens any more by itself."""
        return self.state in (self.State.DONE, self.State.FAILED, self.State.UNFIT)


class SigningKey(models.Model):
    """Which of the keys at hand an agency signs with; without a row it is the safest one."""

    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="signing_key")
    source = models.CharField(max_length=10)

    class Meta:
        verbose_name = "แหล่งใบรับรอง"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(source__in=["pkcs11", "pkcs12", "demo"]), name="key_source_is_known"
            )
        ]
