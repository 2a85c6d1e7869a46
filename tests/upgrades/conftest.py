"""Released versions, each brought up to this one once a process."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.backups import portals
from tests.backups.portals import Portal
from tests.upgrades import unpacked

Upgrade = Callable[[Path, Path], tuple[Portal, str]]


@pytest.fixture(scope="session")
def upgrade(tmp_path_factory: pytest.TempPathFactory) -> Upgrade:
    """Makes a portal of a release in a folder; what comes back with it is what the command said that restored it."""
    folder = tmp_path_factory.mktemp("upgraded")

    @cache
    def once(release: Path) -> tuple[Portal, str]:
        unpacked.unpack(release, folder / release.name)
        return unpacked.upgraded(folder / release.name)

    def copied(release: Path, to: Path) -> tuple[Portal, str]:
        portal, said = once(release)
        return portals.a_copy_of(portal, to / "upgraded"), said

    return copied
