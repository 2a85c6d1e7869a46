"""A folder and a database of a run's own, on whichever engine is configured; both are gone at its end."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.db import connection


def in_production(folder: str, **told: str) -> dict[str, str]:
    """The environment of a portal in production with all that it has in a folder, on SQLite, and MFA asked of nobody.

    A process with it never leaves this machine or the folder; `told` are further variables, or others.
    """
    return {
        "DEMO": "",
        "DEBUG": "false",
        "HTTPS_ONLY": "false",
        "MFA_REQUIRED": "false",
        "SIGNING_DEMO": "true",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATA_DIR": folder,
        "SIGNING_DIR": f"{folder}/keys",
        "STATIC_ROOT": f"{folder}/static",
        "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
        "CACHE_URL": f"filecache://{folder}/cache",
        "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
        **told,
    }


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
    """A database beside the configured one, in the folder where it is SQLite's; Django is set up already.

    It is a copy of what the migrations make, as that of the tests is.
    """
    from tests import database as copies  # noqa: PLC0415 - most benchmarks want none

    copies.use_a_copy(folder / f"{name}.sqlite3")
    if not copies.is_a_file():
        connection.settings_dict["TEST"]["NAME"] = f"{name}_{os.getpid()}"
    configured = str(connection.settings_dict["NAME"])
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=copies.is_a_file())
    try:
        yield
    finally:
        connection.creation.destroy_test_db(configured, verbosity=0)
