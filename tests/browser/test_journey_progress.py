"""An officer says what was done: enters it in one go, orders it, takes rows out and back, with and without a script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import BrowserPage
from tests.browser.journey import (
    EVERYWHERE,
    YEAR,
    a_demonstration,
    address,
    assert_everywhere,
    assert_printed,
    assert_shown,
    come_in,
    field,
    fill,
    follow,
    press,
    saved,
)
from tests.browser.looking import assert_fine

pytestmark = pytest.mark.browser
ALL = "แก้ไข จัดลำดับ ทั้งหมดในหน้าเดียว"


def redraw(page: Page, javascript: bool, row: str, read: str) -> None:
    """The dates are said back in words: on leaving the field, or with the next page where there is no script."""
    page.keyboard.press("Tab")
    if not javascript:
        press(page, "เพิ่มอีกข้อ")
    expect(page.locator(f"#echo_{row}")).to_have_text(f"อ่านได้ว่า {read}")


@EVERYWHERE
def test_an_officer_comes_in_and_enters_what_was_done(
    browser_page: BrowserPage, transactional_db: None, width: int, javascript: bool
) -> None:
    passwords = a_demonstration("E11")
    page = browser_page(width=width, javascript=javascript)
    page.goto("/")
    follow(page.get_by_role("link", name="สำหรับเจ้าหน้าที่"))
    page.get_by_label("ชื่อผู้ใช้ หรืออีเมล").fill("kanda")
    page.get_by_label("รหัสผ่าน", exact=True).fill(passwords["kanda"])
    press(page, "เข้าสู่ระบบ")
    follow(page.get_by_role("link", name=re.compile("^E11 ")))
    follow(page.get_by_role("link", name="เพิ่มการดำเนินการ"))

    field(page, "actions-0-text").press_sequentially("อบรมการให้บริการด้วยนํ้าใจ จำนวน ๓๐ คน")  # as some keyboards type ำ
    field(page, "actions-0-start").press_sequentially("๓ ก.ค. ๖๖")
    redraw(page, javascript, "actions-0", "วันจันทร์ที่ 3 กรกฎาคม พ.ศ. 2566")
    field(page, "outcomes-0-text").fill("ผู้รับบริการพึงพอใจร้อยละ ๙๐")
    press(page, "เพิ่มอีกข้อ")
    added = page.locator("[name^=outcomes-][name$=-text]").last
    expect(added).to_be_focused()
    added.fill("ลดขั้นตอนเหลือ 2 ขั้นตอน")
    press(page, "บันทึกการดำเนินการ")
    saved(page, "บันทึกการดำเนินการของข้อ E11 แล้ว")
    trained = "อบรมการให้บริการด้วยน้ำใจ จำนวน ๓๐ คน"
    came = ["ผู้รับบริการพึงพอใจร้อยละ ๙๐", "ลดขั้นตอนเหลือ 2 ขั้นตอน"]
    assert_shown(page, "E11", [f"3 กรกฎาคม 2566 {trained}"], came)

    page.goto(address("E11"))
    follow(page.get_by_role("link", name=ALL))
    press(page, "เพิ่มการดำเนินการอีกรายการ")
    fill(page, "actions-2", text="ติดป้ายขั้นตอน ณ จุดบริการ", start="1 มิถุนายน 2566", end="29/9/2566")
    read = "วันพฤหัสบดีที่ 1 มิถุนายน พ.ศ. 2566 – วันศุกร์ที่ 29 กันยายน พ.ศ. 2566"
    redraw(page, javascript, "actions-2", read)
    press(page, "เพิ่มการดำเนินการอีกรายการ")
    fill(page, "actions-3", text="เปิดสายด่วนรับฟังความเห็น", start="วันที่ 3 กรกฎาคม พ.ศ. 2566")
    page.locator("[name='actions-3-ongoing']").check()
    redraw(page, javascript, "actions-3", "ตั้งแต่วันจันทร์ที่ 3 กรกฎาคม พ.ศ. 2566 เป็นต้นมา")
    press(page, "บันทึกการดำเนินการ")
    put_up, opened = "ติดป้ายขั้นตอน ณ จุดบริการ", "เปิดสายด่วนรับฟังความเห็น"
    ranged, since = "1 มิถุนายน 2566 – 29 กันยายน 2566", "ตั้งแต่วันที่ 3 กรกฎาคม 2566 เป็นต้นมา"
    assert_shown(page, "E11", [trained, f"{ranged} {put_up}", f"{since} {opened}"], came)
    day = "เมื่อวันที่ 3 กรกฎาคม 2566"
    assert_printed(page, [f"{trained} {day}", f"{put_up} ระหว่างวันที่ {ranged}", f"{opened} {since}"], came)


@EVERYWHERE
def test_rows_are_moved_taken_out_and_brought_back(
    browser_page: BrowserPage, transactional_db: None, width: int, javascript: bool
) -> None:
    a_demonstration("E14")
    page = come_in(browser_page, "kanda", width=width, javascript=javascript)
    first, second, third = "ได้มีการจัดทำ Infographic", "จัดประชุมประชาคมหมู่บ้าน", "ประชาสัมพันธ์ช่องทาง Web board"
    came, then = "ประชาชนมีการรับรู้ และมีส่วนร่วม", "องค์การบริหารส่วนตำบลทุ่งสายธารได้จัดทำโครงการ"
    assert_shown(page, "E14", [first, second, third], [came, then])
    follow(page.get_by_role("link", name=ALL))
    press(page, "เลื่อนขึ้น การดำเนินการที่ 3")
    press(page, "เลื่อนขึ้น การดำเนินการที่ 2")
    press(page, "เลื่อนลง ผลลัพธ์ที่ 1")
    press(page, "นำออก การดำเนินการที่ 2")
    expect(page.get_by_text("จะนำการดำเนินการที่ 2 ออกเมื่อกดบันทึก")).to_be_visible()
    assert_fine(page)
    press(page, "ไม่นำออกแล้ว การดำเนินการที่ 2")
    expect(field(page, "actions-1-text")).to_have_value(re.compile(f"^{first}"))
    press(page, "นำออก การดำเนินการที่ 2")
    fill(page, "actions-2", text="จัดเวทีประชาคม 12 หมู่บ้าน ผู้เข้าร่วม 340 คน")
    press(page, "นำออก ผลลัพธ์ที่ 2")
    press(page, "บันทึกการดำเนินการ")
    edited = "จัดเวทีประชาคม 12 หมู่บ้าน ผู้เข้าร่วม 340 คน"
    assert_everywhere(page, "E14", [third, edited], [then], gone=[first, second, came])

    page.goto(address("E14"))
    page.get_by_text("การดำเนินการที่นำออกแล้ว 1 รายการ").click()
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile(f"^นำกลับ การดำเนินการ {first}")).click()
    saved(page, "นำการดำเนินการกลับมาไว้ท้ายรายการแล้ว")
    page.get_by_text("ผลลัพธ์ที่นำออกแล้ว 1 รายการ").click()
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile(f"^นำกลับ ผลลัพธ์ {came}")).click()
    page.get_by_text("ข้อความก่อนหน้าที่เก็บไว้ 1 รายการ").click()
    expect(page.locator("details[open]").get_by_text(second)).to_be_visible()
    assert_everywhere(page, "E14", [third, edited, first], [then, came], gone=[second])


@EVERYWHERE
def test_who_answers_for_a_measure_is_chosen_added_ordered_and_taken_out(
    browser_page: BrowserPage, transactional_db: None, width: int, javascript: bool
) -> None:
    a_demonstration("E14")
    page = come_in(browser_page, "kanda", width=width, javascript=javascript)
    kanda, thanakorn, somying = "นางสาวกานดา ใจงาม", "นายธนกร พัฒน์ไพร", "นางสาวสมหญิง น้ำใส"

    def people() -> list[str]:
        page.goto(address("E14"))
        return page.locator("aside dd").first.locator(":scope > .nb").all_inner_texts()

    page.goto(address("E14"))
    follow(page.get_by_role("link", name="แก้ไขผู้รับผิดชอบ"))
    chosen = page.get_by_label("เลือกจากรายชื่อ").nth(1)
    chosen.select_option(label=next(line for line in chosen.locator("option").all_inner_texts() if thanakorn in line))
    press(page, "เพิ่มอีกคน")
    page.get_by_text("ไม่อยู่ในรายชื่อ พิมพ์ชื่อใหม่").nth(2).click()
    fill(page, "duties-2", name="นางสาวสมหญิง  นํ้าใส ", post="เจ้าพนักงานธุรการ")
    field(page, "duties-2-unit").select_option(label="กองช่าง")
    press(page, "เพิ่มอีกคน")
    press(page, "เลื่อนขึ้น ผู้รับผิดชอบที่ 3")
    press(page, "บันทึกผู้รับผิดชอบ")
    saved(page, "บันทึกผู้รับผิดชอบข้อ E14 แล้ว")
    assert people() == [kanda, somying, thanakorn]
    assert_printed(page, [kanda, somying, "เจ้าพนักงานธุรการ", "กองช่าง", thanakorn])

    page.goto(address("E14", "officers/"))
    press(page, "นำออก ผู้รับผิดชอบที่ 3")
    expect(page.get_by_text("จะนำออกเมื่อกดบันทึก")).to_be_visible()
    assert_fine(page)
    press(page, "เลื่อนลง ผู้รับผิดชอบที่ 1")
    press(page, "บันทึกผู้รับผิดชอบ")
    assert people() == [somying, kanda]
    assert_printed(page, [somying, kanda], gone=[thanakorn])
    page.goto(YEAR)
    expect(page.get_by_role("link", name=re.compile("^E14 "))).to_be_visible()
