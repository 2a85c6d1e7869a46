"""gunicorn's arbiter with nothing loaded of what is served: the processes that answer are forked from one that reads
the program, makes them and is gone.

gunicorn's own way makes that one the arbiter. Python writes into most of what a process uses, and what is written into
is copied; the arbiter uses nothing, and would hold the whole program as it was first read, for nobody.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import gunicorn.arbiter
from gunicorn.errors import HaltServer

_PR_SET_CHILD_SUBREAPER = 36  # of linux/prctl.h
_GRACE = 20.0  # seconds for the job at hand when the process beside is told to end
_LONGEST = 4096  # bytes of the numbers of processes


class Arbiter(gunicorn.arbiter.Arbiter):  # type: ignore[misc]  # the package carries no types
    """Watches over processes that it didn't fork itself; one that died is replaced by one that reads the program anew.

    Where `beside` is a command, one more process does what `work_beside` does for as long as the others serve. Where it
    dies the command takes its place, kept running by forked.keeping.
    """

    beside: tuple[str, ...] = ()
    WORKERS: dict[int, Any]
    LISTENERS: list[Any]

    def __init__(self, app: Any) -> None:  # noqa: ANN401 - gunicorn's
        super().__init__(app)
        # In what was forked: the number of the reader, and where it tells the numbers of all.
        self._read_by: tuple[int, int] | None = None
        self._beside: int | None = None
        # Processes whose parent ended are this one's children from then on.
        if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "the kernel hands no processes over")

    def prepare(self) -> None:
        """Reads what all processes need, in the one that they are forked from."""
        self.app.wsgi()

    def prepare_answers(self) -> None:
        """Reads what else those need who serve: the process beside is forked by then, and holds nothing of it."""

    def work_beside(self, arbiter: int) -> None:
        """What the process beside does until told to end, or until the process of that number is its parent no more."""
        raise NotImplementedError

    def spawn_workers(self) -> None:
        """Forks as many as are missing. Raises HaltServer where none serves and none can be made."""
        is_first = not self.worker_age
        # Made here, for by a file of each the arbiter sees that it lives.
        made = [self._unborn() for _ in range(self.num_workers - len(self.WORKERS))]
        pids = self._forked(made, with_beside=is_first and bool(self.beside))
        if not pids and not self.WORKERS:
            raise HaltServer("The program can't be read.", self.APP_LOAD_ERROR)
        if len(pids) > len(made):
            self._beside = pids.pop()
        for worker, pid in zip(made, pids, strict=bool(pids)):
            worker.pid = pid
            self.WORKERS[pid] = worker

    def _forked(self, made: list[Any], *, with_beside: bool) -> list[int]:
        """The numbers of the processes, last the one beside; none where the program can't be read."""
        told, tell = os.pipe()
        with os.fdopen(told, "rb", buffering=0) as numbers:
            reader = os.fork()
            if reader == 0:
                self._read_by = os.getpid(), tell
                self._read_and_fork(made, tell, with_beside=with_beside)
            os.close(tell)
            _, status = os.waitpid(reader, 0)
            if status == 0:
                return [int(each) for each in (numbers.read(_LONGEST) or b"").split()]
        self.log.error("no process could be made: status %s", status)
        for worker in made:
            worker.tmp.close()
        return []

    def _unborn(self) -> Any:  # noqa: ANN401 - gunicorn's
        """What the arbiter knows of a process that is to be forked."""
        self.worker_age += 1
        facts = (self.worker_age, self.pid, self.LISTENERS, self.app, self.timeout / 2.0, self.cfg, self.log)
        worker: Any = self.worker_class(*facts)  # type: ignore[no-untyped-call]  # as above
        return worker

    def _read_and_fork(self, made: list[Any], tell: int, *, with_beside: bool) -> NoReturn:
        """Reads the program, forks a process for each that is `made`, and ends."""
        reader, status = os.getpid(), 1
        try:
            self.prepare()
            beside = os.fork() if with_beside else None
            if beside == 0:
                self._begin_beside()
            self.prepare_answers()
            self.worker_class = lambda *_: made.pop(0)
            pids = [self.spawn_worker() for _ in range(len(made))]  # gunicorn's own: here it comes back, there never
            os.write(tell, " ".join(map(str, [*pids, *([beside] if beside else [])])).encode())
            status = 0
        finally:
            if os.getpid() == reader:
                if status:
                    traceback.print_exc()
                os._exit(status)
        raise AssertionError("a forked process came back")

    def born(self) -> None:
        """In each process that was forked: comes back once the reader is gone and the arbiter its parent; else ends."""
        if self._read_by is not None:
            reader, tell = self._read_by
            os.close(tell)
            while os.getppid() == reader:
                time.sleep(0.01)
        if os.getppid() != self.pid:
            sys.exit()

    def _begin_beside(self) -> NoReturn:
        for number in self.SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for listener in self.LISTENERS:
            listener.close()
        self.LISTENERS, self.WORKERS = [], {}  # none of its own, should it end by an error
        self.born()
        self.work_beside(self.pid)
        sys.exit()

    def manage_workers(self) -> None:
        """Replaces who died."""
        super().manage_workers()
        self._reap_beside()

    def reap_workers(self) -> None:
        """Hears of those that ended."""
        self._reap_beside()
        super().reap_workers()

    def _reap_beside(self) -> None:
        """Where the process beside died its command takes its place."""
        if self._beside is not None and (ended := _ended(self._beside)):
            self._beside = None
            if self.LISTENERS:  # else all are to end
                self.log.error("the process beside %s; another takes its place", ended)
                keeper = str(Path(__file__).with_name("keeping.py"))
                subprocess.Popen([sys.executable, "-I", keeper, str(self.pid), *self.beside])  # noqa: S603 - our own

    def stop(self, graceful: bool = True) -> None:
        """Ends all processes."""
        until = time.monotonic() + _GRACE
        self._send_beside(signal.SIGTERM)
        super().stop(graceful)
        while self._beside is not None and time.monotonic() < until:
            self._reap_beside()
            time.sleep(0.1)
        self._send_beside(signal.SIGKILL)

    def _send_beside(self, number: int) -> None:
        if self._beside is not None:
            with suppress(ProcessLookupError):  # it ended just now
                os.kill(self._beside, number)


def _ended(pid: int) -> str:
    """How a child ended; nothing while it lives."""
    try:
        pid, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return "ended"
    return f"ended with status {os.waitstatus_to_exitcode(status)}" if pid else ""
