"""Which caches there are: one for what all machines must see, one for what this machine made and can make again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

IN_FILES = "ita_portal.caches.in_files.FileCache"
IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
IN_REDIS = "ita_portal.caches.in_redis.SharedCache"
IN_TABLE = "ita_portal.caches.in_table.TableCache"
# Counts behind one machine's back: each machine would let a wrong password be tried as often as all together.
OF_ONE_MACHINE = frozenset({IN_FILES, IN_MEMORY, "django.core.cache.backends.dummy.DummyCache"})
TABLE = "portal_cache"  # made by a migration of accounts


def chosen(told: dict[str, Any], *, folder: Path, database: str) -> dict[str, dict[str, Any]]:
    """What Django's CACHES wants; `told` is the cache of CACHE_URL, if there is one.

    Untold, PostgreSQL counts for all machines, and SQLite's one machine counts in files.
    """
    files = {"BACKEND": IN_FILES, "LOCATION": str(folder), "OPTIONS": {"MAX_ENTRIES": 10000}}
    table = {"BACKEND": IN_TABLE, "LOCATION": TABLE, "OPTIONS": {"MAX_ENTRIES": 20000}}
    counted = told or (table if database == "django.db.backends.postgresql" else files)
    return {
        "default": counted,
        "made": counted if counted["BACKEND"] in OF_ONE_MACHINE else files,
        "process": {"BACKEND": IN_MEMORY, "LOCATION": "process"},
        "nowhere": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    }
