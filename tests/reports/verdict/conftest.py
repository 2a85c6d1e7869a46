"""One signed report for all tests of the verdicts; making it takes seconds."""

import pytest
from pytest_django import Settings

from tests.reports.verdict.genuine import World, a_world


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return a_world(tmp_path_factory.mktemp("signing"))


@pytest.fixture
def installed(settings: Settings, world: World) -> World:
    """The installation that signed is the one that verifies."""
    settings.SIGNING_DIR = world.place
    return world
