"""The cache in a table of the database: all machines that share the database see what is counted."""

from __future__ import annotations

from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction


class TableCache(DatabaseCache):
    """Django's, but two who count at once are both counted.

    Where the database takes nothing, `set` and `add` keep nothing without a word, as Django has it: whoever must know
    whether something was counted reads it back, or asks what `add` answers.
    """

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """The number after counting. Raises ValueError where nothing is kept under the key."""
        using = router.db_for_write(self.cache_model_class)
        connection = connections[using]
        with transaction.atomic(using=using):
            if connection.features.has_select_for_update:
                table = connection.ops.quote_name(self.cache_model_class._meta.db_table)
                with connection.cursor() as cursor:
                    wanted = [self.make_and_validate_key(key, version=version)]
                    cursor.execute(f"SELECT 1 FROM {table} WHERE cache_key = %s FOR UPDATE", wanted)  # noqa: S608
            return super().incr(key, delta, version)
