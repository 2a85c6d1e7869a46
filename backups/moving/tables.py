"""What a table is besides its rows: the guards of the event chain, and the number that its next row gets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import AutoField, BigAutoField, Model

_GUARDED = ("audit_event", "audit_head")


@contextmanager
def guards_lifted() -> Iterator[None]:
    """The chain's tables take rows in any order, as their owner may have it; to be used in a transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            lift = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in _GUARDED]
            reset = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in _GUARDED]
        else:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (%s, %s)", _GUARDED
            )
            triggers = cursor.fetchall()
            lift, reset = [f"DROP TRIGGER {name}" for name, _ in triggers], [sql for _, sql in triggers]
        for statement in lift:
            cursor.execute(statement)
        yield
        for statement in reset:
            cursor.execute(statement)


def last_numbers(models: list[type[Model]], of: BaseDatabaseWrapper) -> dict[type[Model], int]:
    """The last number that each table gave, also to rows that are gone: events name rows by numbers, each once."""
    with of.cursor() as cursor:
        if of.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            known = dict(cursor.fetchall())
            return {model: int(known.get(model._meta.db_table, 0)) for model in _numbering(models)}
        found = {}
        for model in _numbering(models):
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [model._meta.db_table, _key(model)])
            [name] = cursor.fetchone()
            cursor.execute(f"SELECT last_value, is_called FROM {name}")  # noqa: S608 - as PostgreSQL wrote it
            value, is_called = cursor.fetchone()
            found[model] = int(value) if is_called else 0
        return found


def go_on_after(last: dict[type[Model], int]) -> None:
    """The next row of each table gets a number that none ever had."""
    with connection.cursor() as cursor:
        for model, number in last.items():
            table = model._meta.db_table
            if number and connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
            elif number:
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, _key(model), number])


def _numbering(models: list[type[Model]]) -> list[type[Model]]:
    return [model for model in models if isinstance(model._meta.pk, AutoField | BigAutoField)]


def _key(model: type[Model]) -> str:
    assert model._meta.pk is not None
    return str(model._meta.pk.column)
