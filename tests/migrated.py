"""A database with all tables and no rows: made by the migrations once for each state of them, then copied.

Running the migrations takes seconds of every process that tests, and of every test that starts a portal of its own.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import copyfile

import django
from django.apps import apps
from django.db.backends.utils import CursorWrapper

from tests.house.tree import ROOT

_TEMPLATE = "test_portal_migrated_"


def copy_to(path: Path) -> None:
    """Puts such a file there."""
    copyfile(_made(), path)


def _made() -> Path:
    """The file of the present state; kept in the temporary folder for the next run."""
    kept = Path(tempfile.gettempdir()) / f"ita-portal-migrated-{_state()}.sqlite3"
    if not kept.exists():
        with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
            made = Path(folder) / "portal.sqlite3"
            _migrate(f"sqlite:///{made}")
            assert not made.with_name("portal.sqlite3-wal").exists(), "all is in the one file"
            made.replace(kept)  # whole or not at all: others may be looking
    return kept


def template(cursor: CursorWrapper, url: str) -> str:
    """The name of such a database on PostgreSQL, for others to be made of; the cursor and `url` lead to its server.

    One process makes it, others wait; what earlier migrations left there is dropped.
    """
    kept = f"{_TEMPLATE}{_state()}"
    cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [_TEMPLATE])
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [_TEMPLATE])
    there = {name for (name,) in cursor.fetchall()}
    if kept not in there:
        for name in [*there, f"{kept}_new"]:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{kept}_new"')
        _migrate(f"{url.rpartition('/')[0]}/{kept}_new")
        cursor.execute(f'ALTER DATABASE "{kept}_new" RENAME TO "{kept}"')  # whole or not at all
    cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [_TEMPLATE])
    return kept


def _migrate(url: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "DATABASE_URL": url, "DATA_DIR": folder}
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], check=True, cwd=ROOT, env=env)


def _state() -> str:
    """A digest of the migrations and models of all apps: Django fills two of its tables after the models."""
    digest = hashlib.sha256(str(django.VERSION).encode())
    for app in apps.get_app_configs():
        for pattern in ("migrations/*.py", "models.py", "models/**/*.py"):
            for path in sorted(Path(app.path).glob(pattern)):
                digest.update(f"{app.label}/{path.relative_to(app.path)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]
