"""The addresses of the current reports for search engines, in parts that are made once and kept.

A report's part follows from its key, so that what is published later changes the last part alone; the moves that make a
report current, or no longer that, throw its part away.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from django.core.cache import cache
from django.db.models import Max

from files.made import kept_or_made
from reports.models import Edition, Publication

A_PART = 1000  # keys of publications; a file may hold 50,000 addresses
_SECONDS = 3600


def parts() -> int:
    """How many parts there are; one at the least, which holds the address of the list."""
    last = Publication.objects.aggregate(last=Max("pk"))["last"] or 1
    return int(last - 1) // A_PART + 1


def kept(part: int, write: Callable[[list[tuple[str, datetime]]], str]) -> str:
    """A part, written by `write` of codes and moments, the latest first, unless it lies ready."""
    return kept_or_made(cache, _key(part), _SECONDS, lambda: write(_current(part)))


def forget(edition: Edition) -> None:
    """Throws away the part in which the edition's report stands, or stood."""
    for key in Publication.objects.filter(round__edition=edition).values_list("pk", flat=True):
        with suppress(OSError):  # a full disk
            cache.delete(_key((key - 1) // A_PART + 1))


def _current(part: int) -> list[tuple[str, datetime]]:
    rows = Publication.objects.current().filter(pk__gt=(part - 1) * A_PART, pk__lte=part * A_PART)
    return list(rows.newest_first().values_list("round__code", "published_at"))


def _key(part: int) -> str:
    return f"sitemap-{part}"
