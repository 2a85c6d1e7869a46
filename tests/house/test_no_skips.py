"""In CI a skipped test fails, save one that belongs to the other database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

SKIPPED = "import pytest\n@pytest.mark.skip(reason='{reason}')\ndef test_it(): pass\n"
WHOLE_MODULE = "import pytest\npytest.skip('{reason}', allow_module_level=True)\n"
INSIDE = "import pytest\ndef test_it(): pytest.skip('{reason}')\n"
ENGINE = {"sqlite": "sqlite://:memory:", "postgresql": "postgres://nobody@127.0.0.1:1/none"}


def run(tmp_path: Path, source: str, *, require_all: str, database: str = "sqlite") -> int:
    """The exit status of pytest over one module."""
    module = tmp_path / "test_sample.py"
    module.write_text(source)
    command = [sys.executable, "-m", "pytest", "-q", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path)]
    # Not the options of the run that we are in: with PYTEST_ADDOPTS naming tests it would run those, and so itself.
    of_this_run = ("PYTEST_", "RECORD_STATEMENTS", "COVER_STATEMENTS")
    env = {name: value for name, value in os.environ.items() if not name.startswith(of_this_run)}
    env |= {"REQUIRE_ALL": require_all, "DATABASE_URL": ENGINE[database]}
    return subprocess.run(
        [*command, str(module)], cwd=ROOT, env=env, check=False, capture_output=True, timeout=60
    ).returncode


@pytest.mark.parametrize("form", [SKIPPED, INSIDE, WHOLE_MODULE], ids=["marked", "inside", "module"])
def test_a_skip_fails_when_all_is_required(tmp_path: Path, form: str) -> None:
    assert run(tmp_path, form.format(reason="no browser here"), require_all="1") in {1, 2}


def test_elsewhere_a_skip_is_only_a_skip(tmp_path: Path) -> None:
    assert run(tmp_path, SKIPPED.format(reason="no browser here"), require_all="") == 0


def test_a_test_of_the_other_database_may_stay_out(tmp_path: Path) -> None:
    reason = "only on PostgreSQL: SQLite has one writer"
    assert run(tmp_path, SKIPPED.format(reason=reason), require_all="1") == 0


def test_a_test_of_this_database_may_not(tmp_path: Path) -> None:
    reason = "only on PostgreSQL: SQLite has one writer"
    assert run(tmp_path, SKIPPED.format(reason=reason), require_all="1", database="postgresql") == 1
