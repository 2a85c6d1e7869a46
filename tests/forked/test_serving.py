"""What serves is forked from a process that read the program and is gone; who dies is replaced, nobody stays behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.house.tree import ROOT

PROGRAM = """
import os, pathlib
with pathlib.Path("read").open("a") as file:
    file.write(f"{os.getpid()}\\n")
if pathlib.Path("broken").exists():
    raise ValueError("broken")
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]
"""
CONFIGURATION = """
import os, pathlib, sys, time
from gunicorn.app import base
from forked.serving import Arbiter
class Own(Arbiter):
    beside = (sys.executable, "other.py")
    def work_beside(self, arbiter):
        pathlib.Path("beside").write_text(f"forked {os.getpid()}")
        while os.getppid() == arbiter:
            time.sleep(0.05)
base.Arbiter = Own
workers, threads, worker_class, graceful_timeout = 2, 2, "gthread", 5
control_socket_disable = True
def post_fork(server, worker):
    server.born()
    worker.notify()
"""
OTHER = """
import os, pathlib, time
pathlib.Path("beside").write_text(f"begun {os.getpid()}")
time.sleep(600)
"""


class Server:
    """A server in a folder of its own."""

    def __init__(self, place: Path, port: int, process: subprocess.Popen[str]) -> None:
        self.place, self.port, self.process = place, port, process

    @property
    def children(self) -> set[int]:
        pid = self.process.pid
        return {int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}

    @property
    def readers(self) -> list[int]:
        return [int(each) for each in (self.place / "read").read_text().split()]

    def beside(self) -> tuple[str, int]:
        """How the process beside came to be, and its number."""
        how, pid = (self.place / "beside").read_text().split()
        return how, int(pid)

    def answering(self) -> set[int]:
        """Who answers, of many requests."""
        return {self.ask() for _ in range(40)} - {0}

    def ask(self) -> int:
        line = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            line.request("GET", "/")
            return int(line.getresponse().read())
        except ConnectionError:
            return 0
        finally:
            line.close()


@contextmanager
def server(place: Path) -> Iterator[Server]:
    for name, text in {"program.py": PROGRAM, "configuration.py": CONFIGURATION, "other.py": OTHER}.items():
        (place / name).write_text(text)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "gunicorn", "--config", "configuration.py", "--bind", f"127.0.0.1:{port}"]
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [*command, "program:application"], cwd=place, env=env, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Server(place, port, process)
        finally:
            process.terminate()
            process.communicate(timeout=30)


def until(happened: Callable[[], bool], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happened():
            return True
        time.sleep(0.1)
    return False


def is_running(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def stands(found: Server) -> bool:
    return (found.place / "beside").exists() and len(found.children) == 3 and found.ask() > 0


def test_all_are_forked_from_one_that_read_the_program_and_is_gone(tmp_path: Path) -> None:
    with server(tmp_path) as found:
        assert until(lambda: stands(found))
        how, beside = found.beside()
        assert how == "forked"
        assert until(lambda: found.answering() == found.children - {beside})
        [reader] = found.readers
        assert reader not in {found.process.pid, *found.children}
        assert not is_running(reader)
        family = found.children
    assert not any(map(is_running, family)), "nobody is left behind"


def test_who_died_is_replaced_by_one_that_reads_the_program_anew(tmp_path: Path) -> None:
    with server(tmp_path) as found:
        assert until(lambda: stands(found))
        _, beside = found.beside()
        lost, stays = sorted(found.children - {beside})
        (tmp_path / "broken").touch()  # a first try that fails ends nobody
        os.kill(lost, signal.SIGKILL)
        assert until(lambda: len(found.readers) > 1)
        assert found.answering() == {stays}
        (tmp_path / "broken").unlink()
        assert until(lambda: len(found.children) == 3 and len(found.answering()) == 2)
        assert {stays, beside} < found.children
        assert lost not in found.children


def test_where_the_process_beside_died_its_command_takes_its_place(tmp_path: Path) -> None:
    with server(tmp_path) as found:
        assert until(lambda: stands(found))
        _, beside = found.beside()
        os.kill(beside, signal.SIGKILL)
        assert until(lambda: found.beside()[0] == "begun")
        _, other = found.beside()
        assert len(found.answering()) == 2
    assert until(lambda: not is_running(other)), "nobody is left behind"


def test_all_end_with_the_arbiter_that_is_killed(tmp_path: Path) -> None:
    with server(tmp_path) as found:
        assert until(lambda: stands(found))
        family = found.children
        found.process.kill()
        assert until(lambda: not any(map(is_running, family)))


def test_a_new_start_by_hup_serves_on(tmp_path: Path) -> None:
    with server(tmp_path) as found:
        assert until(lambda: stands(found))
        before = found.answering()
        found.process.send_signal(signal.SIGHUP)
        assert until(lambda: bool(found.answering()) and not found.answering() & before)
        assert found.beside()[1] in found.children


def test_a_program_that_cant_be_read_is_told_and_nobody_stays(tmp_path: Path) -> None:
    (tmp_path / "broken").touch()
    with server(tmp_path) as found:
        _, told = found.process.communicate(timeout=30)
        assert found.process.returncode == 4, "as gunicorn has it"
        assert "ValueError: broken" in told


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_who_is_told_to_end_while_the_program_is_read_ends(tmp_path: Path, name: str) -> None:
    with server(tmp_path) as found:
        (tmp_path / "program.py").write_text(f"import time; time.sleep(1.5)\n{PROGRAM}")
        time.sleep(1)
        found.process.send_signal(signal.Signals[name])
        found.process.wait(timeout=30)
    assert found.process.returncode == 0
