"""How many processes share the tests (a pytest plugin, loaded by pyproject.toml)."""

import os

import pytest

from tests import database

_MOST = 6  # each has a database and the modules of the portal in memory


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """With `-n auto`: one more than cores, for tests wait for locks, other processes and the database's server.

    But as many as cores of those that `.ci/run` takes beside another run.
    """
    waiting = 0 if config.option.markexpr == database.EACH else 1
    return min(len(os.sched_getaffinity(0)) + waiting, _MOST)
