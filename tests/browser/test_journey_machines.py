"""The whole road of a report in browsers whose consecutive requests go to alternate machines, on one object store."""

from __future__ import annotations

import os
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from playwright.sync_api import expect
from pytest_django import Settings

from audit.verify import verify as verify_chain
from files import store
from files.shelves.folder import Folder
from reports.models import Signing
from reports.publication import sweeping
from tests.browser import conftest as browsers
from tests.browser import first_report, test_journey_evidence, test_journey_first_report
from tests.browser.aside import aside
from tests.browser.beginning import FOUNDER, PASSWORD
from tests.browser.conftest import BrowserPage
from tests.files.shelves import ObjectServer, serving
from tests.machines.machines import PATIENCE, WEB, Machines

pytestmark = pytest.mark.browser


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ObjectServer]:
    with serving(tmp_path / "objects") as server:
        yield server


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each machine draws its first preview itself, where other journeys are shown a blank page."""
    monkeypatch.setattr(browsers, "PATIENCE", PATIENCE * 1000)


@pytest.fixture
def machines(
    transactional_db: None, static_root: Path, server: ObjectServer, settings: Settings, tmp_path: Path
) -> Iterator[Machines]:
    """Two web machines, a worker and a signer on this test's database; each has served when they end."""
    if connection.vendor != "postgresql":
        pytest.skip("only on PostgreSQL: several machines share no SQLite")
    settings.FILES_URL = server.bucket()
    shared = {
        "SECRET_KEY": django_settings.SECRET_KEY,
        "DATABASE_URL": _address(),
        "FILES_URL": settings.FILES_URL,
        "CACHE_URL": "dbcache://portal_cache",
        "STATIC_ROOT": str(static_root),
        "MFA_REQUIRED": "false",
        "SIGNING_DEMO": "true",
    }
    machines = Machines(tmp_path / "machines", shared)
    with machines.at_work():
        yield machines
        assert machines.proxy is not None
        assert [name for name in WEB if not machines.proxy.served[name]] == []


@pytest.fixture
def portal_url(machines: Machines) -> str:
    """Instead of the portal that listens in this process."""
    return machines.url


def _address() -> str:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urllib.parse.urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def the_signer_signs() -> None:
    """As it does by itself, on its machine."""
    end = time.monotonic() + PATIENCE
    while not aside(lambda: Signing.objects.filter(state=Signing.State.DONE).exists()):
        assert time.monotonic() < end, aside(lambda: list(Signing.objects.values_list("state", "reason")))
        time.sleep(0.5)


def nothing_lies_on_one_machine(machines: Machines) -> None:
    """Every file that a row names is in the bucket and whole; no machine has one of its own, nor a key but one."""
    named = aside(sweeping.named)
    assert named and [digest for digest in named if not store.get(digest)] == []
    assert [name for name in WEB if list(Folder(machines.folder / name / "files").names())] == []
    assert {name for name in (*WEB, "worker", "signer") if machines.keys_of(name).exists()} <= {"signer"}
    assert aside(verify_chain).whole


def test_from_an_empty_installation_to_a_verdict(
    browser_page: BrowserPage, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_report, "the_portal_signs", the_signer_signs)
    test_journey_first_report.test_from_an_empty_installation_to_a_published_report_of_four_measures(
        browser_page, None, width=1280, javascript=True
    )
    page = browser_page()
    page.goto("/accounts/login/")
    page.get_by_label("ชื่อผู้ใช้").fill("wilai")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    expect(page.locator("body")).to_contain_text(FOUNDER)
    nothing_lies_on_one_machine(machines)


def test_photographs_are_sent_through_both_machines(browser_page: BrowserPage, machines: Machines) -> None:
    test_journey_evidence.test_photographs_go_from_a_telephone_into_the_report(browser_page, javascript=True)
    nothing_lies_on_one_machine(machines)
