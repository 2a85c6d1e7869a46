"""Files that are on their way, piece by piece, to become evidence: what arrived outlives the page and the line."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models

from evidence.models.evidence import Evidence
from measures.models import Measure


def new_token() -> str:
    """A name that nobody guesses, and that is a name of a folder on any disk."""
    return secrets.token_hex(16)


class EvidenceUpload(models.Model):
    """One file that a person sends for a measure; its bytes up to `offset` lie in files.pieces.

    `digest` is the SHA-256 of the whole file as the sender's browser computed it; nothing where it could not.
    `taken_on` is the day that the browser read in a photograph which it made smaller. Once the whole file was looked
    at, `kept` is what becomes of it, and no piece is left; once it is attached, `evidence` is the row.
    """

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="uploads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField("ชื่อไฟล์", max_length=255)
    size = models.PositiveIntegerField()
    offset = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    taken_on = models.DateField(null=True, blank=True)
    kept = models.JSONField(null=True, blank=True)
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "ไฟล์ที่กำลังส่ง"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(offset__lte=models.F("size")), name="upload_is_within_its_size")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_whole(self) -> bool:
        """Whether all of its bytes arrived."""
        return self.offset == self.size


class EvidencePiece(models.Model):
    """Bytes of an upload from `start` on, as one request brought them; they lie in files.pieces by their digest."""

    upload = models.ForeignKey(EvidenceUpload, on_delete=models.CASCADE, related_name="pieces")
    start = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["start"]
        constraints = [models.UniqueConstraint(fields=["upload", "start"], name="one_piece_of_an_upload_and_place")]
