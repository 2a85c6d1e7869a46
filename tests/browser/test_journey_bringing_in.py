"""A coordinator brings last year's Word report in and stands before a filled year, in under three minutes."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import FilePayload, Page, expect

from accounts.permissions import Role
from ita.catalogue import load_csv
from measures.models import Measure, Plan
from measures.services import catalogue
from reports.models import ImportDraft
from tests.browser.conftest import BrowserPage
from tests.browser.journey import EVERYWHERE, field, follow, press, saved
from tests.browser.looking import assert_fine, sign_in
from tests.factories import a_user, an_agency
from tests.reports.importing.files import a_word_report

pytestmark = pytest.mark.browser
MINUTES = 3
COUNT = 12
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def a_coordinator(page: Page) -> None:
    catalogue.load(load_csv())
    sign_in(page, a_user("manee", Role.COORDINATOR, agency=an_agency()))


def upload(page: Page) -> None:
    """From the first steps to the page of what was read; the fifth measure has no item."""
    page.goto("/a/thung-sai-than/start/")
    follow(page.get_by_role("link", name="นำเข้ารายงานปีก่อน").first)
    assert_fine(page)
    data = a_word_report(COUNT, code_of=lambda number: "" if number == 4 else f"I{number + 1}")
    page.set_input_files("#id_file", FilePayload(name="รายงานปีก่อน.docx", mimeType=WORD, buffer=data))
    press(page, "อ่านรายงาน")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"อ่านได้ {COUNT} มาตรการ ของปี 2566")


@EVERYWHERE
def test_from_last_years_word_report_to_a_filled_year(browser_page: BrowserPage, width: int, javascript: bool) -> None:
    page = browser_page(width=width, javascript=javascript)
    a_coordinator(page)
    began = time.monotonic()  # the bar of this journey is a length of time, whatever else tests leave to benchmarks
    upload(page)
    assert_fine(page)
    page.locator("summary").filter(has_text="5. ไม่มีรหัสข้อ").click(trial=True)
    field(page, "1-6-1-code").fill("e 13")
    field(page, "1-6-1-outcomes").fill("1. ผู้รับบริการพึงพอใจ")
    press(page, "ต่อไป เลือกวิธีนำเข้า")
    expect(page.get_by_role("heading", level=1)).to_have_text("เลือกวิธีนำเข้า")
    assert_fine(page)
    expect(page.get_by_role("radio", name="รายงานของปีที่ผ่านมา ตามเอกสาร")).to_be_checked()
    press(page, "นำเข้ามาตรการที่เลือก")
    saved(page, f"นำเข้า {COUNT} มาตรการของปี 2566 แล้ว")
    expect(page.get_by_role("heading", level=1)).to_have_text("มาตรการ")
    expect(page.locator("main")).to_contain_text("E13")
    assert time.monotonic() - began < MINUTES * 60
    assert_fine(page)
    measure = Measure.objects.get(code="E13")
    assert (measure.outcomes.get().text, measure.actions.count()) == ("ผู้รับบริการพึงพอใจ", 2)
    assert Plan.objects.get().is_from_paper and not ImportDraft.objects.exists()


def test_what_is_typed_is_saved_by_itself(browser_page: BrowserPage) -> None:
    page = browser_page()
    a_coordinator(page)
    upload(page)
    for words in ("หนึ่ง", "หนึ่ง สอง"):
        field(page, "1-6-1-steps").fill(words)
        field(page, "1-6-1-steps").blur()
        expect(page.locator("#s1-6-1")).to_contain_text("บันทึกร่างแล้ว เวลา")
        page.wait_for_function("() => !document.querySelector('[aria-busy]')")
        expect_correction(page, "1-6-1", words)
    field(page, "1-6-1-code").fill("ข้อไหน")
    field(page, "1-6-1-code").blur()
    expect(page.locator("#s1-6-1")).to_contain_text("ยังบันทึกร่างไม่ได้")
    page.reload()
    expect(field(page, "1-6-1-steps")).to_have_value("หนึ่ง สอง")
    assert_fine(page)


def expect_correction(page: Page, key: str, words: str) -> None:
    for _ in range(100):
        if ImportDraft.objects.get().corrections.get(key, {}).get("steps") == words:
            return
        page.wait_for_timeout(100)
    raise AssertionError(ImportDraft.objects.get().corrections)


def test_a_table_on_the_clipboard_goes_along_until_its_words_are_changed(browser_page: BrowserPage) -> None:
    page = browser_page()
    a_coordinator(page)
    page.goto("/a/thung-sai-than/import/")
    text = page.locator("#id_text")
    paste = """(field, [plain, html]) => {
      const data = new DataTransfer();
      data.setData('text/plain', plain);
      data.setData('text/html', html);
      field.focus();
      field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true}));
      document.execCommand('insertText', false, plain);
    }"""
    text.evaluate(paste, ["มาตรการ\tผล", "<table><tr><td>มาตรการ</td><td>ผล</td></tr></table>"])
    expect(field(page, "html")).to_have_value("<table><tr><td>มาตรการ</td><td>ผล</td></tr></table>")
    text.press_sequentially("x")
    expect(field(page, "html")).to_have_value("")


def test_a_long_reading_is_seen_to_go_on(browser_page: BrowserPage) -> None:
    page = browser_page()
    a_coordinator(page)
    page.goto("/a/thung-sai-than/import/")
    page.route("**/import/", lambda route: None if route.request.method == "POST" else route.continue_())
    page.set_input_files("#id_file", FilePayload(name="รายงาน.docx", mimeType=WORD, buffer=a_word_report(1)))
    seen = page.evaluate(
        """() => new Promise(done => {
          const button = document.querySelector('button[value=read]'), reading = document.getElementById('reading');
          const before = reading.hidden;
          button.click();
          setTimeout(() => done([before, reading.hidden, reading.offsetHeight > 0, button.textContent]), 200);
        })"""
    )
    assert seen == [True, False, True, "กำลังอ่าน…"]
