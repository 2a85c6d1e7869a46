"""What cannot be saved is said at once, first in the page and beside the field, and nothing that was typed is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from measures.models import Action, Measure
from tests.browser.conftest import BrowserPage
from tests.browser.journey import EVERYWHERE, YEAR, a_demonstration, address, come_in, field, fill, follow, press
from tests.browser.looking import assert_fine

pytestmark = pytest.mark.browser
UNREAD = "อ่านวันที่นี้ไม่ได้ พิมพ์เช่น 29 กันยายน 2566 หรือ 29/9/66"


def refused(page: Page, button: str, *lines: str) -> None:
    """The summary has the focus and leads to each field; the title begins with the mistake."""
    assert press(page, button) == 422
    expect(page).to_have_title(re.compile("^ข้อผิดพลาด: (?!ข้อผิดพลาด)"))
    expect(page.locator(".errors")).to_be_focused()
    expect(page.locator(".errors h2")).to_have_text(f"ยังบันทึกไม่ได้ มี {len(lines)} จุดที่ต้องแก้ไข")
    expect(page.locator(".errors li")).to_have_text(list(lines))


def beside(page: Page, name: str, message: str) -> None:
    """The message stands beside the field, which is marked and described by it."""
    said = page.locator(f"[id='error_{name}']")
    expect(said).to_have_text(message)
    expect(field(page, name)).to_have_attribute("aria-invalid", "true")
    expect(field(page, name)).to_have_attribute("aria-describedby", re.compile(rf"(^| )error_{name}( |$)"))


@EVERYWHERE
def test_a_date_that_does_not_exist_is_said_and_mended(
    browser_page: BrowserPage, transactional_db: None, width: int, javascript: bool
) -> None:
    a_demonstration("E11")
    page = come_in(browser_page, "kanda", width=width, javascript=javascript)
    page.goto(address("E11", "actions/new/"))
    fill(page, "actions-0", text="ประชุมกลุ่มย่อย\u200b ครั้งที่ ๑", start="31 กันยายน 2566", end="เร็ว ๆ นี้")
    fill(page, "outcomes-0", text="ได้ข้อตกลงร่วมกัน")
    impossible = "เดือนกันยายนมี 30 วัน ไม่มีวันที่ 31"
    refused(page, "บันทึกการดำเนินการ", f"วันที่เริ่ม: {impossible}", f"วันที่สิ้นสุด: {UNREAD}")
    beside(page, "actions-0-start", impossible)
    expect(field(page, "actions-0-text")).to_have_value("ประชุมกลุ่มย่อย\u200b ครั้งที่ ๑")
    expect(field(page, "actions-0-start")).to_have_value("31 กันยายน 2566")
    expect(field(page, "actions-0-end")).to_have_value("เร็ว ๆ นี้")
    expect(field(page, "outcomes-0-text")).to_have_value("ได้ข้อตกลงร่วมกัน")
    assert_fine(page)
    follow(page.locator(".errors").get_by_role("link", name="เดือนกันยายนมี 30 วัน"))
    expect(field(page, "actions-0-start")).to_be_focused()

    fill(page, "actions-0", start="30 กันยายน 2566", end="29 กันยายน 2566")
    # The address still ends in the field that the summary led to: that must not take the focus from the next summary.
    before = "วันที่สิ้นสุดอยู่ก่อนวันที่เริ่ม โปรดตรวจทั้งสองช่อง"
    refused(page, "บันทึกการดำเนินการ", before)
    beside(page, "actions-0-end", before)
    fill(page, "actions-0", text=" ", start="", end="")
    page.get_by_label("ยังดำเนินการต่อเนื่อง").check()
    when = "เลือก “ยังดำเนินการต่อเนื่อง” แล้ว โปรดพิมพ์วันที่เริ่มด้วย"
    refused(page, "บันทึกการดำเนินการ", "ได้ดำเนินการอะไรไปบ้าง: โปรดพิมพ์สิ่งที่ได้ดำเนินการ", when)
    expect(page.get_by_label("ยังดำเนินการต่อเนื่อง")).to_be_checked()
    assert Action.objects.filter(measure__code="E11").count() == 1
    fill(page, "actions-0", text="ประชุมกลุ่มย่อย", start="30 กันยายน 2566")
    assert press(page, "บันทึกการดำเนินการ") == 200
    assert Action.objects.filter(measure__code="E11").count() == 2


@EVERYWHERE
def test_a_coordinator_is_told_what_is_missing(
    browser_page: BrowserPage, transactional_db: None, width: int, javascript: bool
) -> None:
    a_demonstration("E13")
    page = come_in(browser_page, "mana", width=width, javascript=javascript)
    page.goto(f"{YEAR}measures/add/")
    fill(page, "steps-0", text="จัดทำคู่มือ")
    page.get_by_label("ครบกำหนด").fill("29/2/66")
    short = "ปี พ.ศ. 2566 เดือนกุมภาพันธ์มี 28 วัน ไม่มีวันที่ 29"
    asked = "โปรดพิมพ์ข้อคำถามหรือตัวชี้วัด"
    refused(page, "บันทึกมาตรการ", "โปรดพิมพ์รหัสข้อ เช่น E13", asked, f"ครบกำหนด: {short}")
    beside(page, "due_on", short)
    expect(field(page, "steps-0-text")).to_have_value("จัดทำคู่มือ")
    expect(page.get_by_label("ครบกำหนด")).to_have_value("29/2/66")
    assert_fine(page)
    assert Measure.objects.count() == 1

    page.goto(f"{YEAR}report/")
    page.get_by_label("ปัญหา/อุปสรรค").fill("ฝนตกหนัก")
    page.get_by_label("วันที่รายงาน").fill("๓๑/๙/๖๖")
    page.get_by_label("อนุมัติในฐานะ").select_option(label="ปฏิบัติราชการแทน")
    stands = "โปรดพิมพ์ตำแหน่งที่แทน เช่น นายกองค์การบริหารส่วนตำบล"
    refused(page, "บันทึกข้อความในรายงาน", "วันที่รายงาน: เดือนกันยายนมี 30 วัน ไม่มีวันที่ 31", stands)
    beside(page, "acting_for", stands)
    expect(page.get_by_label("ปัญหา/อุปสรรค")).to_have_value("ฝนตกหนัก")
    expect(page.get_by_label("วันที่รายงาน")).to_have_value("๓๑/๙/๖๖")
    assert_fine(page)
    page.goto(f"{YEAR}report/pages/")
    expect(page.locator(".sheet")).not_to_contain_text("ฝนตกหนัก")

    page.goto(address("E13", "officers/"))
    page.get_by_text("ไม่อยู่ในรายชื่อ พิมพ์ชื่อใหม่").nth(1).click()
    fill(page, "duties-1", post="นิติกร")
    nobody = "โปรดเลือกจากรายชื่อ หรือพิมพ์คำนำหน้า ชื่อ และนามสกุล"
    refused(page, "บันทึกผู้รับผิดชอบ", f"ผู้รับผิดชอบคนที่ 2: {nobody}")
    beside(page, "duties-1-name", nobody)
    expect(field(page, "duties-1-post")).to_have_value("นิติกร")
    assert_fine(page)
