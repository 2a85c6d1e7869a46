"""Two workers at one queue, killed at random moments, do nothing twice and lose nothing: benchmarks.nights.kills."""

import os
import subprocess
import sys

from django.db import connection

from tests.house.tree import ROOT

# PostgreSQL has a lock for each row, which a killed worker may leave anywhere. SQLite has one for all that write,
# and seldom two workers.
KILLS = {"postgresql": 6, "sqlite": 3}


def test_two_workers_that_are_killed_do_nothing_twice_and_lose_nothing() -> None:
    kills = KILLS[connection.vendor]
    command = [sys.executable, "-m", "benchmarks.nights.kills", str(kills)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ}, check=False, capture_output=True, text=True, timeout=900
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{kills} kills" in done.stdout
    assert ("signed once" in done.stdout, "nothing is lost" in done.stdout) == (True, True)
