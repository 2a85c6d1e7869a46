"""Each test has room for calls within calls, as the portal has (a pytest plugin, loaded by pyproject.toml)."""

import pytest
from _pytest import runner

from forked.call_stack import with_room

_run = with_room(runner.pytest_runtest_protocol)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """What pytest does itself; no caller of it can be given room from outside, for pytest calls it by its hooks."""
    return _run(item, nextitem)
