"""People at a portal one of whose machines is killed, and whose PostgreSQL is restarted twice: benchmarks.load."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from benchmarks import own_postgresql
from tests.house.tree import ROOT

WORDS = "6 --people 24 --seconds 60 --pace 0.2 --times 0 --kill"
WRONG = "| **no** |"


def test_nothing_that_was_answered_is_lost_and_the_portal_goes_on_by_itself() -> None:
    if not own_postgresql.installed():
        pytest.skip("PostgreSQL: its server is not installed")
    own = ("DATABASE_", "DATA_", "COVER_", "RECORD_")
    told = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    command = [sys.executable, "-m", "benchmarks.load", *WORDS.split()]
    done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, timeout=900, check=False)
    assert [line for line in done.stdout.splitlines() if WRONG in line] == [], done.stdout[-6000:]
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.count("until all serve again") == 3
    saves = re.search(r"of what was answered \((\d+) save", done.stdout)
    assert saves and int(saves[1]) > 0
