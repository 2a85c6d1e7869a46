"""A server and a worker that are killed while files come lose no byte of what they said they have: script/soak."""

import os
import subprocess
import sys

from tests.house.tree import ROOT

KILLS = 5


def test_five_kills_lose_no_byte_and_leave_nothing_half() -> None:
    command = [sys.executable, "-m", "benchmarks.soak", "--uploads", str(KILLS)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ}, check=False, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr
    assert f"{KILLS} kills, {KILLS + 1} files" in done.stdout
    assert "0 bytes lost, nothing half" in done.stdout
