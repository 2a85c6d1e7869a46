"""A folder and a database of a run's own, on whichever engine is configured; both are gone at its end."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.db import connection


@contextmanager
def portal(name: str, **told: str) -> Iterator[None]:
    """A portal in a folder of its own, with empty tables: on SQLite, or on PostgreSQL where DATABASE_URL names one.

    `told` are further variables of the environment, which the processes that the run starts read too. Models can be
    imported within it.
    """
    with tempfile.TemporaryDirectory(prefix=f"{name}-") as folder:
        os.environ |= {
            "DEBUG": "1",
            "DEMO": "",
            "DATA_DIR": folder,
            "SIGNING_DIR": f"{folder}/keys",
            "CACHE_URL": "locmemcache://",
            "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
            **told,
        }
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/portal.sqlite3")
        django.setup()
        with database(name, Path(folder)):
            yield


@contextmanager
def database(name: str, folder: Path) -> Iterator[None]:
    """A database beside the configured one, in the folder where it is SQLite's; Django is set up already."""
    of_its_own = str(folder / f"{name}.sqlite3") if connection.vendor == "sqlite" else f"{name}_{os.getpid()}"
    connection.settings_dict["TEST"]["NAME"] = of_its_own
    configured = str(connection.settings_dict["NAME"])
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(configured, verbosity=0)
