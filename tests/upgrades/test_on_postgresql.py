"""What a released version left is brought up on PostgreSQL as well: its rows are there before the later migrations."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from backups.database import engines
from backups.moving import rows, tables
from tests.backups import portals
from tests.backups.portals import SQLITE, Portal
from tests.upgrades import unpacked
from tests.upgrades.keep_release import ARCHIVE
from tests.upgrades.test_kept_releases import see_that_it_is_whole

pytestmark = pytest.mark.django_db(transaction=True)
KEPT = "kept_release"


def as_it_was(migrations: tuple[str, ...]) -> list[type[Model]]:
    """Makes the tables of the release, and returns its models."""
    last = {app: name for app, _, name in (each.partition(".") for each in sorted(migrations))}
    executor = MigrationExecutor(connection)
    there = [(app, name) for app, name in last.items() if (app, name) in executor.loader.graph.nodes]
    state: Any = executor.migrate(there)
    found = state.apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def fill(models: list[type[Model]], database: Path) -> None:
    """Copies the rows of the release into its tables."""
    connections[KEPT] = kept = engines.opened({"ENGINE": SQLITE, "NAME": str(database)}, KEPT)
    try:
        with transaction.atomic(), tables.guards_lifted():
            for model in reversed(models):
                manager: Any = model._base_manager
                manager.all()._raw_delete(using="default")
            for model in models:
                rows.copy(model, KEPT)
            tables.go_on_after(tables.last_numbers(models, kept))
    finally:
        kept.close()
        del connections[KEPT]


@pytest.mark.parametrize("release", unpacked.KEPT, ids=lambda path: path.name.removesuffix(".tar.xz"))
def test_a_release_is_brought_up_with_its_rows(release: Path, tmp_path: Path) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only on PostgreSQL: on SQLite the archive itself is restored")
    expected = unpacked.unpack(release, tmp_path)
    saved = unpacked.saved(tmp_path)
    portal: Portal = portals.an_empty_place(tmp_path / "portal")
    shutil.copytree(tmp_path / ARCHIVE / "files", portal.folder / "data/files")
    try:
        with portal.entered():
            models = as_it_was(saved.migrations)
            assert engines.applied() == sorted(saved.migrations)
            fill(models, tmp_path / ARCHIVE / saved.database)
            call_command("migrate", verbosity=0)
        see_that_it_is_whole(portal, expected, tmp_path)
    finally:
        portals.drop(portal)
