"""The list of measures is narrowed by tool, state, officer and words; the address follows, and leads back."""

import re

import pytest
from playwright.sync_api import Page, expect

from measures.models import Measure, State
from tests.browser.conftest import BrowserPage
from tests.browser.journey import EVERYWHERE, YEAR, a_demonstration, come_in, follow, press
from tests.browser.looking import assert_fine

pytestmark = pytest.mark.browser


def codes(page: Page) -> list[str]:
    return page.locator("#results tbody b").all_inner_texts()


def a_plan_with_two_late() -> None:
    """The demonstration on a day long after: all is taken but two measures, one of them without progress."""
    a_demonstration()
    Measure.objects.exclude(code__in=("I10", "E11")).update(state=State.TAKEN)


def show(page: Page, javascript: bool) -> None:
    if not javascript:
        press(page, "แสดงผล")


def found(page: Page, count: int) -> None:
    expect(page.locator("#results caption")).to_have_text(f"พบ {count} มาตรการ เรียงตามรหัสข้อ")


@EVERYWHERE
def test_the_list_is_narrowed_and_the_way_back_leads_through_it(
    browser_page: BrowserPage, transactional_db: None, width: int, javascript: bool
) -> None:
    a_plan_with_two_late()
    page = come_in(browser_page, "mana", width=width, javascript=javascript)
    page.goto(f"{YEAR}measures/")
    found(page, 12)
    page.evaluate("window.here = true")
    page.get_by_label("เครื่องมือ").select_option(label="EIT")
    show(page, javascript)
    found(page, 5)
    assert codes(page) == ["E6", "E8", "E11", "E13", "E14"]
    expect(page).to_have_url(re.compile(r"/measures/\?.*tool=EIT"))
    page.get_by_label("ค้นหา").fill("๐๑๘")  # (อ้างอิงจาก ๐18) in a step of E13
    page.get_by_label("ค้นหา").press("Enter")
    found(page, 1)
    assert codes(page) == ["E13"]
    assert page.evaluate("window.here === true") == javascript, "with a script only the table is fetched"
    follow(page.get_by_role("link", name=re.compile("^E13 ")))
    page.go_back()
    found(page, 1)
    assert_fine(page)
    page.go_back()
    found(page, 5)
    expect(page.get_by_label("เครื่องมือ")).to_have_value("EIT")
    expect(page.get_by_role("heading", level=1)).to_have_text("มาตรการ")
    page.go_back()
    found(page, 12)

    follow(page.get_by_role("link", name="เกินกำหนด 2"))
    found(page, 2)
    assert codes(page) == ["I10", "E11"]
    page.get_by_label("ผู้รับผิดชอบ").select_option(label="นางสาวกานดา ใจงาม")
    show(page, javascript)
    found(page, 1)
    page.get_by_label("ค้นหา").fill("ไม่มีคำนี้แน่")
    page.get_by_label("ค้นหา").press("Enter")
    expect(page.locator("#results")).to_contain_text("ไม่พบมาตรการตามที่ค้นหา")
    assert_fine(page)
    follow(page.get_by_role("link", name="ล้างตัวกรอง"))
    found(page, 12)


def test_only_the_table_is_fetched_and_it_is_spoken(browser_page: BrowserPage, transactional_db: None) -> None:
    a_plan_with_two_late()
    page = come_in(browser_page, "mana")
    page.goto(f"{YEAR}measures/")
    with page.expect_response(re.compile(r"unit=\d+")) as answered:
        page.get_by_label("สำนัก/กอง").select_option(label="กองคลัง")
    body = answered.value.text()
    assert body.lstrip().startswith("<table")
    assert "<h1" not in body
    found(page, 2)
    page.get_by_label("สถานะ").select_option(label="เกินกำหนด")
    found(page, 1)
    expect(page.locator("#pills [aria-current]")).to_have_text("เกินกำหนด 2")
    assert_fine(page)
    expect(page.locator("#results")).to_have_attribute("aria-live", "polite")
    expect(page.locator("#results")).not_to_have_attribute("aria-busy", "true")
