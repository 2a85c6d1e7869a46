"""Whoever presses a button slowly has pressed it: nothing on the page moves under the finger."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import BrowserPage
from tests.browser.journey import YEAR, a_demonstration, address, come_in, field, fill

pytestmark = pytest.mark.browser


def press_slowly(page: Page, name: str, meanwhile: str) -> int:
    """Holds the button until the server has answered what leaving the last field asked for; the page's status."""
    button = page.get_by_role("button", name=name, exact=True)
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 4)  # near its edge, where a small move already misses
    with page.expect_response(meanwhile) as answer:
        page.mouse.down()
    answer.value.finished()
    page.wait_for_timeout(300)  # as long as a page takes to draw what came
    with page.expect_navigation() as answered:
        page.mouse.up()
    return answered.value.status if answered.value else 0


@pytest.mark.parametrize("width", [1280, 390])
def test_the_draft_that_comes_meanwhile_moves_nothing(
    browser_page: BrowserPage, transactional_db: None, width: int
) -> None:
    a_demonstration("E14")
    page = come_in(browser_page, "mana", width=width)
    page.goto(address("E14", "officers/"))
    page.get_by_text("ไม่อยู่ในรายชื่อ พิมพ์ชื่อใหม่").nth(1).click()
    fill(page, "duties-1", post="นิติกร")
    assert press_slowly(page, "บันทึกผู้รับผิดชอบ", "**/me/drafts/") == 422

    page.goto(f"{YEAR}report/")
    page.get_by_label("วันที่รายงาน").fill("๓๑/๙/๖๖")
    assert press_slowly(page, "บันทึกข้อความในรายงาน", "**/me/drafts/") == 422


@pytest.mark.parametrize("width", [1280, 390])
def test_the_date_said_back_meanwhile_moves_nothing(
    browser_page: BrowserPage, transactional_db: None, width: int
) -> None:
    a_demonstration("E14")
    page = come_in(browser_page, "kanda", width=width)
    page.goto(address("E14", "progress/"))
    field(page, "actions-0-start").fill("๑ ธันวาคม ๒๕๖๕")
    assert press_slowly(page, "บันทึกการดำเนินการ", "**/echo/**") in (200, 422)
    page.goto(address("E14", "progress/"))
    assert field(page, "actions-0-start").input_value() != ""


@pytest.mark.parametrize("width", [1280, 390])
def test_what_came_under_the_finger_is_drawn_once_it_is_lifted(
    browser_page: BrowserPage, transactional_db: None, width: int
) -> None:
    a_demonstration("E14")
    page = come_in(browser_page, "kanda", width=width)
    page.goto(address("E14", "progress/"))
    field(page, "actions-0-start").fill("๑ ธันวาคม ๒๕๖๕")
    box = page.get_by_role("heading", level=1).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 4, box["y"] + 4)  # nothing that could be pressed
    line = page.locator("#echo_actions-0")
    with page.expect_response("**/echo/**") as answer:
        page.mouse.down()
    answer.value.finished()
    page.wait_for_timeout(300)
    assert "1 ธันวาคม" not in (line.text_content() or "")
    page.mouse.up()
    expect(line).to_contain_text("วันพฤหัสบดีที่ 1 ธันวาคม พ.ศ. 2565")  # one line: its own id is not in it again
    expect(line.locator("input, [id^=echo]")).to_have_count(0)
