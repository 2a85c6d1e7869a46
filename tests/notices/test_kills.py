"""Two workers at one queue, killed at random moments, do nothing twice and lose nothing: benchmarks.nights.kills."""

import os
import subprocess
import sys

from tests.house.tree import ROOT

KILLS = 6


def test_two_workers_that_are_killed_do_nothing_twice_and_lose_nothing() -> None:
    command = [sys.executable, "-m", "benchmarks.nights.kills", str(KILLS)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ}, check=False, capture_output=True, text=True, timeout=900
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{KILLS} kills" in done.stdout
    assert ("signed once" in done.stdout, "nothing is lost" in done.stdout) == (True, True)
