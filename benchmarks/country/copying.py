"""Many rows of a model at once: COPY on PostgreSQL, executemany on SQLite; neither signals nor checks of forms."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

_AT_ONCE = 50_000
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
Facts = Mapping[str, object]


def load(model: type[models.Model], rows: Iterable[Facts]) -> int:
    """Writes rows, each a mapping of attribute names; what one leaves out is the field's default. Returns how many."""
    fields = model._meta.concrete_fields
    defaults = {field.attname: field.get_default() for field in fields}  # in the order of the columns
    lines = (list({**defaults, **row}.values()) for row in rows)
    write = _copy if connection.vendor == "postgresql" else _insert
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    number = 0
    while part := list(islice(lines, _AT_ONCE)):
        with transaction.atomic():
            write(table, columns, part)
        number += len(part)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)
    return number


def next_key(model: type[models.Model]) -> int:
    """The first key that is free, and all after it."""
    return (model._default_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1


def _copy(table: str, columns: str, lines: list[list[object]]) -> None:
    text = io.StringIO("".join("\t".join(map(_as_text, line)) + "\n" for line in lines))
    with connection.cursor() as cursor:
        raw: Any = cursor.cursor
        raw.copy_expert(f"COPY {table} ({columns}) FROM STDIN", text)


def _as_text(value: object) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(_plain(value)).translate(_ESCAPED)


def _insert(table: str, columns: str, lines: list[list[object]]) -> None:
    places = ", ".join("?" * (columns.count(",") + 1))
    connection.ensure_connection()
    raw: Any = connection.connection
    raw.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", ([*map(_plain, line)] for line in lines))


def _plain(value: object) -> object:
    """As both databases read it."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f") + (
            "+00" if connection.vendor == "postgresql" else ""
        )
    return value.isoformat() if isinstance(value, date) else value


def in_order(*sizes: int) -> Iterator[tuple[int, ...]]:
    """Each combination of numbers below these, the last running fastest."""
    if not sizes:
        yield ()
        return
    for first in range(sizes[0]):
        for rest in in_order(*sizes[1:]):
            yield (first, *rest)
