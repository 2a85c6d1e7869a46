"""Keeps a worker at work for as long as the server is there: where it dies, another begins."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from pathlib import Path

from notices.queue import Told

log = logging.getLogger(__name__)
_PAUSE = 2.0  # seconds before another begins: what keeps it from working may keep the next one from it
_GRACE = 20.0  # seconds for the job at hand when it is told to end
_MANAGE = Path(__file__).resolve().parents[1] / "manage.py"


def keep_one(*, beside: int) -> None:
    """Returns when told to end, or when the process of that number, this one's parent, is gone."""
    told = Told()
    while not told and os.getppid() == beside:
        command = [sys.executable, str(_MANAGE), "run_worker", "--kept-by", str(os.getpid())]
        worker = subprocess.Popen(command)  # noqa: S603 - this program itself
        while worker.poll() is None and not told and os.getppid() == beside:
            time.sleep(0.3)
        if worker.poll() is None:
            _end(worker)
            return
        log.error("the worker ended with status %s; another begins", worker.returncode)
        time.sleep(_PAUSE)


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(_GRACE)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
