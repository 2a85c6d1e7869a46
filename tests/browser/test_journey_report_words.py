"""The form of words on the compile page has buttons in other parts of the page; the Enter key presses none of them."""

import pytest
from playwright.sync_api import expect

from measures.models import Measure
from tests.browser.conftest import BrowserPage
from tests.browser.journey import EVERYWHERE, YEAR, a_demonstration, come_in, field, press, saved

pytestmark = pytest.mark.browser
WORDS = "งบประมาณไม่เพียงพอ"


@EVERYWHERE
def test_words_stay_through_a_new_order_and_enter_saves_them(
    browser_page: BrowserPage, width: int, javascript: bool
) -> None:
    a_demonstration("E13", "E14")
    page = come_in(browser_page, "mana", width=width, javascript=javascript)
    page.goto(f"{YEAR}report/")
    field(page, "problems").fill(WORDS)
    page.locator("#order summary").click()
    assert press(page, "เลื่อนลง มาตรการ E13") == 200
    expect(field(page, "problems")).to_have_value(WORDS)
    assert list(Measure.objects.order_by("position").values_list("code", flat=True)) == ["E14", "E13"]
    with page.expect_navigation():
        field(page, "acting_for").press("Enter")
    saved(page, "บันทึกข้อความในรายงานแล้ว")
    expect(page).to_have_url(f"{page.url.partition('/a/')[0]}{YEAR}report/")
    expect(field(page, "problems")).to_have_value(WORDS)
