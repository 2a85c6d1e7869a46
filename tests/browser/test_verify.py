"""Whether a file is the real one, asked in a browser: an issued file stays on the visitor's own machine."""

import hashlib
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import FilePayload, Page, Request
from pytest_django import Settings

from accounts.models import Agency
from files import store
from pades.signing.level import Level
from reports.verification import issued
from reports.verification.issued import Issued, PublicState
from tests.browser.aside import aside
from tests.browser.conftest import BrowserPage
from tests.browser.journey import follow
from tests.browser.looking import assert_fine
from tests.pades import strangers
from tests.pades.genuine import CODE, NOW, SLUG, World, a_world

pytestmark = pytest.mark.browser
T = TypeVar("T")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return aside(lambda: a_world(tmp_path_factory.mktemp("signing")))


@pytest.fixture
def installed(
    settings: Settings, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, transactional_db: None
) -> World:
    """One file was published, under the code that it names, by an agency that this portal knows."""
    settings.SIGNING_DIR, settings.DATA_DIR = world.place, tmp_path
    Agency.objects.create(slug=SLUG, code=CODE.partition("-")[0], name=world.agency, short_name="อบต.จำปา")
    sha256 = store.put(world.files[Level.B_T])
    found = Issued(
        standing=PublicState.PUBLISHED,
        code=CODE,
        sha256=sha256,
        agency="องค์การบริหารส่วนตำบลทุ่งสายธาร",
        called="รายงาน",
        title="รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
        year=2566,
        reporter="นางสาวกานดา ใจงาม",
        hands=(),
        approver="นายสมศักดิ์ เที่ยงธรรม",
        signed_at=NOW,
        published_at=NOW,
        demo=True,
    )
    monkeypatch.setattr(issued, "find_issued", lambda digest: found if digest == sha256 else None)
    monkeypatch.setattr(issued, "by_code", lambda code: found if code == CODE else None)
    return world


def choose(page: Page, pdf: bytes) -> list[Request]:
    """Asks about a file; all requests that follow."""
    sent: list[Request] = []

    def note(request: Request) -> None:  # Playwright takes no built-in function
        sent.append(request)

    page.goto("/v/")
    page.on("request", note)
    page.set_input_files("#id_file", FilePayload(name="report.pdf", mimeType="application/pdf", buffer=pdf))
    page.get_by_role("button", name="ตรวจไฟล์").click()
    page.wait_for_selector(".verdict")
    return sent


def test_an_issued_file_is_not_sent(browser_page: BrowserPage, installed: World) -> None:
    pdf = installed.files[Level.B_T]
    page = browser_page()
    sent = choose(page, pdf)
    assert page.locator("h1").inner_text() == "ตรงกับฉบับที่เผยแพร่"
    [post] = [each for each in sent if each.method == "POST"]
    body = post.post_data_buffer or b""
    assert hashlib.sha256(pdf).hexdigest().encode() in body
    assert len(body) < 2000
    assert_fine(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_any_other_file_is_sent_and_told(browser_page: BrowserPage, installed: World, javascript: bool) -> None:
    page = browser_page(javascript=javascript)
    sent = choose(page, installed.files[Level.B_T] + b"x")
    assert page.locator("h1").inner_text() == "ไฟล์นี้ถูกเปลี่ยนแปลง"
    assert len([each for each in sent if each.method == "POST"]) == 1
    follow(page.get_by_role("link", name="ดูฉบับจริง"))
    assert page.url.endswith(f"/v/{CODE}/")


def test_without_javascript_an_issued_file_is_sent_and_found(browser_page: BrowserPage, installed: World) -> None:
    page = browser_page(javascript=False)
    choose(page, installed.files[Level.B_T])
    assert page.locator("h1").inner_text() == "ตรงกับฉบับที่เผยแพร่"


def test_every_page_of_it_is_fine(browser_page: BrowserPage, installed: World) -> None:
    page = browser_page()
    for path in ("/v/", "/v/outside/", f"/v/{CODE}/", "/v/?code=", "/v/?code=x"):
        page.goto(path)
        assert_fine(page)
    pdf = installed.files[Level.B_T]
    stranger = aside(lambda: strangers.signed_by(strangers.a_stranger(NOW), strangers.plain_pdf()))
    locked = strangers.encrypted_pdf()
    for file in (pdf, pdf + b"x", installed.files[Level.B_LTA], strangers.plain_pdf(), stranger, locked, b"x"):
        choose(page, file)
        assert_fine(page)
