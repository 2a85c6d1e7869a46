"""Nothing typed is lost: what one types is kept by itself, and given back when the session ended in mid-typing."""

import time
from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Request, expect

from accounts.authentication import sessions
from accounts.models import Draft, User
from tests.browser.conftest import BrowserPage
from tests.browser.journey import EVERYWHERE, a_demonstration, address, come_in, field, fill, follow, press, saved
from tests.browser.looking import faults

pytestmark = pytest.mark.browser

WORDS = "จัดประชุมประชาคมหมู่บ้าน 4 ครั้ง"
KEPT = "เก็บร่างอัตโนมัติแล้ว เวลา"


@pytest.fixture
def passwords() -> Iterator[dict[str, str]]:
    yield a_demonstration("E14")


def heard(page: Page) -> list[Request]:
    """What the page sends to be kept by itself, as it goes on."""
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.url.endswith("/me/drafts/") else None)
    return sent


def end_the_session(username: str) -> None:
    """As if the person had gone for lunch, and a bit."""
    user = User.objects.get(username=username)
    for stored in Session.objects.all():
        said = stored.get_decoded()
        if said.get("_auth_user_id") == str(user.pk):
            said[sessions.SEEN] = time.time() - 61 * 60
            stored.session_data = Session.objects.encode(said)
            stored.save()


def test_what_is_typed_is_kept_and_comes_back(browser_page: BrowserPage, passwords: dict[str, str]) -> None:
    page = come_in(browser_page, "kanda")
    sent = heard(page)
    page.goto(address("E14", "progress/"))
    rows = page.locator("textarea[name^='actions-']").count()
    field(page, "actions-0-text").click()
    field(page, "actions-0-start").click()
    assert sent == []  # looking around types nothing
    fill(page, "actions-0", text=WORDS)
    expect(page.locator("#draft")).to_contain_text(KEPT)
    posted = parse_qs(sent[-1].post_data or "", keep_blank_values=True)
    names = {name for name in posted if name.startswith(("actions-", "outcomes-"))}
    on_page = page.eval_on_selector_all(
        "form[novalidate] [name^='actions-'], form[novalidate] [name^='outcomes-']",
        "fields => fields.filter(f => f.type !== 'checkbox' || f.checked).map(f => f.name)",
    )
    assert names == set(on_page)
    assert posted["actions-0-text"] == [WORDS]
    assert [value for name in posted if name.endswith("-pk") for value in posted[name]].count("") < rows + 2
    assert faults(page) == []
    page.close()

    page = come_in(browser_page, "kanda")
    page.goto("/")
    expect(page.get_by_text("มีข้อความที่พิมพ์ค้างไว้")).to_be_visible()
    assert faults(page) == []
    page.goto(address("E14", "progress/"))
    expect(field(page, "actions-0-text")).not_to_have_value(WORDS)
    assert faults(page) == []
    follow(page.get_by_role("link", name="นำข้อความกลับมาพิมพ์ต่อ"))
    expect(field(page, "actions-0-text")).to_have_value(WORDS)
    assert page.locator("textarea[name^='actions-']").count() == rows
    assert faults(page) == []
    assert press(page, "บันทึกการดำเนินการ") == 200
    saved(page, "บันทึกการดำเนินการของข้อ E14 แล้ว")
    assert Draft.objects.count() == 0
    page.goto("/")
    expect(page.get_by_text("มีข้อความที่พิมพ์ค้างไว้")).to_have_count(0)


def test_the_line_is_said_again_only_when_its_minute_is_another(
    browser_page: BrowserPage, passwords: dict[str, str]
) -> None:
    page = come_in(browser_page, "kanda")
    sent = heard(page)
    page.goto(address("E14", "progress/"))
    page.evaluate(
        """() => { window.said = 0;
        new MutationObserver(() => { window.said += 1 })
          .observe(document.getElementById('draft'), {childList: true, characterData: true, subtree: true}) }"""
    )
    for n in range(4):
        with page.expect_response("**/me/drafts/"):
            field(page, "actions-0-text").fill(f"{WORDS} {n}")
            field(page, "actions-0-text").blur()
    expect(page.locator("#draft")).to_contain_text(KEPT)
    assert len(sent) >= 4
    assert page.evaluate("window.said") <= 2  # a minute may have turned


def test_without_a_connection_the_line_says_so_and_no_more(
    browser_page: BrowserPage, passwords: dict[str, str]
) -> None:
    page = come_in(browser_page, "kanda")
    page.goto(address("E14", "progress/"))
    page.context.set_offline(True)
    fill(page, "actions-0", text=WORDS)
    field(page, "actions-0-text").blur()
    expect(page.locator("#draft")).to_have_text("ยังเก็บร่างไม่ได้ ข้อความที่พิมพ์ยังอยู่ในหน้านี้")
    expect(page.locator("#fault")).to_have_count(0)
    page.context.set_offline(False)
    fill(page, "actions-0", text=f"{WORDS} แล้ว")
    expect(page.locator("#draft")).to_contain_text(KEPT)


@EVERYWHERE
def test_a_session_that_ends_in_mid_typing_gives_the_text_back(
    browser_page: BrowserPage, passwords: dict[str, str], width: int, javascript: bool
) -> None:
    page = come_in(browser_page, "kanda", width=width, javascript=javascript)
    page.goto(address("E14", "actions/new/"))
    fill(page, "actions-0", text=WORDS, start="3/7/66")
    rows = page.locator("textarea[name^='outcomes-']").count() + 1
    page.get_by_role("button", name="เพิ่มอีกข้อ").click()
    expect(page.locator("textarea[name^='outcomes-']")).to_have_count(rows)
    page.locator("textarea[name^='outcomes-']").last.fill("ประชาชนมีส่วนร่วมมากขึ้น")
    end_the_session("kanda")
    press(page, "บันทึกการดำเนินการ")
    expect(page.get_by_text("หมดเวลาเข้าใช้งาน เพราะไม่มีการใช้งานเกิน 60 นาที")).to_be_visible()
    expect(page.get_by_text("เก็บไว้ให้แล้ว เมื่อเข้าสู่ระบบอีกครั้ง")).to_be_visible()
    assert faults(page) == []
    page.get_by_label("ชื่อผู้ใช้ หรืออีเมล").fill("kanda")
    page.get_by_label("รหัสผ่าน", exact=True).fill(passwords["kanda"])
    page.get_by_role("button", name="เข้าสู่ระบบ", exact=True).click()
    expect(field(page, "actions-0-text")).to_have_value(WORDS)
    expect(field(page, "actions-0-start")).to_have_value("3/7/66")
    assert page.locator("textarea[name^='outcomes-']").count() == rows
    expect(page.locator("textarea[name^='outcomes-']").last).to_have_value("ประชาชนมีส่วนร่วมมากขึ้น")
    assert faults(page) == []
    assert press(page, "บันทึกการดำเนินการ") == 200
    saved(page, "บันทึกการดำเนินการของข้อ E14 แล้ว")
    assert Draft.objects.count() == 0


def test_without_javascript_a_button_keeps_what_was_typed(browser_page: BrowserPage, passwords: dict[str, str]) -> None:
    page = come_in(browser_page, "kanda", width=390, javascript=False)
    page.goto(address("E14", "actions/new/"))
    fill(page, "actions-0", text=WORDS)
    assert press(page, "เก็บร่างไว้ก่อน") == 200
    saved(page, "เก็บร่างไว้แล้ว ปิดหน้านี้แล้วกลับมาทำต่อได้")
    expect(field(page, "actions-0-text")).to_have_value(WORDS)
    assert faults(page) == []
    page.close()
    page = come_in(browser_page, "kanda", width=390, javascript=False)
    page.goto(address("E14", "actions/new/"))
    follow(page.get_by_role("link", name="นำข้อความกลับมาพิมพ์ต่อ"))
    expect(field(page, "actions-0-text")).to_have_value(WORDS)
    field(page, "actions-0-start").press("Enter")  # the Enter key saves, it does not only keep
    saved(page, "บันทึกการดำเนินการของข้อ E14 แล้ว")
    assert Draft.objects.count() == 0
