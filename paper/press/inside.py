"""Makes one thing of a report in a process that is forked for it; paper.press asks for it."""

from __future__ import annotations

import gc
import pickle
import sys

from pades.examination.inside_sandbox import close
from paper.press import jobs

MEMORY = 2 * 1024 * 1024 * 1024  # bytes of address space; 500 measures take 900 MB
SECONDS = 300  # of processor time; 500 measures take 60


def main() -> None:
    """Does the job that standard input names, and writes what it gives."""
    gc.disable()  # the process ends before there is anything to gain
    close(memory=MEMORY, seconds=SECONDS, may_fork=True)
    job, arguments = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - from the portal itself
    pickle.dump(jobs.JOBS[job](*arguments), sys.stdout.buffer)
    sys.stdout.buffer.flush()
