"""What the list of published reports can be narrowed by, as it was some minutes ago."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Exists, OuterRef

from accounts.models import Agency
from files.made import kept_or_made
from reports.models import Publication
from thai.likeness import Names
from thai.text import sort_key

_KEY, _SECONDS = "public-choices", 600
_MANY = 500


@dataclass(frozen=True)
class Choices:
    """Years, the latest first, and provinces of whoever has published, in the dictionary's order."""

    years: list[int]
    provinces: list[str]


def choices() -> Choices:
    """The choices, for all who ask within ten minutes the same ones; of a publication since, `forget` tells."""
    return kept_or_made(cache, _KEY, _SECONDS, _choices)


class _Known:
    """The names of a large country, in the memory of this process: to prepare them takes longer than to use them."""

    until = 0.0
    names: tuple[dict[str, str], Names] = ({}, Names(()))


def meant(words: str) -> list[str]:
    """Agencies that have published, whose names are like these words; of very many, as they were ten minutes ago."""
    if time.monotonic() > _Known.until:
        have = Agency.objects.filter(Exists(Publication.objects.filter(agency=OuterRef("pk"))))
        rows = list(have.order_by("pk").values_list("name", "short_name"))
        by_either = {either: name for name, short in rows for either in (name, short) if either}
        _Known.names = by_either, Names(by_either)
        _Known.until = time.monotonic() + _SECONDS if len(rows) > _MANY else 0.0
    known, names = _Known.names
    return list(dict.fromkeys(known[each] for each in names.alike(words)))


def forget() -> None:
    """Has the choices looked up anew, for something was published."""
    with suppress(OSError):  # a full disk
        cache.delete(_KEY)


def _choices() -> Choices:
    rows = Publication.objects.order_by()
    have = Agency.objects.filter(Exists(rows.filter(agency=OuterRef("pk"))))
    places = have.order_by().values_list("province", flat=True).distinct()
    years = rows.values_list("year", flat=True).distinct()
    return Choices(sorted(years, reverse=True), sorted(filter(None, places), key=sort_key))
