"""What a person typed into a form and has not saved yet."""

from __future__ import annotations

from django.db import models

from accounts.models.user import User


class Draft(models.Model):
    """One form's fields as they were typed, by its page (a path): offered on return, gone after a save.

    A person has one of a page; what was thrown away, or gave way to newer words, can be brought back for a day.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    page = models.CharField(max_length=300)
    title = models.CharField(max_length=200)
    data = models.TextField()
    saved_at = models.DateTimeField()
    thrown_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "ร่างที่พิมพ์ค้างไว้"
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page"], condition=models.Q(thrown_at=None), name="one_draft_a_person_and_page"
            ),
            models.CheckConstraint(condition=models.Q(page__startswith="/"), name="draft_is_of_a_page"),
        ]

    begins = ""  # the first of its words, where drafts of one title must be told apart: see editing.drafts.waiting

    @property
    def link(self) -> str:
        """The address of the page with the draft in its form."""
        return f"{self.page}?draft=1"
