"""Four machines that are killed in turn, each once, lose nothing; what was backed up meanwhile comes back elsewhere.

script/soak --machines kills fifty times unless told.
"""

import os
import subprocess
import sys

import pytest
from django.db import connection

from tests.house.tree import ROOT

KILLS = 4  # two web machines, a worker, a signer


def test_four_kills_of_machines_lose_nothing_and_both_backups_are_restored() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only on PostgreSQL: several machines share no SQLite")
    command = [sys.executable, "-m", "benchmarks.soak", "--machines", str(KILLS)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ}, check=False, capture_output=True, text=True, timeout=1500
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{KILLS} kills" in done.stdout
    assert "nothing torn, nothing lost; both archives restored elsewhere, every verdict equal" in done.stdout
