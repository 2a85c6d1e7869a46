"""A server killed at random moments of submitting and approving leaves all or nothing: a few runs of script/soak."""

import os
import subprocess
import sys

from tests.house.tree import ROOT

RUNS = 5


def test_ten_kills_tear_nothing() -> None:
    command = [sys.executable, "-m", "benchmarks.soak", str(RUNS)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ}, check=False, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr
    assert f"{RUNS} runs" in done.stdout
    assert f"{2 * RUNS} kills, nothing torn" in done.stdout
