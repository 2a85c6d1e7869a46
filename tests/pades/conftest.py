"""One signed report for all tests of the examination, as making it takes seconds; each test has its own files."""

import pytest

from tests.fixtures import own_files, quick_and_forgetful
from tests.pades.genuine import World, a_world

__all__ = ["own_files", "quick_and_forgetful", "world"]


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return a_world(tmp_path_factory.mktemp("signing"))
