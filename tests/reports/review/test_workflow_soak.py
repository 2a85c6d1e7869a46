"""A server or worker killed at random moments leaves all or nothing, and at last one signed file: script/soak.

Which kills fifty times unless told; here each of three moments (while somebody submits, approves, a worker signs) comes
as often as RUNS says, each time at another point of it.
"""

import os
import subprocess
import sys

from django.db import connection

from tests.house.tree import ROOT

# On PostgreSQL what a killed process had begun is ended by the server, row by row; SQLite has one lock and one journal.
RUNS = {"postgresql": 5, "sqlite": 3}


def test_kills_tear_nothing() -> None:
    runs = RUNS[connection.vendor]
    command = [sys.executable, "-m", "benchmarks.soak", str(runs)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ}, check=False, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr
    assert f"{runs} runs" in done.stdout
    assert (f"{3 * runs} kills" in done.stdout, "nothing torn" in done.stdout) == (True, True)
