"""Keeps a program running beside another: where it dies, it is begun again.

Run as `python forked/keeping.py PID COMMAND ...`: this process waits for as long as the portal is up, and has nothing
loaded but what it waits with. What it was before may have begun the program already: `--running=CHILD` before COMMAND.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

# Seconds before another begins, twice as many each time: what keeps one from working may keep the next one from it.
_PAUSE, _LONGEST_PAUSE = 2.0, 60.0
_LIVED = 60.0  # seconds after which a program worked
_GRACE = 20.0  # seconds for the job at hand when it is told to end
_RUNNING = "--running="


class ToldToEnd:
    """True once the process was told to end, by SIGTERM or Ctrl-C; what it does then is its own affair."""

    def __init__(self) -> None:
        self._told = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._hear)

    def _hear(self, *_: object) -> None:
        self._told = True

    def __bool__(self) -> bool:
        return self._told


class Child:
    """A process that this one has forked, or what ran in it before; what of subprocess.Popen is wanted of it."""

    def __init__(self, number: int) -> None:
        self._number = number
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            ended, status = os.waitpid(self._number, os.WNOHANG)
            self.returncode = os.waitstatus_to_exitcode(status) if ended else None
        return self.returncode

    def terminate(self) -> None:
        os.kill(self._number, signal.SIGTERM)

    def kill(self) -> None:
        os.kill(self._number, signal.SIGKILL)

    def wait(self, seconds: float | None = None) -> None:
        """Raises TimeoutExpired where it has not ended in so many seconds."""
        end = None if seconds is None else time.monotonic() + seconds
        while self.poll() is None:
            if end is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired(str(self._number), seconds or 0)
            time.sleep(0.1)


def keep_running(command: Sequence[str], *, beside: int, running: int | None = None) -> None:
    """Returns when told to end, or when the process of that number, this one's parent, is gone.

    `running` is the first program, where this process has it for a child already.

    The command also gets `--kept-by` with this process's number, and, where it takes the place of one that ended,
    `--after` with the status of that, for it is the one that can write a log.
    """
    told_to_end, pause, after = ToldToEnd(), _PAUSE, list[str]()
    while not told_to_end and os.getppid() == beside:
        began = time.monotonic()
        program: Child | subprocess.Popen[bytes]
        if running:
            program, running = Child(running), None
        else:
            program = subprocess.Popen([*command, "--kept-by", str(os.getpid()), *after])  # noqa: S603 - the caller's own
        while program.poll() is None and not told_to_end and os.getppid() == beside:
            time.sleep(0.3)
        if program.poll() is None:
            _end(program)
            return
        pause = _PAUSE if time.monotonic() - began > _LIVED else pause
        after = [f"--after={program.returncode}"]
        again_at = time.monotonic() + pause
        while time.monotonic() < again_at and not told_to_end and os.getppid() == beside:
            time.sleep(0.3)
        pause = min(2 * pause, _LONGEST_PAUSE)


def _end(program: Child | subprocess.Popen[bytes]) -> None:
    program.terminate()
    try:
        program.wait(_GRACE)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()


def _main(beside: str, *command: str) -> None:
    running = None
    if command[0].startswith(_RUNNING):
        running, command = int(command[0].removeprefix(_RUNNING)), command[1:]
    keep_running(command, beside=int(beside), running=running)


if __name__ == "__main__":
    _main(*sys.argv[1:])
