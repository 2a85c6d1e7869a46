"""What can be made again, kept for a while: in `cache` what this machine made, for which no other machine asks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeAlias, TypeVar

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.utils.connection import ConnectionProxy

cache = ConnectionProxy(caches, "made")
Made = TypeVar("Made")
Place: TypeAlias = "BaseCache | ConnectionProxy[BaseCache]"


def kept_or_made(place: Place, key: str, seconds: int, make: Callable[[], Made]) -> Made:
    """What lies in a cache under a key, or what `make` returns, kept from then on. None is never kept.

    On a full disk nothing can be kept, or taken away once it is too old: it is made each time.
    """
    with suppress(OSError):
        found: Made | None = place.get(key)
        if found is not None:
            return found
    made = make()
    with suppress(OSError):
        place.set(key, made, seconds)
    return made
