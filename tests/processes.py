"""How many processes share the tests (a pytest plugin, loaded by pyproject.toml)."""

import os

import pytest

from tests import database

_MOST = 6  # each has a database and the modules of the portal in memory


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """With `-n auto`: more than cores, for tests wait for locks, other processes and the database's server.

    Those that `.ci/run` takes out for each database run beside another run.
    """
    waiting = 2 if os.environ["DATABASE_URL"].startswith("postgres") else 1
    if config.option.markexpr == database.EACH:
        waiting = 0
    return min(len(os.sched_getaffinity(0)) + waiting, _MOST)
