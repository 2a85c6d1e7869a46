"""What is reckoned out of many sheets, kept until one of them is saved."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.db.models import Count, Max, QuerySet, Sum

from files.made import kept_or_made
from scores.models import ScoreSheet

_SECONDS = 600
Kept = TypeVar("Kept")


def kept_until_saved(name: str, sheets: QuerySet[ScoreSheet], make: Callable[[], Kept]) -> Kept:
    """What `make` returns of the sheets, made anew once any of them was saved; one query and, at times, that.

    Each save of a sheet counts up its revision, so what was kept before it is not found any more. What else changes (an
    agency's kind) is seen within ten minutes, where the agencies are others at once.
    """
    state = sheets.order_by().aggregate(
        number=Count("pk"), saves=Sum("revision"), whose=Sum("agency"), last=Max("saved_at")
    )
    asked = hashlib.sha256(repr((name, sorted(state.items()))).encode()).hexdigest()
    return kept_or_made(cache, f"sheets-{asked[:40]}", _SECONDS, make)
