"""Four processes with a folder each, as deploy/container begins them: one database, one object store, keys on one."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.files.shelves import ObjectServer, free_port, serving
from tests.house.tree import ROOT

WELL = {"database": "ok", "tables": "ok", "files": "ok", "worker": "ok", "signer": "ok"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ObjectServer]:
    with serving(tmp_path / "objects") as server:
        yield server


def fetched(address: str, **headers: str) -> tuple[int, bytes]:
    """The answer, or 0 where nobody answers yet."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
    except OSError:
        return 0, b""


def test_web_machines_a_worker_and_a_signer_find_one_another(tmp_path: Path, server: ObjectServer) -> None:
    ports = free_port(), free_port()
    told = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": secrets.token_urlsafe(50),
        "PORTAL_URL": f"http://127.0.0.1:{ports[0]}",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'shared.sqlite3'}",
        "FILES_URL": server.bucket(),
        "CACHE_URL": "dbcache://portal_cache",
        "STATIC_ROOT": str(tmp_path / "static"),
        "BIND": "127.0.0.1",
        "HTTPS_ONLY": "false",
        "METRICS_TOKEN": "token",
        "LOG_FORMAT": "json",
    }

    def machine(name: str, command: str, **more: str) -> subprocess.Popen[bytes]:
        own = {"DATA_DIR": str(tmp_path / name), "SIGNING_DIR": str(tmp_path / f"{name}-keys")} | more
        elsewhere = {"SIGNING_ELSEWHERE": "false" if command == "signer" else "true"}
        with (tmp_path / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                ["deploy/container", command], cwd=ROOT, env=told | elsewhere | own, stdout=log, stderr=log
            )

    assert machine("prepare", "prepare").wait(120) == 0, (tmp_path / "prepare.log").read_text()
    subprocess.run(
        ["deploy/container", "manage", "collectstatic", "--noinput", "-v", "0"],
        cwd=ROOT,
        env=told | {"DATA_DIR": str(tmp_path / "prepare")},
        check=True,
    )
    with contextlib.ExitStack() as machines:
        for name, command, port in (
            ("web-1", "web", ports[0]),
            ("web-2", "web", ports[1]),
            ("worker", "worker", 0),
            ("signer", "signer", 0),
        ):
            running = machine(name, command, PORT=str(port))
            machines.callback(running.wait, 60)
            machines.callback(running.terminate)
        end, found = time.monotonic() + 90, [(0, b"")]
        while time.monotonic() < end and not all(b"late" not in body and status == 200 for status, body in found):
            time.sleep(0.5)
            found = [fetched(f"http://127.0.0.1:{port}/health/ready") for port in ports]
        assert [(status, json.loads(body)) for status, body in found] == [(200, WELL)] * 2
        status, page = fetched(f"http://127.0.0.1:{ports[1]}/accounts/login/", **{"X-Request-ID": "b7a0c1d2-0009"})
        assert (status, b"portal." in page) == (200, True)
        status, figures = fetched(f"http://127.0.0.1:{ports[1]}/metrics", Authorization="Bearer token")
        assert (status, b"portal_signer_age_seconds" in figures) == (200, True)
    lines = (tmp_path / "web-2.log").read_text().splitlines()
    assert any('"request": "b7a0c1d2-0009"' in line and '"view": "account_login"' in line for line in lines)
    assert [name for name in ("web-1", "web-2", "worker") if (tmp_path / f"{name}-keys").exists()] == []
