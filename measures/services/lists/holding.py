"""Whoever writes a row that points to an item of a list holds the item, so that nobody removes it meanwhile."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from measures.models import Indicator


def held(items: Iterable[Indicator]) -> set[int]:
    """The keys of those that are still in a list, and stay there until the transaction ends; one query at the most.

    People who write of the same item don't wait for each other; one who removes it waits for them.
    """
    keys = sorted({item.pk for item in items})
    if not keys:
        return set()
    if connection.vendor != "postgresql":  # SQLite has one writer, who has locked the database
        return set(Indicator.objects.filter(pk__in=keys).values_list("pk", flat=True))
    table = Indicator._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE", [keys])  # noqa: S608 - a model's table
        return {key for (key,) in cursor.fetchall()}


def hold(item: Indicator | None) -> Indicator | None:
    """The item, held as above; None for none and for one that was removed."""
    return item if item is not None and held([item]) else None
