"""Test databases like those in use, which can nevertheless be emptied between tests."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.management.commands import flush
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations

from audit.link import GENESIS
from tests import migrated
from tests.house.tree import ROOT

EACH = "each_database"  # the mark of what matters on each
GUARDED = ("audit_event", "audit_head")
FILLED_BY_DJANGO = ("django_content_type", "auth_permission")  # alike after every migration
# What their processes ask is not heard; it is asked of this run's database.
_START_PROCESSES = (
    "tests/browser/test_journey_machines.py",
    "tests/evidence/test_upload_soak.py",
    "tests/house/test_machines_soak.py",
    "tests/notices/test_kills.py",
    "tests/reports/review/test_workflow_soak.py",
)


def matters_on_each(item: pytest.Item) -> bool:
    """Whether the test runs on every database, whatever statements it sends: several write at once, or wait in line."""
    if item.nodeid.startswith(_START_PROCESSES):
        return True
    marker = item.get_closest_marker("django_db")
    in_a_transaction = marker is None or not marker.kwargs.get("transaction")
    return not in_a_transaction and not item.get_closest_marker("browser")


def may_matter_on_each(module: Path) -> bool:
    """Whether a module can hold such a test, by its text: a run of these alone imports no other."""
    is_listed = module.relative_to(ROOT).as_posix() in _START_PROCESSES
    return is_listed or "transaction=True" in module.read_text(encoding="utf-8")


def is_a_file() -> bool:
    return connections["default"].vendor == "sqlite"


def use_a_copy(path: Path) -> None:
    """The tests run on a copy of what the migrations make.

    On SQLite it is a file: one in memory knows neither WAL nor queueing writers.
    """
    connection: Any = connections["default"]
    if is_a_file():
        migrated.copy_to(path)
        connection.settings_dict["TEST"].update(NAME=str(path), MIGRATE=False)
        return
    with connection._nodb_cursor() as cursor:
        name = migrated.template(cursor, os.environ["DATABASE_URL"])
    connection.settings_dict["TEST"].update(TEMPLATE=name, MIGRATE=False)


@contextmanager
def guards_lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """The audit tables without their triggers, as their owner can make them: for emptying, and to play the forger."""
    lift, reset = _statements(connection)
    with connection.cursor() as cursor:
        for statement in lift:
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        for statement in reset:
            cursor.execute(statement)


@contextmanager
def emptying_allowed() -> Iterator[None]:
    """Django empties all tables after a test with transaction=True; the chain then begins anew.

    What Django writes into two tables after the migrations stays: writing it again took longer than many a test. On
    PostgreSQL rows are deleted: TRUNCATE makes new files for every table, which takes a fifth of a second.
    """
    empty = BaseDatabaseOperations.execute_sql_flush

    def empty_unguarded(operations: Any, statements: list[str]) -> None:
        connection: BaseDatabaseWrapper = operations.connection
        kept = [connection.ops.quote_name(table) for table in FILLED_BY_DJANGO]
        if connection.vendor == "postgresql":
            tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
            statements = [f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables]
        wanted = [line for line in statements if not any(name in line for name in kept)]
        with transaction.atomic(using=connection.alias), guards_lifted(connection):
            empty(operations, ["; ".join(wanted)] if connection.vendor == "postgresql" else wanted)
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, %s)", [GENESIS])

    with (
        mock.patch.object(BaseDatabaseOperations, "execute_sql_flush", empty_unguarded),
        mock.patch.object(flush, "emit_post_migrate_signal"),
    ):
        yield


def see_others_off() -> None:
    """PostgreSQL drops no database that a thread or a killed server is still in: they get five seconds to leave."""
    connection = connections["default"]
    if connection.vendor != "postgresql":
        return
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with connection.cursor() as cursor:
        for _ in range(50):
            cursor.execute(f"SELECT count(*) {others}")
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.1)
        cursor.execute(f"SELECT pg_terminate_backend(pid) {others}")


def _statements(connection: BaseDatabaseWrapper) -> tuple[list[str], list[str]]:
    if connection.vendor == "postgresql":
        alter = [f"ALTER TABLE {table} {{}} TRIGGER USER" for table in GUARDED]
        return [line.format("DISABLE") for line in alter], [line.format("ENABLE") for line in alter]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (%s, %s)", GUARDED)
        triggers = cursor.fetchall()
    return [f"DROP TRIGGER {name}" for name, _ in triggers], [sql for _, sql in triggers]
