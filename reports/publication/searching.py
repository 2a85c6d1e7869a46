"""The search among published reports, which takes as long among thirty thousand as among a thousand.

A common word is found by going through the list from where one reads: fifty rows that have it are soon together. A rare
one isn't, and then the index of runs of three letters leads to the few that have it. Neither is quick at the other's,
and no database knows beforehand which it is, so the next rows of the list are looked through first.

Words are those of thai.text.fold. One under SHORTEST letters stands in no index and is looked for in names and titles.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db import connection
from django.db.models import Case, When
from django.db.models.expressions import RawSQL

from editing.lists.key_paging import KeyPage, Place, page_of
from reports.models import Publication
from reports.models.publication import SHORTEST, PublicationQuerySet, mentions, nearly_mentions
from reports.publication.listed import Listed, listed

LOOKED_THROUGH = 1000  # rows of the list, before the index is asked
FIRST, FIRST_FURTHER_ON = 500, 200  # of them: a common word fills the page with these; further on nobody counts
MOST_COUNTED = 1000
_FEW = 50  # of so many rows: the index is then quicker at counting them
_WILD = str.maketrans({each: f"\\{each}" for each in "\\%_"})


@dataclass(frozen=True)
class Count:
    """How many are found; with `is_more` there are at least so many."""

    number: int
    is_more: bool = False


@dataclass(frozen=True)
class Search:
    """Words in rows that are narrowed otherwise already; with `is_near` the words are those of thai.text.loose.

    `is_sorted` where no index leads to the newest of the rows, so that the database sorts them all: of a province.
    What is shown is public. Rows are counted without asking that of each, for no move leads out of the public states.
    """

    rows: PublicationQuerySet
    words: tuple[str, ...] = ()
    is_near: bool = False
    is_sorted: bool = False

    def page(self, place: Place | None, size: int) -> KeyPage[Listed]:
        """The page at a place, in three queries at most; from the beginning where the place is none of a public row."""
        begin = self._public.newest_first()
        if place is not None:
            moment = Publication.objects.public().filter(pk=place.key).values_list("published_at", flat=True).first()
            place = place if moment else None
            begin = self._public.beyond(moment, place.key, older=place.is_after) if place and moment else begin
        return page_of(place, size, lambda most: self._first(place, begin, most), lambda row: row.pk)

    def count(self) -> Count:
        """How many there are in all, counted as far as is soon done."""
        if not self.words and not self.is_sorted:
            return _capped(self.rows)
        if not self.words:
            number = len(self._newest_keys)
            return Count(min(number, MOST_COUNTED), is_more=number > MOST_COUNTED)
        keys, is_all = self._newest
        if is_all or len(keys) > _FEW:
            return Count(len(keys)) if is_all else Count(_round(len(keys)), is_more=True)
        return _capped(self._indexed(self._public))

    @property
    def _public(self) -> PublicationQuerySet:
        return self.rows.public()

    def _first(self, place: Place | None, begin: PublicationQuerySet, most: int) -> list[Listed]:
        if not self.words:
            return _in_full(self._newest_keys[:most]) if self.is_sorted and not place else listed(begin[:most])
        keys, is_all = self._in_next(begin, FIRST_FURTHER_ON) if place else self._newest
        if is_all or len(keys) >= most:
            return _in_full(keys[:most])
        return listed(self._indexed(begin)[:most])

    @cached_property
    def _newest_keys(self) -> list[int]:
        """As many as are counted, from which the first page is read: one sort for both, of keys alone."""
        return list(self.rows.newest_first().values_list("pk", flat=True)[: MOST_COUNTED + 1])

    @cached_property
    def _newest(self) -> tuple[list[int], bool]:
        return self._in_next(self._public.newest_first(), FIRST)

    def _in_next(self, begin: PublicationQuerySet, first: int) -> tuple[list[int], bool]:
        """The keys of those among the next rows that have the words, and whether no rows come after these.

        Of a common word the first rows are enough.
        """
        found = self._in_first(begin, min(first, LOOKED_THROUGH))
        if found[1] or len(found[0]) > _FEW or first >= LOOKED_THROUGH:
            return found
        return self._in_first(begin, LOOKED_THROUGH)

    def _in_first(self, begin: PublicationQuerySet, most: int) -> tuple[list[int], bool]:
        condition = nearly_mentions(list(self.words)) if self.is_near else mentions(list(self.words))
        has = Case(When(condition, then=True), default=False)
        looked_through = list(begin.values_list("pk", has)[:most])
        return [key for key, has_words in looked_through if has_words], len(looked_through) < most

    def _having(self, rows: PublicationQuerySet) -> PublicationQuerySet:
        words = list(self.words)
        return rows.nearly_mentioning(words) if self.is_near else rows.mentioning(words)

    def _indexed(self, rows: PublicationQuerySet) -> PublicationQuerySet:
        """Those that have the words, by the index; for a short word all names and titles are gone through."""
        if all(len(word) >= SHORTEST for word in self.words):
            rows = rows.filter(pk__in=_by_runs("near" if self.is_near else "search", self.words))
        return self._having(rows)


def _in_full(keys: list[int]) -> list[Listed]:
    by_key = {row.pk: row for row in listed(Publication.objects.public().filter(pk__in=keys))}
    return [by_key[key] for key in keys if key in by_key]


def _capped(rows: PublicationQuerySet) -> Count:
    number = rows.order_by()[: MOST_COUNTED + 1].count()
    return Count(min(number, MOST_COUNTED), is_more=number > MOST_COUNTED)


def _round(number: int) -> int:
    """What is certainly reached, in a number that reads well."""
    step = 100 if number > 100 else 10
    return (number - 1) // step * step


def _by_runs(column: str, words: tuple[str, ...]) -> RawSQL:
    """The keys of the rows whose column holds all of the words, each of three letters or more."""
    if connection.vendor == "postgresql":
        having = " AND ".join([f"{column} LIKE %s"] * len(words))
        # OFFSET 0: what is asked beside it is asked of what was found.
        sql = f"SELECT id FROM reports_publication WHERE {having} OFFSET 0"  # noqa: S608 - no value is among the text
        return RawSQL(sql, [f"%{word.translate(_WILD)}%" for word in words])  # noqa: S611 - as above
    asked = " AND ".join('"{}"'.format(word.replace('"', '""')) for word in words)
    sql = "SELECT rowid FROM reports_publication_words WHERE reports_publication_words MATCH %s"
    return RawSQL(sql, [f"{column} : ({asked})"])  # noqa: S611 - as above
