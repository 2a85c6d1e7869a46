"""A form larger than the portal reads: the page says so, and one step back the words still stand."""

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from measures.models import Action, Measure
from tests.browser.conftest import BrowserPage
from tests.browser.journey import a_demonstration, address, come_in, field, fill, press, saved

pytestmark = pytest.mark.browser


def test_what_was_too_large_stands_in_the_form_one_step_back(browser_page: BrowserPage, settings: Settings) -> None:
    a_demonstration("E11")
    page = come_in(browser_page, "kanda")
    page.goto(address("E11", "actions/new/"))
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
    long = "จัดอบรม " * 12_000
    for row in ("outcomes-0", "actions-0"):
        fill(page, row, text=long)
    assert press(page, "บันทึกการดำเนินการ") == 413
    expect(page.get_by_role("heading", level=1)).to_have_text("ยังไม่ได้บันทึก เพราะแบบฟอร์มที่ส่งมาใหญ่เกินไป")
    page.go_back()
    for row in ("outcomes-0", "actions-0"):
        expect(field(page, f"{row}-text")).to_have_value(long)
    fill(page, "actions-0", text="จัดอบรม")
    assert press(page, "บันทึกการดำเนินการ") == 200
    saved(page, "บันทึกการดำเนินการของข้อ E11 แล้ว")
    assert Action.objects.filter(measure=Measure.objects.get(code="E11"), text="จัดอบรม").count() == 1
