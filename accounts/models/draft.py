"""What a person typed into a form and has not saved yet."""

from __future__ import annotations

from django.db import models

from accounts.models.user import User


class Draft(models.Model):
    """One form's fields as they were typed, by the path of its page: offered on return, gone after a save."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    page = models.CharField(max_length=300)
    title = models.CharField(max_length=200)
    data = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = "ร่างที่พิมพ์ค้างไว้"
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "page"], name="draft_once_a_person_and_page"),
            models.CheckConstraint(condition=models.Q(page__startswith="/"), name="draft_is_of_a_page"),
        ]

    @property
    def link(self) -> str:
        """The page with the draft in its form."""
        return f"{self.page}?draft=1"
