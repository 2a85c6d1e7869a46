"""What anyone may read: the files of a published round, as they were written down when it was published."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models.functions import StrIndex

from accounts.models import Agency
from reports.models.edition import Edition
from reports.models.report import Kind
from reports.models.round import Round

# The states of an edition whose files anyone may read: what was once published stays, marked.
PUBLIC = (Edition.State.PUBLISHED, Edition.State.REPLACED, Edition.State.WITHDRAWN)
SHORTEST = 3  # letters: the indexes hold runs of three, so shorter words are looked for in names and titles alone


def mentions(words: list[str]) -> models.Q:
    """The condition of PublicationQuerySet.mentioning."""
    has, published = models.Q(), models.Q(round__edition__state=Edition.State.PUBLISHED)
    for word in sorted(words, key=len):
        has &= (
            _has("heading", word)
            if len(word) < SHORTEST
            else _has("heading", word) | (_has("search", word) & published)
        )
    return has


def nearly_mentions(words: list[str]) -> models.Q:
    """The condition of PublicationQuerySet.nearly_mentioning."""
    has = models.Q(round__edition__state=Edition.State.PUBLISHED)
    for word in words:
        has &= _has("near", word)
    return has


def _has(column: str, word: str) -> models.Q:
    return models.Q(models.lookups.GreaterThan(StrIndex(column, models.Value(word)), 0))


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Everyone sees these; what an edition's state does not make public is not among them."""

    def public(self) -> Self:
        """Published, replaced or withdrawn, with all that a list names."""
        rows = self.filter(round__edition__state__in=PUBLIC).select_related("round__edition__report__plan__agency")
        return rows.defer("search", "near", "round__document", "round__notes", "round__evidence")

    def current(self) -> Self:
        """Those that nothing has taken the place of."""
        return self.filter(round__edition__state=Edition.State.PUBLISHED)

    def newest_first(self) -> Self:
        """In the order of the list."""
        return self.order_by("-published_at", "-pk")

    def beyond(self, moment: datetime, key: int, *, older: bool) -> Self:
        """Those after a row of the list, in its order, or before it, backwards."""
        # Said twice, for only so does an index begin there.
        if older:
            ahead = models.Q(published_at__lt=moment) | models.Q(pk__lt=key)
            return self.filter(ahead, published_at__lte=moment).newest_first()
        ahead = models.Q(published_at__gt=moment) | models.Q(pk__gt=key)
        return self.filter(ahead, published_at__gte=moment).order_by("published_at", "pk")

    def mentioning(self, words: list[str]) -> Self:
        """Those in which all of the words stand; both sides as thai.text.fold leaves them.

        What a replaced or withdrawn version says is no longer looked for: only whose it is and what it is called.
        Short words are looked for there alone, too. No index helps here: reports.publication.searching has that.
        """
        return self.filter(mentions(words))

    def nearly_mentioning(self, words: list[str]) -> Self:
        """The current ones that hold something near all of the words; both sides as thai.text.loose leaves them."""
        return self.filter(nearly_mentions(words))


class Publication(models.Model):
    """`files` maps the names under /r/<code>/ to what lies in files.store: {name: {digest, size}}, of evidence
    with the `kind` of its bytes and the `name` under which it is handed out.

    `search` holds agency, title and text of the report, `heading` agency and title alone, both folded for searching;
    `near` is `search` as thai.text.loose leaves it. `agency`, `year` and `kind` are the report's, said again so that an
    index of this table leads to the newest of them. No row is ever changed or deleted.
    """

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="publication")
    published_at = models.DateTimeField("เผยแพร่เมื่อ")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False)
    year = models.PositiveSmallIntegerField(editable=False)
    kind = models.CharField(max_length=10, choices=Kind, editable=False)
    files = models.JSONField()
    search = models.TextField()
    heading = models.TextField(default="")
    near = models.TextField(default="")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "การเผยแพร่"
        # The list's order, of all and of what it can be narrowed by.
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="publication_newest"),
            models.Index(fields=["agency", "-published_at", "-id"], name="publication_of_agency"),
            models.Index(fields=["year", "-published_at", "-id"], name="publication_of_year"),
            models.Index(fields=["kind", "-published_at", "-id"], name="publication_of_kind"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Says what its round says of the report, whatever was said here."""
        report = self.round.edition.report
        self.agency_id, self.year, self.kind = report.plan.agency_id, report.plan.year, report.kind
        super().save(*args, **kwargs)

    @property
    def digests(self) -> set[str]:
        """All that must stay in the store for it."""
        return {file["digest"] for file in self.files.values()}
