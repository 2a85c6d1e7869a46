"""What a person does with the frame: comes in, finds their way by keyboard, goes out."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from accounts.permissions import Role
from tests.accounts.making import PASSWORD, a_member, a_person, a_plan, an_agency
from tests.browser.conftest import BrowserPage
from tests.browser.journey import EVERYWHERE, follow
from tests.browser.looking import assert_fine, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def kanda(transactional_db: None) -> User:
    person, agency = a_person(email="kanda@example.go.th"), an_agency()
    a_member(person, agency, Role.OFFICER, post="นักพัฒนาชุมชนปฏิบัติการ")
    a_plan(agency, 2566)
    return person


@EVERYWHERE
def test_a_person_mistypes_comes_in_and_goes_out(
    browser_page: BrowserPage, kanda: User, width: int, javascript: bool
) -> None:
    page = browser_page(width=width, javascript=javascript)
    page.goto("/help/contact/")
    follow(page.get_by_role("link", name="สำหรับเจ้าหน้าที่"))
    page.get_by_label("ชื่อผู้ใช้ หรืออีเมล").fill("Kanda")
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    expect(page).to_have_title(re.compile("^ข้อผิดพลาด: เข้าสู่ระบบ"))
    assert_fine(page)
    follow(page.get_by_role("link", name="โปรดพิมพ์รหัสผ่าน"))
    expect(page.get_by_label("รหัสผ่าน", exact=True)).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("งานของฉัน")
    page.locator("summary", has_text="บัญชีผู้ใช้").click()
    expect(page.get_by_text("นักพัฒนาชุมชนปฏิบัติการ")).to_be_visible()
    page.get_by_role("button", name="ออกจากระบบ").click()
    expect(page.get_by_role("status")).to_have_text("ออกจากระบบแล้ว")
    assert_fine(page)


def test_the_summary_of_mistakes_has_the_focus(browser_page: BrowserPage) -> None:
    page = browser_page()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    expect(page.locator(".errors")).to_be_focused()


def test_the_first_tab_leads_past_the_menus(browser_page: BrowserPage, kanda: User) -> None:
    page = browser_page()
    sign_in(page, kanda)
    page.goto("/help/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="ข้ามไปยังเนื้อหาหลัก")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_menu_opens_by_keyboard_and_shows_where_the_focus_is(browser_page: BrowserPage, kanda: User) -> None:
    page = browser_page()
    sign_in(page, kanda)
    page.goto("/help/")
    page.locator("summary", has_text="ปี 2566").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    year = page.get_by_role("link", name="ปี 2566 (จากผลคะแนนปี 2565)")
    expect(year).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"


@EVERYWHERE
def test_a_password_is_changed(browser_page: BrowserPage, kanda: User, width: int, javascript: bool) -> None:
    page = browser_page(width=width, javascript=javascript)
    sign_in(page, kanda)
    page.goto("/accounts/password/change/")
    page.get_by_label("รหัสผ่านปัจจุบัน").fill("ผิด")
    page.get_by_label("รหัสผ่านใหม่", exact=True).fill("12345678")
    page.get_by_label("รหัสผ่านใหม่ อีกครั้ง").fill("12345678")
    page.get_by_role("button", name="เปลี่ยนรหัสผ่าน").click()
    expect(page.locator(".errors li")).to_have_count(2)
    assert_fine(page)
    page.get_by_label("รหัสผ่านปัจจุบัน").fill(PASSWORD)
    page.get_by_label("รหัสผ่านใหม่", exact=True).fill("ฝนตกที่ทุ่งสายธาร-67")
    page.get_by_label("รหัสผ่านใหม่ อีกครั้ง").fill("ฝนตกที่ทุ่งสายธาร-67")
    page.get_by_role("button", name="เปลี่ยนรหัสผ่าน").click()
    expect(page.get_by_role("status").first).to_have_text("เปลี่ยนรหัสผ่านแล้ว")


@pytest.fixture
def waiting(browser_page: BrowserPage) -> Page:
    """A page with a button that fetches a fragment; what answers, the test says."""
    page = browser_page()
    page.goto("/help/")
    page.evaluate("""() => {
        document.querySelector('h1').insertAdjacentHTML('afterend',
            '<div id="echo">เดิม</div><button hx-get="/fragment/" hx-target="#echo">ดึง</button>');
        htmx.process(document.querySelector('main'));
    }""")
    return page


@pytest.mark.parametrize(
    ("status", "shown"), [(200, "มาแล้ว"), (422, "มาแล้ว"), (409, "มาแล้ว"), (500, "เดิม"), (404, "เดิม")]
)
def test_only_what_a_form_answers_takes_the_place_of_a_fragment(waiting: Page, status: int, shown: str) -> None:
    waiting.route(
        "**/fragment/",
        lambda route: route.fulfill(status=status, body="มาแล้ว", content_type="text/html; charset=utf-8"),
    )
    with waiting.expect_response("**/fragment/"):
        waiting.get_by_role("button", name="ดึง").click()
    expect(waiting.get_by_role("button", name="ดึง")).to_be_enabled()
    expect(waiting.locator("#echo")).to_have_text(shown)


@pytest.mark.parametrize(
    ("status", "said"), [(500, "เกิดข้อผิดพลาดในระบบ ข้อมูลล่าสุดที่บันทึกยังอยู่"), (401, "หมดเวลาเข้าใช้งาน ข้อความที่พิมพ์ยังอยู่")]
)
def test_a_fragment_that_fails_is_told(waiting: Page, status: int, said: str) -> None:
    waiting.route("**/fragment/", lambda route: route.fulfill(status=status, body=""))
    waiting.get_by_role("button", name="ดึง").click()
    expect(waiting.get_by_role("alert")).to_contain_text(said)


def test_a_lost_connection_is_told(waiting: Page) -> None:
    waiting.route("**/fragment/", lambda route: route.abort())
    waiting.get_by_role("button", name="ดึง").click()
    expect(waiting.get_by_role("alert")).to_contain_text("ติดต่อระบบไม่ได้ ข้อความที่พิมพ์ยังอยู่ในหน้านี้")


def test_a_wait_is_shown_and_then_taken_back(waiting: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    waiting.route("**/fragment/", hold)
    button = waiting.locator("button[hx-get]")
    button.click()
    expect(waiting.locator("#echo")).to_have_attribute("aria-busy", "true")
    expect(button).to_have_text("กำลังโหลด…")
    held[0].fulfill(status=200, body="มาแล้ว", content_type="text/html; charset=utf-8")
    expect(button).to_have_text("ดึง")
    expect(waiting.locator("#echo")).to_have_text("มาแล้ว")
    expect(waiting.locator("#echo")).not_to_have_attribute("aria-busy", "true")
