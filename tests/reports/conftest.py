"""Frozen files of a test lie in its own folder, passwords are hashed quickly, counters begin at nought."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from pytest_django import Settings

from accounts.models import User
from accounts.permissions import Role
from tests.reports.office import PAGE, PDF, Office, an_office
from tests.reports.signings import a_page


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    settings.DATA_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    yield tmp_path / "files"
    cache.clear()


@pytest.fixture
def quick_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages at once instead of laying out a real report."""
    monkeypatch.setattr("paper.report_pdf.write", lambda document, paper, **more: PDF + paper.code.encode())
    monkeypatch.setattr("pades.fields.add_fields", lambda body: body)
    monkeypatch.setattr("paper.preflight.require", lambda body: None)
    monkeypatch.setattr("paper.pictures.pages", lambda body: [PAGE + body, PAGE])
    monkeypatch.setattr("reports.views.submission.pages_of", lambda document, paper: 2)


@pytest.fixture
def signable_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """One real page with its two fields instead of laying out a real report."""
    monkeypatch.setattr("paper.report_pdf.write", lambda document, paper, **more: a_page())
    monkeypatch.setattr("paper.pictures.pages", lambda body: [PAGE])
    monkeypatch.setattr("reports.views.submission.pages_of", lambda document, paper: 1)


@pytest.fixture
def office() -> Office:
    """A coordinator, mana, and the approver whom the report names, somsak."""
    office = an_office()
    office.person("mana", Role.COORDINATOR)
    office.name_approver(office.person("somsak", Role.APPROVER))
    return office


@pytest.fixture
def mana(office: Office) -> User:
    return office.the(Role.COORDINATOR)


@pytest.fixture
def somsak(office: Office) -> User:
    return office.the(Role.APPROVER)
