"""A signal that is lost takes no words away: they stay in the browser, the page stays, and a press sends them later."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Request, Route, expect

from accounts.models import Draft, User
from tests.browser.conftest import BrowserPage
from tests.browser.journey import a_demonstration, address, come_in, field, fill, press, saved
from tests.browser.looking import faults, sign_in

pytestmark = pytest.mark.browser

WORDS = "จัดประชุมประชาคมหมู่บ้าน 4 ครั้ง"
KEPT_HERE = "unsent:"


@pytest.fixture
def passwords() -> Iterator[dict[str, str]]:
    yield a_demonstration("E14")


def held(page: Page) -> str:
    """All that the browser holds of forms."""
    return str(page.evaluate(f"Object.entries(localStorage).filter(([k]) => k.startsWith('{KEPT_HERE}')).join()"))


@pytest.mark.parametrize("width", [1280, 390])
def test_a_form_is_not_sent_into_nothing_and_goes_by_a_press(
    browser_page: BrowserPage, passwords: dict[str, str], width: int
) -> None:
    page = come_in(browser_page, "kanda", width=width)
    page.goto(address("E14", "actions/new/"))
    page.context.set_offline(True)
    fill(page, "actions-0", text=WORDS, start="3/7/66")
    page.get_by_role("button", name="บันทึกการดำเนินการ", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("ข้อความยังอยู่ในเครื่องนี้ อย่าปิดหน้านี้")
    expect(field(page, "actions-0-text")).to_have_value(WORDS)
    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_contain_text("มีสัญญาณแล้ว")
    with page.expect_navigation():
        page.get_by_role("button", name="ส่งอีกครั้ง").click()
    saved(page, "บันทึกการดำเนินการของข้อ E14 แล้ว")
    assert held(page) == ""
    assert Draft.objects.count() == 0


def test_a_signal_that_drops_after_the_last_key_is_noticed_though_the_browser_does_not_know(
    browser_page: BrowserPage, passwords: dict[str, str]
) -> None:
    page = come_in(browser_page, "kanda")
    page.goto(address("E14", "actions/new/"))
    page.route("**/*", lambda route: route.abort())
    fill(page, "actions-0", text=WORDS)
    page.get_by_role("button", name="บันทึกการดำเนินการ", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("อย่าปิดหน้านี้")
    assert WORDS in held(page)


def test_a_page_that_was_closed_without_signal_gives_all_rows_back(
    browser_page: BrowserPage, passwords: dict[str, str]
) -> None:
    page = come_in(browser_page, "kanda")
    page.goto(address("E14", "actions/new/"))
    press(page, "เพิ่มอีกข้อ")
    page.context.set_offline(True)
    fill(page, "actions-0", text=WORDS)
    page.locator("textarea[name^='outcomes-']").last.fill("ประชาชนมีส่วนร่วมมากขึ้น")
    page.close()
    page.context.set_offline(False)

    page = page.context.new_page()
    page.goto("/")
    expect(page.get_by_role("heading", name="มีข้อความในเครื่องนี้ที่ยังส่งไม่ถึงระบบ")).to_be_visible()
    assert faults(page) == []
    page.goto(address("E14", "actions/new/"))
    assert faults(page) == []
    with page.expect_navigation():
        page.get_by_role("button", name="นำข้อความในเครื่องนี้กลับมา").click()
    expect(field(page, "actions-0-text")).to_have_value(WORDS)
    expect(page.locator("textarea[name^='outcomes-']").last).to_have_value("ประชาชนมีส่วนร่วมมากขึ้น")
    assert held(page) == ""  # the portal has it
    assert press(page, "บันทึกการดำเนินการ") == 200
    saved(page, "บันทึกการดำเนินการของข้อ E14 แล้ว")


@pytest.mark.parametrize("way", ["signs out", "another comes"])
def test_nobody_else_finds_the_words(browser_page: BrowserPage, passwords: dict[str, str], way: str) -> None:
    page = come_in(browser_page, "kanda")
    page.goto(address("E14", "actions/new/"))
    page.route("**/me/drafts/", lambda route: route.abort())
    fill(page, "actions-0", text=WORDS)
    assert WORDS in held(page)
    if way == "another comes":
        sign_in(page, User.objects.get(username="mana"))
        page.goto("/help/")
    else:
        page.goto("/accounts/logout/")
        assert WORDS in held(page)  # asked, not yet gone
        with page.expect_navigation():
            page.get_by_role("main").get_by_role("button", name="ออกจากระบบ").click()
    assert held(page) == ""


def test_words_that_the_portal_has_are_not_held(browser_page: BrowserPage, passwords: dict[str, str]) -> None:
    page = come_in(browser_page, "kanda")
    page.goto(address("E14", "actions/new/"))
    asked: list[str] = []

    def note(route: Route, request: Request) -> None:
        asked.append(request.method)
        route.continue_()

    page.route("**/static/unsent*.js", note)
    with page.expect_response("**/me/drafts/"):
        fill(page, "actions-0", text=WORDS)
        field(page, "actions-0-text").blur()
    expect(page.locator("#draft")).to_contain_text("เก็บร่างอัตโนมัติแล้ว")
    assert held(page) == ""
    assert press(page, "บันทึกการดำเนินการ") == 200
    assert "HEAD" not in asked  # nothing is asked first where nothing is at stake


def test_a_refused_form_is_the_portals_too(browser_page: BrowserPage, passwords: dict[str, str]) -> None:
    page = come_in(browser_page, "kanda")
    page.goto(address("E14", "actions/new/"))
    fill(page, "actions-0", text=WORDS, start="31/9/66")
    assert press(page, "บันทึกการดำเนินการ") == 422
    assert held(page) == ""
    expect(page.locator("#main").get_by_text("ยังส่งไม่ถึงระบบ")).to_have_count(0)
