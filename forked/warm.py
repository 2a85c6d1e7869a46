"""A process that has read its modules and waits, and is forked for each piece of work that is asked of it."""

from __future__ import annotations

import atexit
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path

from forked.forking import DONE, NAME

_PARTING = 5  # seconds that the waiting process may take to end
_FORKING = (sys.executable, "-B", "-s", "-m", "forked.forking")
_PLACE = Path(__file__).resolve().parents[1]
log = logging.getLogger(__name__)


class Outcome(Enum):
    """How a piece of work ended."""

    DONE = "done"
    BROKEN = "broken"
    LATE = "late"


class Warm:
    """Work in processes that needn't begin with nothing: a module's `main()` reads standard input and writes output.

    The process that is forked begins with the first work, has read `modules` by then, and ends `idle` seconds after
    the last, or with this one. Each piece of work has a process of its own, which the kernel ends with all that it
    holds; how much that may be, the module's `main()` says first. All of them give way to others by `niceness`, from
    when the first one begins to read its modules.
    """

    def __init__(
        self, modules: Sequence[str], *, environment: Mapping[str, str], idle: float, niceness: int = 0
    ) -> None:
        self._modules, self._environment, self._idle, self._niceness = modules, environment, idle, niceness
        self._alone = threading.Lock()
        self._begun: tuple[int, subprocess.Popen[bytes], socket.socket] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        atexit.register(self.end)

    def work(self, module: str, sent: bytes, *, seconds: float) -> tuple[Outcome, bytes]:
        """How it ended, within so many seconds of the clock, and what `module` wrote about what was sent."""
        until = time.monotonic() + seconds
        for _ in range(2):  # the waiting process may have ended by itself just now
            answered = self._asked(module, sent, until)
            if answered is not None:
                return answered
            self.end()
        log.warning("no process could be begun for %s", module)
        return Outcome.BROKEN, b""

    def end(self) -> None:
        """Ends the waiting process; the next work begins another."""
        with self._alone:
            if self._begun and self._begun[0] == os.getpid():
                _, process, way = self._begun
                way.close()  # which it takes for the end
                try:
                    process.wait(_PARTING)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                if self._folder:
                    self._folder.cleanup()
            self._begun = None

    def _asked(self, module: str, sent: bytes, until: float) -> tuple[Outcome, bytes] | None:
        """None where nobody took the work."""
        with os.fdopen(os.memfd_create("work"), "w+b") as file:
            file.write(sent)
            file.seek(0)
            answer, answered = os.pipe()
            told, tell = os.pipe()
            with os.fdopen(answer, "rb") as output, os.fdopen(told, "rb") as status:
                try:
                    self._send(module, [file.fileno(), answered, tell])
                except OSError:
                    return None
                finally:
                    os.close(answered)
                    os.close(tell)
                return _listen(output.fileno(), status.fileno(), until)

    def _send(self, module: str, files: list[int]) -> None:
        with self._alone:
            if self._begun is None or self._begun[0] != os.getpid():  # after a fork it is the other process's
                self._begun = self._begin()
            socket.send_fds(self._begun[2], [module.encode().ljust(NAME)], files)

    def _begin(self) -> tuple[int, subprocess.Popen[bytes], socket.socket]:
        self._folder = tempfile.TemporaryDirectory(prefix="forked-")  # for fonts and the like, cleared away at the end
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(  # noqa: S603 - a fixed command; the names are ours
                [*_FORKING, str(self._niceness), str(self._idle), *self._modules],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=_PLACE,
                env={**self._environment, "TMPDIR": self._folder.name},
            )
        return os.getpid(), process, ours


def _listen(output: int, status: int, until: float) -> tuple[Outcome, bytes] | None:
    """Reads both to their ends: the status begins with the number of the process, and ends well with a full stop."""
    heard = {output: bytearray(), status: bytearray()}
    open_ends = [status, output]
    while open_ends:
        ready, _, _ = select.select(open_ends, [], [], max(0.0, until - time.monotonic()))
        if not ready:
            _stop(bytes(heard[status]))
            return Outcome.LATE, b""
        for end in ready:
            more = os.read(end, 1 << 16)
            heard[end] += more
            if not more:
                open_ends.remove(end)
    if not heard[status]:
        return None
    return (Outcome.DONE if heard[status].endswith(DONE) else Outcome.BROKEN), bytes(heard[output])


def _stop(told: bytes) -> None:
    if told:
        os.kill(int(told.split(b"\n")[0]), signal.SIGKILL)
