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

GUARDED = ("audit_event", "audit_head")
FILLED_BY_DJANGO = ("django_content_type", "auth_permission")  # alike after every migration
_FIXTURES = frozenset({"db", "transactional_db", "django_db_setup"})
# Here tests start processes or empty databases, which pytest-django doesn't see.
_BY_ITSELF = (
    "house",
    "notices",
    "ita_portal",
    "audit",
    "reports/review/test_workflow_soak.py",
)
# Of these, the processes have databases of their own, or none, and do the same in every run.
_WITHOUT_IT = (
    "house/test_commands.py",
    "house/test_demonstration.py",
    "house/test_env_file.py",
    "house/test_environment.py",
    "house/test_no_skips.py",
    "house/test_requirements.py",
    "house/test_server.py",
    "house/test_setup.py",
    "house/test_size.py",
    "ita_portal/test_console.py",
    "notices/test_worker.py",
)
# What files say, whoever keeps the rows; that rows are found for a file is tried on every database by the pages of /v/.
_JUDGING_FILES = (
    "reports/formats/test_reader_pdf.py",
    "reports/publication/test_witness.py",
    "reports/verification/test_laundering.py",
    "reports/verification/test_verify_command.py",
)
# What they walk through again is walked on every database by the matrices of moves, the road and the races.
_WALKED_BY_OTHERS = (
    "measures/test_workflow_buttons.py",
    "reports/review/test_workflow_lost_roles.py",
    "reports/review/test_workflow_offices.py",
    "reports/review/test_workflow_pages.py",
)
# How pages look is the same on every database; what several people write at once may not be.
_IN_BROWSERS = ("test_journey_review", "test_journey_two_people", "test_journey_drafts")


def only_what_may_touch_it() -> bool:
    """Whether tests that come out alike on every database are left out: they ran on another."""
    return bool(os.environ.get("DATABASE_TESTS_ONLY"))


def may_be_touched_by(item: pytest.Item) -> bool:
    """Whether the test may touch the database, itself or by a process that it starts."""
    if _is_in((*_JUDGING_FILES, *_WALKED_BY_OTHERS), item):
        return False
    if item.get_closest_marker("browser"):
        return item.path.stem in _IN_BROWSERS and _way(item) in ("", "desk")
    if item.get_closest_marker("django_db") or _FIXTURES.intersection(getattr(item, "fixturenames", ())):
        return True
    return _is_in(_BY_ITSELF, item) and not _is_in(_WITHOUT_IT, item)


def _way(item: pytest.Item) -> str:
    """At which width a journey is gone, with scripts or without: what is written comes out alike."""
    spec = getattr(item, "callspec", None)
    return str(spec.id) if spec else ""


def _is_in(places: tuple[str, ...], item: pytest.Item) -> bool:
    return item.nodeid.startswith(tuple(f"tests/{place}" for place in places))


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
