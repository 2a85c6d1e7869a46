"""Fixtures that several rooms need: the conftest of each imports those that its tests are to have."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from pytest_django import Settings


@pytest.fixture(autouse=True)
def quick_and_forgetful(settings: Settings) -> Iterator[None]:
    """Sign-ins in these tests are many: quick hashing, and counters that begin at nought."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def own_files(quick_and_forgetful: None, settings: Settings, tmp_path: Path) -> Path:
    """Frozen files of a test lie in its own folder; what comes back is where."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "files"
