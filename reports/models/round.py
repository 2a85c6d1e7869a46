"""One submission of an edition: what was frozen, under a code of its own."""

from __future__ import annotations

import hashlib
import json

from django.db import models

from accounts.models import Membership, User
from audit.heads import Head
from document import ReportDocument, from_json
from files.store import Altered
from reports.models.edition import Edition


class Round(models.Model):
    """`document` is the canonical text that `digest` names; nothing of a round changes after its row is written.

    `pictures` are the digests of the PDF's pages as PNG, in order; `evidence` is the list of what the report rests on,
    public or not, as reports.models.attached says: the document names the public ones alone. `notes` keeps
    what the submission was told: see reports.review.approver_notes. `audit_seq` and `audit_hash` are the head of the
    audit chain just before the submission: whoever keeps the round can hold the chain to it.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField("รอบที่")
    code = models.CharField("รหัสตรวจสอบ", max_length=40, unique=True)
    document = models.TextField()
    digest = models.CharField(max_length=64)
    pdf_digest = models.CharField(max_length=64)
    pictures = models.JSONField()
    evidence = models.JSONField(default=list, blank=True)
    notes = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField()
    audit_seq = models.BigIntegerField(default=0)
    audit_hash = models.CharField(max_length=64, blank=True)
    # Whom the submission names: they alone approve. Name and post as printed, a stand-in's with the office.
    approver = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    approver_name = models.CharField(max_length=150)
    approver_post = models.CharField(max_length=450, blank=True)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()

    class Meta:
        verbose_name = "รอบการเสนอ"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="round_number_once_an_edition"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="rounds_count_from_one"),
            models.CheckConstraint(
                condition=models.Q(digest__regex="^[0-9a-f]{64}$", pdf_digest__regex="^[0-9a-f]{64}$"),
                name="round_names_its_bytes",
            ),
            models.CheckConstraint(
                condition=models.Q(audit_seq__gte=0, audit_hash__regex="^[0-9a-f]{64}$")
                | models.Q(audit_seq=0, audit_hash=""),
                name="round_names_a_head_or_none",
            ),
        ]

    @property
    def pages(self) -> int:
        """The number of the PDF's pages."""
        return len(self.pictures)

    @property
    def evidence_files(self) -> set[str]:
        """The digests of its evidence, public or not, and of the small pictures of it; a link has none."""
        return {each.get(name, "") for each in self.evidence for name in ("digest", "thumbnail")} - {""}

    @property
    def files(self) -> set[str]:
        """The digests of all that lies in files.store for this round."""
        return {self.pdf_digest, *self.pictures, *self.evidence_files}

    @property
    def head(self) -> Head | None:
        """The audit chain's head before the submission; None for a round that is older than these columns."""
        return Head(self.audit_seq, self.audit_hash) if self.audit_hash else None

    def read(self) -> ReportDocument:
        """The frozen document. Raises Altered where the text is not what its digest names."""
        if hashlib.sha256(self.document.encode()).hexdigest() != self.digest:
            raise Altered(f"document of round {self.pk}")
        return from_json(json.loads(self.document))
