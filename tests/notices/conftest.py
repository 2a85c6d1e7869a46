"""An office whose people have mail addresses, and frozen files in the test's own folder."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.measures.reviewing import Office, an_office
from tests.notices.telling import with_addresses
from tests.reports.fixtures import signable_paper
from tests.reports.office import PAGE, PDF

__all__ = ["signable_paper"]  # a fixture of the reports' tests


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


@pytest.fixture
def quick_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages at once instead of laying out a real report."""
    monkeypatch.setattr("paper.report_pdf.write", lambda document, paper, **more: PDF + paper.code.encode())
    monkeypatch.setattr("pades.fields.add_fields", lambda body: body)
    monkeypatch.setattr("paper.preflight.examine", lambda body: [])
    monkeypatch.setattr("paper.pictures.pages", lambda body: [PAGE + body, PAGE])
