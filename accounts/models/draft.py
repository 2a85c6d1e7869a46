"""What a person typed into a form and has not saved yet."""

from __future__ import annotations

from django.db import models

from accounts.models.user import User


class Draft(models.Model):
    """One form's fields as they were typed, by its page: offered on return, gone after a save.

    The page is a path; `?earlier=<n>` behind it marks words that newer ones of the same page would have replaced.
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
            models.UniqueConstraint(fields=["user", "page"], name="draft_once_a_person_and_page"),
            models.CheckConstraint(condition=models.Q(page__startswith="/"), name="draft_is_of_a_page"),
        ]

    begins = ""  # the first of its words, where drafts of one title must be told apart: see editing.drafts.waiting

    @property
    def is_earlier(self) -> bool:
        """Typed in another window, or before what now stands under the page's own address."""
        return "?earlier=" in self.page

    @property
    def link(self) -> str:
        """The address of the page with the draft in its form."""
        return f"{self.page}{'&' if '?' in self.page else '?'}draft=1"
