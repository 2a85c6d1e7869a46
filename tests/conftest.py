"""Fixtures of the whole suite."""

from collections.abc import Iterator

import pytest
from django.conf import settings

from tests import database


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    database.use_a_file(tmp_path_factory.mktemp("database") / "tests.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def emptying_allowed() -> Iterator[None]:
    with database.emptying_allowed():
        yield


@pytest.fixture(scope="session", autouse=True)
def keys_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """One demonstration authority for the whole run: making it takes most of a second."""
    settings.SIGNING_DIR = tmp_path_factory.mktemp("keys")
