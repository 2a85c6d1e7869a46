"""Four processes with a folder each, as deploy/container begins them: one database, one object store, keys on one."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests import migrated
from tests.files.shelves import ObjectServer, serving
from tests.machines.machines import NAMES, Machines, fetched

WELL = {"database": "ok", "tables": "ok", "files": "ok", "worker": "ok", "signer": "ok"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ObjectServer]:
    with serving(tmp_path / "objects") as server:
        yield server


def tables_to_be_brought_up(path: Path) -> None:
    """All but that of the sessions: `prepare` has one migration to run, for all of them take ten seconds.

    script/server runs them all, in tests/house/test_demonstration.py.
    """
    migrated.copy_to(path)
    with closing(sqlite3.connect(path)) as data:
        data.executescript("DROP TABLE django_session; DELETE FROM django_migrations WHERE app = 'sessions';")


def test_web_machines_a_worker_and_a_signer_find_one_another(
    tmp_path: Path, server: ObjectServer, static_root: Path
) -> None:
    shared = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'shared.sqlite3'}",
        "FILES_URL": server.bucket(),
        "CACHE_URL": "dbcache://portal_cache",
        "STATIC_ROOT": str(static_root),
        "METRICS_TOKEN": "token",
    }
    tables_to_be_brought_up(tmp_path / "shared.sqlite3")
    machines = Machines(tmp_path, shared)
    with machines.at_work(behind_proxy=False):
        assert [(status, json.loads(body)) for status, body in machines.answers()] == [(200, WELL)] * 2
        second = f"http://127.0.0.1:{machines.ports['web-2']}"
        status, page = fetched(f"{second}/accounts/login/", **{"X-Request-ID": "b7a0c1d2-0009"})
        assert (status, b"portal." in page) == (200, True)
        status, figures = fetched(f"{second}/metrics", Authorization="Bearer token")
        assert (status, b"portal_signer_age_seconds" in figures) == (200, True)
    lines = machines.log_of("web-2").splitlines()
    assert any('"request": "b7a0c1d2-0009"' in line and '"view": "account_login"' in line for line in lines)
    assert [name for name in NAMES if name != "signer" and machines.keys_of(name).exists()] == []
