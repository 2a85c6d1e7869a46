"""The processes that are loaded, each in a group of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
_PATIENCE = 120  # seconds until a machine must have begun


class Machine:
    """What `deploy/container` begins by one word."""

    def __init__(self, word: str, environment: dict[str, str], log: Path) -> None:
        self._word, self._log = word, log
        self.port = _free_port() if word == "web" else 0
        self._environment = {**environment, "BIND": "127.0.0.1", "PORT": str(self.port)}
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Begins it; `wait` returns once it answers."""
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                ["deploy/container", self._word],
                cwd=ROOT,
                env=self._environment,
                start_new_session=True,
                stdout=log,
                stderr=log,
            )

    def wait(self, others: str = "") -> None:
        """Raises SystemExit where it does not answer; `others` is what it must say of worker and signer."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            said = readiness(self.url)
            if said and (not others or said["worker"] == said["signer"] == others):
                return
            time.sleep(0.1)
        raise SystemExit(f"{self._word} does not answer: {self._log.read_text()[-2000:]}")

    def kill(self) -> None:
        """SIGKILL for all its processes at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        """Lets it end what it is at."""
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()


class Machines:
    """All of a portal: two that serve pages, one that works, one that signs."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        keyless = {**environment, "SIGNING_ELSEWHERE": "true"}
        self.signer = Machine("signer", environment, folder / "signer.log")
        self.worker = Machine("worker", keyless, folder / "worker.log")
        self.web = [Machine("web", keyless, folder / f"web-{number}.log") for number in (1, 2)]

    def all(self) -> list[Machine]:
        return [self.signer, self.worker, *self.web]

    def processes(self, database: int) -> dict[str, list[int]]:
        """The first process of each, by what they are for."""
        found = {"web": [each.process.pid for each in self.web], "worker": [self.worker.process.pid]}
        return {**found, "signer": [self.signer.process.pid], "database": [database]}


@contextmanager
def running(environment: dict[str, str], folder: Path) -> Iterator[Machines]:
    """Machines that answer, until the block ends."""
    made = Machines(environment, folder)
    try:
        for each in made.web:
            each.wait("ok")
        yield made
    finally:
        for each in made.all():
            each.end()


def readiness(url: str) -> dict[str, str]:
    """What a machine says of itself and of others; nothing where it can't serve."""
    try:
        with urllib.request.urlopen(f"{url}/health/ready", timeout=5) as answer:
            found: dict[str, str] = json.loads(answer.read())
            return found
    except OSError:
        return {}


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
