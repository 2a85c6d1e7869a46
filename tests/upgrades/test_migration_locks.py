"""No migration keeps a table from those who work, or breaks the version that still serves, as far as SQL tells."""

from __future__ import annotations

import pytest
from django.db import connection
from django_migration_linter import MigrationLinter
from django_migration_linter.sql_analyser.analyser import analyse_sql_statements

from tests.house.tree import project_files

pytestmark = pytest.mark.django_db(transaction=True)
_BEFORE = "made before the first release: no installation had rows, nor another version beside it"
# By name, with the reason. What a new one wants: docs/operations.md, "Without a pause".
EXEMPT = {
    "accounts.0008_agency_emblem": _BEFORE,
    "accounts.0009_one_draft_a_page": _BEFORE,
    "accounts.0010_agency_website": _BEFORE,
    "accounts.0013_order_of_agencies": _BEFORE,
    "audit.0003_checks_and_pages": _BEFORE,
    "measures.0002_review_of_measures": _BEFORE,
    "measures.0008_what_reports_say": _BEFORE,
    "measures.0010_kinds_of_lists": "the table of items has some hundred rows, which the operator alone writes",
    "notices.0009_nights": _BEFORE,
    "reports.0002_workflow": _BEFORE,
    "reports.0003_round_head": _BEFORE,
    "reports.0006_publication": _BEFORE,
    "reports.0007_set_aside": _BEFORE,
    "reports.0009_near_words": _BEFORE,
    "reports.0011_cover": _BEFORE,
    "reports.0014_signing_index": _BEFORE,
    "reports.0015_search_at_scale": _BEFORE,
}


def ours() -> set[str]:
    """The apps whose migrations are the project's."""
    return {path.parts[0] for path in project_files() if path.parts[1:2] == ("migrations",)}


def found() -> dict[str, list[str]]:
    """What django-migration-linter says of each migration of ours, warnings about locks included."""
    linter = MigrationLinter(no_cache=True, no_output=True)
    said = {}
    for migration in linter._gather_all_migrations():
        if migration.app_label in ours():
            sql = linter.get_sql(migration.app_label, migration.name)
            errors, _, warnings = analyse_sql_statements(linter.sql_analyser_class, sql, [])
            said[f"{migration.app_label}.{migration.name}"] = [each.code for each in [*errors, *warnings]]
    return said


def test_no_migration_locks_a_table_or_breaks_the_version_before() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only on PostgreSQL: SQLite has one office, which stops for an upgrade")
    said = {name: codes for name, codes in found().items() if codes}
    assert {name: codes for name, codes in said.items() if name not in EXEMPT} == {}
    assert sorted(EXEMPT) == sorted(said), "what is exempt without need is taken out"
