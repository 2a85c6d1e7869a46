"""What anyone may read: the files of a published round, as they were written down when it was published."""

from __future__ import annotations

from typing import Self

from django.db import models

from reports.models.edition import Edition
from reports.models.round import Round

# The states of an edition whose files anyone may read: what was once published stays, marked.
PUBLIC = (Edition.State.PUBLISHED, Edition.State.REPLACED, Edition.State.WITHDRAWN)


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Everyone sees these; what an edition's state does not make public is not among them."""

    def public(self) -> Self:
        """Published, replaced or withdrawn, with all that a list names."""
        rows = self.filter(round__edition__state__in=PUBLIC).select_related("round__edition__report__plan__agency")
        return rows.defer("search", "near", "round__document", "round__notes", "round__evidence")

    def current(self) -> Self:
        """Those that nothing has taken the place of."""
        return self.filter(round__edition__state=Edition.State.PUBLISHED)

    def mentioning(self, words: list[str]) -> Self:
        """Those in which all of the words stand; both sides as thai.text.fold leaves them.

        What a replaced or withdrawn version says is no longer looked for: only whose it is and what it is called.
        """
        found = self
        for word in words:
            in_words = models.Q(search__contains=word, round__edition__state=Edition.State.PUBLISHED)
            found = found.filter(in_words | models.Q(heading__contains=word))
        return found

    def nearly_mentioning(self, words: list[str]) -> Self:
        """The current ones that hold something near all of the words; both sides as thai.text.loose leaves them."""
        found = self.filter(round__edition__state=Edition.State.PUBLISHED)
        for word in words:
            found = found.filter(near__contains=word)
        return found


class Publication(models.Model):
    """`files` maps the names under /r/<code>/ to what lies in files.store: {name: {digest, size}}, of evidence
    with the `kind` of its bytes and the `name` under which it is handed out.

    `search` holds agency, title and text of the report, `heading` agency and title alone, both folded for searching;
    `near` is `search` as thai.text.loose leaves it. No row is ever changed or deleted.
    """

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="publication")
    published_at = models.DateTimeField("เผยแพร่เมื่อ", db_index=True)
    files = models.JSONField()
    search = models.TextField()
    heading = models.TextField(default="")
    near = models.TextField(default="")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "การเผยแพร่"

    @property
    def digests(self) -> set[str]:
        """All that must stay in the store for it."""
        return {file["digest"] for file in self.files.values()}
