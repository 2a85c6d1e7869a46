"""An office whose people have mail addresses, and frozen files in the test's own folder."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.measures.reviewing import Office, an_office
from tests.notices.telling import with_addresses
from tests.reports.fixtures import quick_paper, signable_paper

__all__ = ["quick_paper", "signable_paper"]  # fixtures of the reports' tests


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.PORTAL_URL = "https://portal.example"


@pytest.fixture
def office(db: None) -> Office:
    made = an_office()
    with_addresses(made)
    return made
