"""Portals beside that of the run: each with a folder and a database of its own."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, connections
from django.test import override_settings
from django.utils import timezone

from backups.archives import Archive, found
from backups.database import engines
from ita_portal.demo import agency, past_report
from tests import migrated
from tests.stored import everything_stored

SQLITE = "django.db.backends.sqlite3"
_OPTIONS = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL;"}
# What a copy leaves out, and what is written of the copy itself.
LEFT_OUT = ("django_session", "audit_event", "audit_head", "sqlite_sequence", "django_migrations")


@dataclass(frozen=True)
class Portal:
    """`told` is its entry of DATABASES."""

    folder: Path
    told: dict[str, Any]

    @property
    def archives(self) -> Path:
        return self.folder / "archives"

    @contextmanager
    def entered(self) -> Iterator[None]:
        """All that is done inside is done in that portal."""
        with override_settings(DATA_DIR=self.folder / "data"), engines.instead(self.told):
            yield

    def stored(self) -> dict[str, list[str]]:
        with self.entered():
            return everything_stored(but=LEFT_OUT)

    def archive(self) -> Archive:
        """The newest, made by the command."""
        with self.entered():
            call_command("backup", str(self.archives), stdout=StringIO())
        return found(self.archives)[-1]

    def does(self, *command: str) -> str:
        """What a command of manage.py says. Raises CommandError."""
        out = StringIO()
        with self.entered():
            call_command(*command, stdout=out)
        return out.getvalue()


def an_empty_place(folder: Path, *, engine: str = "") -> Portal:
    """A folder and a database without tables."""
    (folder / "data").mkdir(parents=True)
    if (engine or connections["default"].settings_dict["ENGINE"]) == SQLITE:
        return Portal(folder, {"ENGINE": SQLITE, "NAME": str(folder / "data/portal.sqlite3"), "OPTIONS": _OPTIONS})
    return Portal(folder, _on_server(_a_name(), ""))


def an_empty_portal(folder: Path, *, engine: str = "") -> Portal:
    """All tables, and no rows."""
    if (engine or connections["default"].settings_dict["ENGINE"]) == SQLITE:
        portal = an_empty_place(folder, engine=SQLITE)
        migrated.copy_to(Path(portal.told["NAME"]))
        return portal
    (folder / "data").mkdir(parents=True)
    usual: Any = connections["default"]
    with usual._nodb_cursor() as cursor:
        template = migrated.template(cursor, os.environ["DATABASE_URL"])
    return Portal(folder, _on_server(_a_name(), template))


def a_demonstration(folder: Path) -> Portal:
    """With people, measures and a published report that is signed."""
    portal = an_empty_portal(folder)
    with portal.entered():
        agency.seed()
        past_report.publish(now=timezone.now())
        connection.close()
    return portal


def a_copy_of(portal: Portal, folder: Path) -> Portal:
    """The same once more, made by no backup."""
    shutil.copytree(portal.folder, folder)
    if portal.told["ENGINE"] == SQLITE:
        return Portal(folder, {**portal.told, "NAME": str(folder / "data/portal.sqlite3")})
    return Portal(folder, _on_server(_a_name(), str(portal.told["NAME"])))


def _a_name() -> str:
    return f"test_portal_{uuid.uuid4().hex[:12]}"


def _on_server(name: str, template: str) -> dict[str, Any]:
    usual: Any = connections["default"]
    with usual._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
    _made.append(name)
    return {**usual.settings_dict, "NAME": name, "CONN_MAX_AGE": 0}


def drop(portal: Portal) -> None:
    """Its database on the server goes; files go with pytest's folders."""
    if portal.told["NAME"] in _made:
        _made.remove(portal.told["NAME"])
        usual: Any = connections["default"]
        with usual._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{portal.told["NAME"]}" WITH (FORCE)')


def drop_all() -> None:
    """The same of all that were made in this process."""
    for name in list(_made):
        drop(Portal(Path(), {"NAME": name}))


_made: list[str] = []
