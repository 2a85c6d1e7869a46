"""One signed report for all tests of the examination, as making it takes seconds; each test has its own files."""

import pytest

from pades.examination import sandbox
from tests.fixtures import own_files, quick_and_forgetful
from tests.pades.genuine import World, a_world

__all__ = ["own_files", "quick_and_forgetful", "world"]
_as_the_portal_does = sandbox._written  # before the tests' own examiner takes its place


@pytest.fixture(autouse=True)
def own_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file is examined in a process that the portal starts."""
    monkeypatch.setattr(sandbox, "_written", _as_the_portal_does)


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return a_world(tmp_path_factory.mktemp("signing"))
