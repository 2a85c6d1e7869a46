"""Keeps a program running beside another: where it dies, it is begun again.

Run as `python forked/keeping.py PID COMMAND ...`: this process waits for as long as the portal is up, and has nothing
loaded but what it waits with.
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


def keep_running(command: Sequence[str], *, beside: int) -> None:
    """Returns when told to end, or when the process of that number, this one's parent, is gone.

    The command also gets `--kept-by` with this process's number, and, where it takes the place of one that ended,
    `--after` with the status of that, for it is the one that can write a log.
    """
    told_to_end, pause, after = ToldToEnd(), _PAUSE, list[str]()
    while not told_to_end and os.getppid() == beside:
        began = time.monotonic()
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


def _end(program: subprocess.Popen[bytes]) -> None:
    program.terminate()
    try:
        program.wait(_GRACE)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()


if __name__ == "__main__":
    keep_running(sys.argv[2:], beside=int(sys.argv[1]))
