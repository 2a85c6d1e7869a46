"""Fixtures of reports that other rooms need too: an office of two, and papers that are quickly made."""

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from document import ReportDocument
from paper.paper import Paper
from paper.press import jobs
from tests.pades.signings import a_page
from tests.reports.office import PAGE, PDF, Office, an_office_of_two


# In a module, not within the fixtures, so that scenes that were made on such paper are kept (tests/kept_scenes.py).
def _its_code(document: ReportDocument, paper: Paper, **more: object) -> bytes:
    return PDF + paper.code.encode()


def _as_it_is(body: bytes) -> bytes:
    return body


def _without_fault(body: bytes) -> list[str]:
    return []


def _two_pages(body: bytes) -> list[bytes]:
    return [PAGE + body, PAGE]


def _two(document: ReportDocument, paper: Paper) -> int:
    return 2


def _a_real_page(document: ReportDocument, paper: Paper, **more: object) -> bytes:
    return a_page()


def _one_page(body: bytes) -> list[bytes]:
    return [PAGE]


def _one(document: ReportDocument, paper: Paper) -> int:
    return 1


def _drafts_page(document: ReportDocument, paper: Paper) -> list[bytes]:
    return [PAGE]


def _drafts_pdf(document: ReportDocument, paper: Paper) -> bytes:
    return PDF


@pytest.fixture
def quick_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages at once instead of laying out a real report."""
    monkeypatch.setattr("paper.report_pdf.write", _its_code)
    monkeypatch.setattr("pades.fields.add_fields", _as_it_is)
    monkeypatch.setattr("paper.preflight.examine", _without_fault)
    monkeypatch.setattr("paper.pictures.pages", _two_pages)
    monkeypatch.setattr("reports.views.submission.pages_of", _two)


@pytest.fixture
def signable_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """One real page with its two fields instead of laying out a real report."""
    monkeypatch.setattr("paper.report_pdf.write", _a_real_page)
    monkeypatch.setattr("paper.pictures.pages", _one_page)
    monkeypatch.setattr("reports.views.submission.pages_of", _one)


@pytest.fixture
def quick_press(monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft's pages and its PDF at once: laying one out takes longer than a whole page of the portal."""
    monkeypatch.setitem(jobs.JOBS, "pages", _drafts_page)
    monkeypatch.setitem(jobs.JOBS, "pdf", _drafts_pdf)


@pytest.fixture
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow machine takes longer, and a minute ends while one asks: here it doesn't."""
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def office() -> Office:
    return an_office_of_two()


@pytest.fixture
def mana(office: Office) -> User:
    return office.the(Role.COORDINATOR)


@pytest.fixture
def somsak(office: Office) -> User:
    return office.the(Role.APPROVER)
