"""The server answers in a process for each core, each forked from one that holds no connection open."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.house.tree import ROOT


@contextmanager
def server(data: Path, **told: str) -> Iterator[tuple[int, int]]:
    """The number and the port of a server as script/server starts it, on SQLite."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    env = {"PATH": os.environ["PATH"], "DEBUG": "1", "DEMO": "1", "DATA_DIR": str(data), **told}
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/server.py", "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen([*command, "ita_portal.wsgi"], cwd=ROOT, env=env) as started:
        try:
            yield started.pid, port
        finally:
            started.terminate()
            started.wait(timeout=30)


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def holds(pid: int, database: Path) -> bool:
    """Whether a process has the database's file open."""
    opened = []
    for each in Path(f"/proc/{pid}/fd").iterdir():
        try:
            opened.append(each.readlink())
        except FileNotFoundError:  # closed just now
            continue
    return database in opened


def settled(pid: int, number: int, database: Path) -> list[int]:
    """The processes that answer, once there are so many and all hold the database open, or when a minute is over."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        found = children(pid)
        if len(found) >= number and all(holds(each, database) for each in found):
            return found
        time.sleep(0.2)
    return children(pid)


@pytest.mark.parametrize(
    ("told", "number"), [({}, len(os.sched_getaffinity(0))), ({"WEB_CONCURRENCY": "3"}, 3)], ids=["untold", "told"]
)
def test_there_are_as_many_as_cores_or_as_told_and_each_has_a_connection_of_its_own(
    told: dict[str, str], number: int, tmp_path: Path
) -> None:
    database = tmp_path / "portal.sqlite3"
    with server(tmp_path, **told) as (pid, port):
        answering = settled(pid, number, database)
        assert len(answering) == number
        assert [holds(each, database) for each in answering] == [True] * number
        assert not holds(pid, database), "a connection doesn't outlive a fork"
        with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
            line.sendall(b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            assert line.recv(64).startswith(b"HTTP/1.1 200")
