"""The database that the settings name, whichever it is; and another one in its place for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.utils import load_backend

from accounts.models import User
from audit.models import AuditEvent
from backups.database import postgresql, sqlite

_ENGINES: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def engine() -> ModuleType:
    """The module of the database at hand."""
    return _ENGINES[connection.vendor]


def applied() -> list[str]:
    """The migrations that the database has, as `app.name`, in order of their names."""
    return sorted(f"{app}.{name}" for app, name in MigrationLoader(connection).applied_migrations)


def known() -> set[str]:
    """The migrations that this program has."""
    return {f"{app}.{name}" for app, name in MigrationLoader(connection).disk_migrations or ()}


def is_in_use() -> bool:
    """Whether somebody has an account there, or the chain has an event: what no restore and no move may replace."""
    tables = set(connection.introspection.table_names())
    return any(model._meta.db_table in tables and model.objects.exists() for model in (User, AuditEvent))


def has_tables() -> bool:
    """Whether anything at all was made there."""
    return bool(connection.introspection.table_names())


@contextmanager
def instead(told: dict[str, Any]) -> Iterator[None]:
    """All that this thread asks of the database goes to another one: migrations and models know but the default."""
    usual = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = wrapper = opened(told, DEFAULT_DB_ALIAS)
    try:
        yield
    finally:
        wrapper.close()
        connections[DEFAULT_DB_ALIAS] = usual


def opened(told: dict[str, Any], alias: str) -> Any:  # noqa: ANN401 - a wrapper of whichever engine
    """A connection to a database that settings as those of DATABASES describe, not opened yet."""
    whole = connections.configure_settings({DEFAULT_DB_ALIAS: dict(told)})[DEFAULT_DB_ALIAS]
    return load_backend(whole["ENGINE"]).DatabaseWrapper(whole, alias)
