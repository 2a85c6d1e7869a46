"""Two web machines, a worker and a signer, each with a folder of its own: begun, killed and begun again."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.files.shelves import free_port
from tests.house.tree import ROOT
from tests.machines.proxy import Proxy, alternating

WEB = ("web-1", "web-2")
NAMES = (*WEB, "worker", "signer")  # the keys are the signer's alone
PATIENCE = 120  # seconds until all are ready, on a busy machine


class Machines:
    """`shared` is what all are told: SECRET_KEY, DATABASE_URL, FILES_URL, STATIC_ROOT and what else is wanted."""

    def __init__(self, folder: Path, shared: dict[str, str]) -> None:
        self.folder = folder
        self.ports = {name: free_port() for name in WEB}
        self._shared = shared
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self.proxy: Proxy | None = None

    @property
    def url(self) -> str:
        """Where browsers open the portal: the proxy if there is one, else the first web machine."""
        return self.proxy.url if self.proxy else f"http://127.0.0.1:{self.ports['web-1']}"

    def environment(self, name: str) -> dict[str, str]:
        """What one machine is told."""
        told = {
            "PATH": os.environ["PATH"],
            "PORTAL_URL": self.url,
            "BIND": "127.0.0.1",
            "PORT": str(self.ports.get(name, 0)),
            "WEB_CONCURRENCY": "1",
            "HTTPS_ONLY": "false",
            "LOG_FORMAT": "json",
            "DATA_DIR": str(self.folder / name),
            "SIGNING_DIR": str(self.keys_of(name)),
            "SIGNING_ELSEWHERE": "false" if name == "signer" else "true",
        }
        return told | self._shared

    def keys_of(self, name: str) -> Path:
        """The place of a machine's keys, which is there on the one that signs."""
        return self.folder / f"{name}-keys"

    def log_of(self, name: str) -> str:
        """All that a machine said."""
        path = self.folder / f"{name}.log"
        return path.read_text() if path.exists() else ""

    def does(self, name: str, *words: str) -> str:
        """What a command of manage.py says on a machine. Raises CalledProcessError, its words in `stderr`."""
        command = ["deploy/container", "manage", *words]
        told = self.environment(name)
        return subprocess.run(command, cwd=ROOT, env=told, check=True, capture_output=True, text=True).stdout

    def prepare(self) -> None:
        """The tables are brought up to date. Raises CalledProcessError."""
        (self.folder / "prepare").mkdir(parents=True, exist_ok=True)
        with (self.folder / "prepare.log").open("ab") as log:
            command, told = ["deploy/container", "prepare"], self.environment("prepare")
            subprocess.run(command, cwd=ROOT, env=told, check=True, stdout=log, stderr=log)

    def start(self, name: str) -> None:
        """Returns at once."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                ["deploy/container", name.partition("-")[0]],
                cwd=ROOT,
                env=self.environment(name),
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that a kill reaches all of its processes
            )

    def kill(self, name: str) -> None:
        """SIGKILL for all processes of a machine at once."""
        process = self._running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        """All are told to end, and waited for."""
        for process in self._running.values():
            process.terminate()
        for name in list(self._running):
            try:
                self._running[name].wait(60)
            finally:
                self.kill_what_is_left(name)

    def kill_what_is_left(self, name: str) -> None:
        process = self._running.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)

    def is_alive(self, name: str) -> bool:
        """Whether a web machine answers."""
        return fetched(f"http://127.0.0.1:{self.ports[name]}/health/live")[0] == 200

    def answers(self) -> list[tuple[int, bytes]]:
        """What the web machines say of whether they, the worker and the signer are ready."""
        return [fetched(f"http://127.0.0.1:{port}/health/ready") for port in self.ports.values()]

    def await_ready(self) -> None:
        """Until all four are at work. Raises TimeoutError with what they said instead."""
        end = time.monotonic() + PATIENCE
        while True:
            found = self.answers()
            if all(status == 200 and b"late" not in body for status, body in found):
                return
            if time.monotonic() > end:
                raise TimeoutError(f"{found}\n" + "\n".join(self.log_of(name)[-2000:] for name in NAMES))
            time.sleep(0.5)

    @contextlib.contextmanager
    def at_work(self, *, behind_proxy: bool = True) -> Iterator[None]:
        """All four behind a proxy that hands each request to the other web machine; stopped at the end."""
        with contextlib.ExitStack() as ends:
            if behind_proxy:
                self.proxy = ends.enter_context(alternating(self.ports))
            self.prepare()
            ends.callback(self.stop)
            for name in NAMES:
                self.start(name)
            self.await_ready()
            yield


def fetched(address: str, **headers: str) -> tuple[int, bytes]:
    """The answer, or 0 where nobody answers yet."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
    except OSError:
        return 0, b""
