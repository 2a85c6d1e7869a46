"""A report that was brought in and is not taken yet: what the file shows, and what a person chose and corrected."""

from __future__ import annotations

from django.db import models

from accounts.models import Agency, User


class ImportDraft(models.Model):
    """Of one agency, whose coordinators and administrators share it; gone once it is taken, thrown away, or old.

    `source` is the grid of the file, or the document of a file that a portal wrote. `choices` and `corrections`
    are a person's (reports.importing.sight has their form), `kept` are words that lost a choice between two saves.
    `revision` counts the saves; `pictures` are digests in files.store, in the order of the grid's pictures.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="import_drafts")
    file_name = models.CharField(max_length=200, blank=True)
    source = models.JSONField()
    pictures = models.JSONField(default=list)
    choices = models.JSONField(default=dict)
    corrections = models.JSONField(default=dict)
    kept = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)
    brought_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    touched_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    touched_at = models.DateTimeField()

    class Meta:
        verbose_name = "รายงานที่นำเข้าค้างไว้"
        ordering = ["-touched_at", "-pk"]

    @property
    def name(self) -> str:
        """The file's name, or what stands for it."""
        return self.file_name or "ข้อความที่วาง"
