from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.backups import portals
from tests.backups.portals import Portal


@pytest.fixture(scope="session")
def demonstration(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Portal]:
    """Made once; nobody writes in it."""
    with django_db_blocker.unblock():
        yield portals.a_demonstration(tmp_path_factory.mktemp("demonstration") / "portal")
        portals.drop_all()


@pytest.fixture
def portal(demonstration: Portal, transactional_db: None, tmp_path: Path) -> Iterator[Portal]:
    """A demonstration of the test's own."""
    yield (own := portals.a_copy_of(demonstration, tmp_path / "portal"))
    portals.drop(own)


@pytest.fixture
def elsewhere(transactional_db: None, tmp_path: Path) -> Iterator[Portal]:
    """Another machine, on which nothing is yet."""
    yield (place := portals.an_empty_place(tmp_path / "elsewhere"))
    portals.drop(place)
