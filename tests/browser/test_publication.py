"""What the public reads, and the pages by which a coordinator publishes, in a browser, wide and narrow."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from accounts.models import User
from tests.browser.aside import aside
from tests.browser.conftest import BrowserPage
from tests.browser.journey import EVERYWHERE, follow, press
from tests.browser.looking import assert_fine, sign_in
from tests.reports.approved import Scene
from tests.reports.office import PASSWORD
from tests.reports.publication.scenes import (
    REASON,
    a_published_scene,
    a_signed_scene,
    another_edition,
    publish,
    withdraw,
)

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.DATA_DIR = tmp_path
    yield


def opened(page: Page, url: str, user: User | None = None) -> Page:
    if user is not None:
        sign_in(page, user)
    answer = page.goto(url)
    assert answer is not None and answer.status == 200
    assert_fine(page)
    return page


def three_editions() -> Scene:
    """The first replaced, the second withdrawn, the third published."""
    scene = a_published_scene()
    mana = scene.person("mana")
    second = another_edition(scene)
    publish(second, mana, reason=REASON)
    withdraw(second, mana)
    publish(another_edition(scene), mana)
    return scene


def test_everyone_finds_a_report_and_what_became_of_each_version(browser_page: BrowserPage) -> None:
    scene = aside(three_editions)
    page = opened(browser_page(), "/r/?q=ทดสอบ")
    assert page.locator("tbody tr").count() == 3
    follow(page.get_by_role("link", name=scene.office.agency.name).first)
    assert_fine(page)
    assert page.locator("aside .notice h2").first.inner_text() == "ฉบับปัจจุบัน"
    for number, standing in (("2", "เพิกถอนแล้ว"), ("1", "ถูกแทนที่แล้ว")):
        follow(page.get_by_role("link", name=f"ฉบับที่ {number}", exact=True))
        assert_fine(page)
        assert page.locator("aside .notice h2").first.inner_text() == standing
        assert REASON in page.locator("aside .notice").first.inner_text()
    follow(page.get_by_role("link", name="อ่านฉบับปัจจุบัน"))
    assert page.locator("aside .notice h2").first.inner_text() == "ฉบับปัจจุบัน"


def test_a_report_is_downloaded_under_its_thai_name(browser_page: BrowserPage) -> None:
    scene = aside(a_published_scene)
    page = opened(browser_page(), f"/r/{scene.round.code}/")
    with page.expect_download() as download:
        page.get_by_role("link", name="ดาวน์โหลด PDF").click()
    assert download.value.suggested_filename == f"รายงาน ITA 2566 {scene.office.agency.short_name}.pdf"


@EVERYWHERE
def test_a_coordinator_publishes_and_withdraws(browser_page: BrowserPage, width: int, javascript: bool) -> None:
    scene = aside(a_signed_scene)
    page = browser_page(width=width, javascript=javascript)
    opened(page, scene.office.url("publish/"), scene.person("mana"))
    press(page, "เผยแพร่รายงาน")
    expect(page).to_have_title(re.compile("^ข้อผิดพลาด: "))
    assert_fine(page)
    page.get_by_label("ข้าพเจ้าตรวจแล้ว").check()
    press(page, "เผยแพร่รายงาน")
    assert_fine(page)
    opened(page, scene.office.url())
    follow(page.get_by_role("link", name="เพิกถอน", exact=True))
    assert_fine(page)
    page.get_by_label("เหตุผลที่เพิกถอน").fill(REASON)
    page.get_by_label("ข้าพเจ้ายืนยัน").check()
    page.get_by_label("รหัสผ่านของท่าน").fill(PASSWORD)
    press(page, "เพิกถอนรายงาน")
    assert_fine(page)
    follow(page.get_by_role("link", name="ออกฉบับใหม่"))
    assert_fine(page)
    press(page, "เริ่มจัดทำฉบับใหม่")
    assert "เริ่มจัดทำรายงานฉบับที่ 2 แล้ว" in page.locator("main").inner_text()


@EVERYWHERE
def test_a_coordinator_sets_a_signed_report_aside(browser_page: BrowserPage, width: int, javascript: bool) -> None:
    scene = aside(a_signed_scene)
    page = browser_page(width=width, javascript=javascript)
    opened(page, scene.office.url(), scene.person("mana"))
    follow(page.get_by_role("link", name="ยกเลิกรอบนี้เพื่อแก้ไขใหม่"))
    assert_fine(page)
    press(page, "ยกเลิกรอบนี้เพื่อแก้ไขใหม่")
    expect(page).to_have_title(re.compile("^ข้อผิดพลาด: "))
    assert_fine(page)
    page.get_by_label("เหตุผลที่ยกเลิกรอบนี้").fill(REASON)
    press(page, "ยกเลิกรอบนี้เพื่อแก้ไขใหม่")
    assert_fine(page)
    assert page.locator("main .notice", has_text=REASON).count() == 1
    assert page.get_by_role("link", name="เปิดรอบที่ยกเลิก ซึ่งลงนามแล้ว (PDF)").count() == 1


def test_a_reason_with_a_telephone_number_is_asked_about_once_more(browser_page: BrowserPage) -> None:
    scene = aside(a_published_scene)
    page = opened(browser_page(), scene.office.url("publish/withdraw/"), scene.person("mana"))
    page.get_by_label("เหตุผลที่เพิกถอน").fill("โทร 081  234 5678")
    page.get_by_label("ข้าพเจ้ายืนยัน").check()
    page.get_by_label("รหัสผ่านของท่าน").fill(PASSWORD)
    press(page, "เพิกถอนรายงาน")
    expect(page.locator("main")).to_contain_text("หมายเลขโทรศัพท์ 081 234 5678")
    assert_fine(page)
    page.get_by_label("ข้าพเจ้าตรวจแล้ว").check()
    page.get_by_label("รหัสผ่านของท่าน").fill(PASSWORD)
    press(page, "เพิกถอนรายงาน")
    expect(page.locator("main")).to_contain_text("เพิกถอนแล้ว")
