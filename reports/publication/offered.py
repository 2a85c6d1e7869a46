"""What the list of published reports can be narrowed by, as it was some minutes ago."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Exists, OuterRef

from accounts.models import Agency
from reports.models import Publication
from thai.text import sort_key

_KEY, _SECONDS = "public-choices", 600


@dataclass(frozen=True)
class Choices:
    """Years, the latest first, and provinces of whoever has published, in the dictionary's order."""

    years: list[int]
    provinces: list[str]


def choices() -> Choices:
    """The choices, for all who ask within ten minutes the same ones; of a publication since, `forget` tells."""
    with suppress(OSError):  # a full disk
        kept = cache.get(_KEY)
        if isinstance(kept, Choices):
            return kept
    made = _choices()
    with suppress(OSError):
        cache.set(_KEY, made, _SECONDS)
    return made


def forget() -> None:
    """Has the choices looked up anew, for something was published."""
    with suppress(OSError):
        cache.delete(_KEY)


def _choices() -> Choices:
    rows = Publication.objects.order_by()
    have = Agency.objects.filter(Exists(rows.filter(agency=OuterRef("pk"))))
    places = have.order_by().values_list("province", flat=True).distinct()
    years = rows.values_list("year", flat=True).distinct()
    return Choices(sorted(years, reverse=True), sorted(filter(None, places), key=sort_key))
