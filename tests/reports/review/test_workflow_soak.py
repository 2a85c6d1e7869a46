"""A server or worker killed at random moments leaves all or nothing, and at last one signed file: script/soak."""

import os
import subprocess
import sys

from tests.house.tree import ROOT

RUNS = 5


def test_fifteen_kills_tear_nothing() -> None:
    command = [sys.executable, "-m", "benchmarks.soak", str(RUNS)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ}, check=False, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr
    assert f"{RUNS} runs" in done.stdout
    assert (f"{3 * RUNS} kills" in done.stdout, "nothing torn" in done.stdout) == (True, True)
