"""A SQLite file with all tables and no rows: made by the migrations once for each state of them, then copied.

Running the migrations takes seconds of every test run, and of every test that starts a portal of its own.
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

from tests.house.tree import ROOT


def copy_to(path: Path) -> None:
    """Puts such a file there."""
    copyfile(_made(), path)


def _made() -> Path:
    """The file of the present state; kept in the temporary folder for the next run."""
    kept = Path(tempfile.gettempdir()) / f"ita-portal-migrated-{_state()}.sqlite3"
    if not kept.exists():
        with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
            made = Path(folder) / "portal.sqlite3"
            env = {**os.environ, "DATABASE_URL": f"sqlite:///{made}", "DATA_DIR": folder}
            subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], check=True, cwd=ROOT, env=env)
            assert not made.with_name("portal.sqlite3-wal").exists(), "all is in the one file"
            made.replace(kept)  # whole or not at all: others may be looking
    return kept


def _state() -> str:
    """A digest of the migrations and models of all apps: Django fills two of its tables after the models."""
    digest = hashlib.sha256(str(django.VERSION).encode())
    for app in apps.get_app_configs():
        for pattern in ("migrations/*.py", "models.py", "models/**/*.py"):
            for path in sorted(Path(app.path).glob(pattern)):
                digest.update(f"{app.label}/{path.relative_to(app.path)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]
