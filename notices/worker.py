"""Keeps a worker at work for as long as the server is there: where it dies, another begins."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from notices.queue import ToldToEnd

log = logging.getLogger(__name__)
# Seconds before another begins, twice as many each time: what keeps one from working may keep the next one from it.
_PAUSE, _LONGEST_PAUSE = 2.0, 60.0
_LIVED = 60.0  # seconds after which a worker worked
_GRACE = 20.0  # seconds for the job at hand when it is told to end
_MANAGE = Path(__file__).resolve().parents[1] / "manage.py"


def keep_worker_running(*, beside: int, options: Sequence[str] = ()) -> None:
    """Returns when told to end, or when the process of that number, this one's parent, is gone.

    `options` say which part of the work the worker does.
    """
    told_to_end, pause = ToldToEnd(), _PAUSE
    while not told_to_end and os.getppid() == beside:
        began = time.monotonic()
        command = [sys.executable, str(_MANAGE), "run_worker", *options, "--kept-by", str(os.getpid())]
        worker = subprocess.Popen(command)  # noqa: S603 - this program itself
        while worker.poll() is None and not told_to_end and os.getppid() == beside:
            time.sleep(0.3)
        if worker.poll() is None:
            _end(worker)
            return
        pause = _PAUSE if time.monotonic() - began > _LIVED else pause
        log.error("the worker ended with status %s; another begins in %d s", worker.returncode, pause)
        again_at = time.monotonic() + pause
        while time.monotonic() < again_at and not told_to_end and os.getppid() == beside:
            time.sleep(0.3)
        pause = min(2 * pause, _LONGEST_PAUSE)


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(_GRACE)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
