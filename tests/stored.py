"""All that the database holds, to be compared before and after."""

from django.db import connection


def everything_stored(*, but: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """The rows of every table as text, by the table's name; a test of it shows that it sees each change."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - set(but)
        stored = {}
        for table in sorted(tables):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            stored[table] = sorted(repr(row) for row in cursor.fetchall())
    return stored


def changed_tables(before: dict[str, list[str]], after: dict[str, list[str]]) -> set[str]:
    """The tables whose rows are not what they were."""
    return {table for table in before.keys() | after.keys() if before.get(table) != after.get(table)}
