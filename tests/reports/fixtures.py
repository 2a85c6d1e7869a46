"""Fixtures of reports that other rooms need too: an office of two, and papers that are quickly made."""

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from paper.press import jobs
from tests.pades.signings import a_page
from tests.reports.office import PAGE, PDF, Office, an_office


@pytest.fixture
def quick_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages at once instead of laying out a real report."""
    monkeypatch.setattr("paper.report_pdf.write", lambda document, paper, **more: PDF + paper.code.encode())
    monkeypatch.setattr("pades.fields.add_fields", lambda body: body)
    monkeypatch.setattr("paper.preflight.examine", lambda body: [])
    monkeypatch.setattr("paper.pictures.pages", lambda body: [PAGE + body, PAGE])
    monkeypatch.setattr("reports.views.submission.pages_of", lambda document, paper: 2)


@pytest.fixture
def signable_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """One real page with its two fields instead of laying out a real report."""
    monkeypatch.setattr("paper.report_pdf.write", lambda document, paper, **more: a_page())
    monkeypatch.setattr("paper.pictures.pages", lambda body: [PAGE])
    monkeypatch.setattr("reports.views.submission.pages_of", lambda document, paper: 1)


@pytest.fixture
def quick_press(monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft's pages and its PDF at once: laying one out takes longer than a whole page of the portal."""
    monkeypatch.setitem(jobs.JOBS, "pages", lambda document, paper: [PAGE])
    monkeypatch.setitem(jobs.JOBS, "pdf", lambda document, paper: PDF)


@pytest.fixture
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow machine takes longer, and a minute ends while one asks: here it doesn't."""
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)


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
