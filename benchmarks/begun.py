"""Processes of a portal that begin at once: each is forked from one that has read the portal and done nothing else.

Whoever kills them again and again waits for none to read it, which takes a core two seconds. The portal's own server
forks its processes likewise (forked/serving.py); who begins one by its command is in tests/machines/.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path
from unittest import mock

_CONTEXT = multiprocessing.get_context("forkserver")


def read_portal(environment: Mapping[str, str], *modules: str) -> None:
    """Begins the process that is forked, which reads the portal with this environment, and the modules of what is to be
    done. Once, before the first Begun.
    """
    _CONTEXT.set_forkserver_preload(["benchmarks.reading", *modules])
    with mock.patch.dict(os.environ, environment):
        forkserver.ensure_running()


class Begun:
    """A process that does `work(way, *words)`, a function of a module; its `way` is the other end of this one's.

    What it begins itself is in its group. It ends with this process at the latest.
    """

    def __init__(self, work: Callable[..., None], *words: object) -> None:
        self.way, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_do, args=(theirs, work, *words), daemon=True)
        self._process.start()
        theirs.close()  # so that one hears where it ended

    @property
    def is_running(self) -> bool:
        return self._process.is_alive()

    def is_ready(self) -> bool:
        """Waits until it says something; False where it ended by itself."""
        try:
            self.way.recv()
        except EOFError:
            return False
        return True

    def kill(self) -> None:
        """SIGKILL for the process alone, and what it had begun goes its own way."""
        self._process.kill()
        self._process.join()

    def kill_all(self) -> None:
        """SIGKILL for the process and what it had begun, at once; it has begun to work by then."""
        assert self._process.pid is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.join()

    def wait(self, seconds: float | None = None) -> None:
        """Until it has ended. Raises TimeoutError where it has not in so many seconds."""
        self._process.join(seconds)
        if self.is_running:
            raise TimeoutError(f"{self._process.name} has not ended in {seconds} s")


def _do(way: Connection, work: Callable[..., None], *words: object) -> None:
    os.setsid()
    with Path(os.devnull).open("w") as quiet:
        os.dup2(quiet.fileno(), 2)  # it is killed in the middle of anything
    try:
        work(way, *words)
    finally:
        atexit._run_exitfuncs()  # processes of multiprocessing leave this out, and folders would be left behind
