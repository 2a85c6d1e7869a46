"""A coordinator keeps the measures and the report's own words, with and without a script."""

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
    squeezed,
    the_measure,
)

pytestmark = pytest.mark.browser
TOLD = "ประชาสัมพันธ์ช่องทาง E-Service ให้ประชาชนรับรู้ (อ้างอิงจาก ๐18)"
COUNTED = "เก็บสถิติผู้ใช้บริการทุกเดือน"


@EVERYWHERE
def test_a_measure_is_added_changed_taken_out_and_brought_back(
    browser_page: BrowserPage, transactional_db: None, width: int, javascript: bool
) -> None:
    a_demonstration("E13")
    page = come_in(browser_page, "mana", width=width, javascript=javascript)
    page.goto(f"{YEAR}measures/")
    follow(page.get_by_role("link", name="เพิ่มมาตรการ"))
    page.get_by_label("รหัสข้อ").press_sequentially("e๑๒")
    page.get_by_label("ข้อคำถามหรือตัวชี้วัด").fill("หน่วยงานปรับปรุงวิธีการให้บริการ\u200bหรือไม่")
    page.get_by_label("ครบกำหนด").fill("30 ก.ย. 66")
    fill(page, "steps-0", text=TOLD)
    press(page, "เพิ่มอีกข้อ")
    expect(field(page, "steps-1-text")).to_be_focused()
    fill(page, "steps-1", text=COUNTED)
    assert press(page, "บันทึกมาตรการ") == 409  # the day has passed
    press(page, "บันทึกตามนี้")
    saved(page, "บันทึกมาตรการ E12 แล้ว")
    expect(page.locator("main")).to_contain_text("รหัสที่อ้างอิง ๐18 ระบบอ่านเป็น O18 E-Service ตามรายการปี 2566")
    expect(page.locator("main")).to_contain_text("ครบกำหนด 30 กันยายน 2566")
    asked = "หน่วยงานปรับปรุงวิธีการให้บริการหรือไม่"
    assert_shown(page, "E12", [asked, TOLD, COUNTED])
    assert_printed(page, [f"มาตรการข้อ e๑๒ {asked} :", f"1. {TOLD}", f"2. {COUNTED}"])

    page.goto(address("E12"))
    follow(page.get_by_role("link", name="แก้ไขมาตรการ"))
    page.get_by_label("รหัสข้อ").fill("E12")
    press(page, "เลื่อนขึ้น สิ่งที่ต้องทำที่ 2")
    press(page, "นำออก สิ่งที่ต้องทำที่ 2")
    fill(page, "steps-0", text=f"{COUNTED} และรายงานผู้บริหาร")
    press(page, "บันทึกมาตรการ")
    heading, only = f"มาตรการข้อ E12 {asked} :", f"{COUNTED} และรายงานผู้บริหาร"
    assert_shown(page, "E12", [asked, only], gone=[TOLD])
    assert_printed(page, [heading, f"1. {only}"], gone=["e๑๒", TOLD])

    page.goto(address("E12"))
    page.get_by_text("นำมาตรการนี้ออกจากแผน").click()
    press(page, "นำออกจากแผน มาตรการ E12")
    saved(page, "นำมาตรการ E12 ออกจากแผนแล้ว")
    assert_printed(page, ["มาตรการข้อ E13"], gone=[heading, only])
    page.goto(f"{YEAR}measures/")
    page.get_by_text("มาตรการที่นำออกจากแผน 1 รายการ").click()
    press(page, "นำกลับเข้าแผน มาตรการ E12")
    saved(page, "นำมาตรการ E12 กลับเข้าแผนแล้ว")
    assert_everywhere(page, "E12", [asked, only])


@EVERYWHERE
def test_the_words_of_the_report_are_printed_as_they_were_typed(
    browser_page: BrowserPage, transactional_db: None, width: int, javascript: bool
) -> None:
    a_demonstration("E13")
    page = come_in(browser_page, "mana", width=width, javascript=javascript)
    page.goto(YEAR)
    follow(page.get_by_role("link", name="รายงาน", exact=True))
    page.get_by_label("ข้อความนำ").fill("ตามที่ได้วิเคราะห์ผลคะแนน ITA ปีงบประมาณ 2565\nได้ดำเนินการแล้ว ดังนี้")
    page.get_by_label("ปัญหา/อุปสรรค").fill("๑. บุคลากรมีน้อย\n๒. งบประมาณไม่เพียงพอ\n")
    page.get_by_label("ข้อเสนอแนะ").fill("- ขอรับการสนับสนุนจากจังหวัด")
    reporter = page.get_by_label("ผู้รายงาน")
    options = reporter.locator("option").all_inner_texts()
    reporter.select_option(label=next(name for name in options if "กานดา ใจงาม" in name))
    page.get_by_label("วันที่รายงาน").fill("3/10/66")
    page.get_by_label("อนุมัติในฐานะ").select_option(label="รักษาราชการแทน")
    page.get_by_label("ตำแหน่งที่แทน").fill("นายอำเภอทุ่งสายธาร")
    press(page, "บันทึกข้อความในรายงาน")
    saved(page, "บันทึกข้อความในรายงานแล้ว")
    said = [
        "ตามที่ได้วิเคราะห์ผลคะแนน ITA ปีงบประมาณ 2565 ได้ดำเนินการแล้ว ดังนี้",
        *("๑. บุคลากรมีน้อย", "๒. งบประมาณไม่เพียงพอ", "- ขอรับการสนับสนุนจากจังหวัด"),
        "ผู้รายงาน : นางสาวกานดา ใจงาม นักพัฒนาชุมชนปฏิบัติการ กองงาน : กองสวัสดิการสังคมองค์การบริหารส่วนตำบลทุ่งสายธาร",
        "ว/ด/ป 3 ตุลาคม 2566",
        "(นายมานะ สุจริตธรรม)",
        "ผู้เสนอรายงาน",
        "(นายสมศักดิ์ เที่ยงธรรม) นายกองค์การบริหารส่วนตำบลทุ่งสายธาร รักษาราชการแทน นายอำเภอทุ่งสายธาร ผู้อนุมัติ",
    ]
    assert_printed(page, said)

    page.goto(f"{YEAR}report/")
    expect(page.get_by_label("ปัญหา/อุปสรรค")).to_have_value("๑. บุคลากรมีน้อย\n๒. งบประมาณไม่เพียงพอ")
    page.get_by_label("ปัญหา/อุปสรรค").fill("ไม่มี")
    page.get_by_label("วันที่รายงาน").fill("๓ ตุลาคม ๒๕๖๖")
    page.get_by_label("อนุมัติในฐานะ").select_option(label="ในตำแหน่งของตน")
    press(page, "บันทึกข้อความในรายงาน")
    assert_printed(
        page,
        ["ปัญหา/อุปสรรค : ไม่มี", "ว/ด/ป ๓ ตุลาคม ๒๕๖๖", "นายกองค์การบริหารส่วนตำบลทุ่งสายธาร ผู้อนุมัติ"],
        gone=["บุคลากรมีน้อย", "3 ตุลาคม 2566", "รักษาราชการแทน"],
    )


def doubts(page: Page) -> list[str]:
    page.goto(f"{YEAR}report/")
    for group in page.locator("#doubts summary").all():
        group.click()
    return [squeezed(line) for line in page.locator("#doubts li p").all_inner_texts()]


@EVERYWHERE
def test_a_settled_doubt_stays_away_and_a_confirmed_wording_stays(
    browser_page: BrowserPage, transactional_db: None, width: int, javascript: bool
) -> None:
    a_demonstration("I11")
    page = come_in(browser_page, "mana", width=width, javascript=javascript)
    before = doubts(page)
    assert len(before) == 3  # the code, and two numbers that stand there twice
    press(page, "ใช้ตามที่พิมพ์")
    saved(page, "มาตรการที่ 1 (ข้อ 11): ใช้ตามที่พิมพ์")
    expect(page.locator("#doubt-0")).to_be_focused()
    assert doubts(page) == before[1:]
    press(page, "ใช้ตามที่พิมพ์ ข้ออ้างอิงที่ 2 “o14” และ ข้ออ้างอิงที่ 4 “o14”")
    expect(page.locator("#doubt-0")).to_be_focused()  # the last that is left
    assert doubts(page) == before[1:-1]
    page.get_by_label("ข้อเสนอแนะ").fill("ไม่มี")
    press(page, "บันทึกข้อความในรายงาน")
    assert doubts(page) == before[1:-1]
    assert_printed(page, ["มาตรการข้อ 11", "(อ้างอิงจาก o13)", "(อ้างอิงจาก o14)"])

    page.goto(address("I11"))
    follow(page.get_by_role("link", name="ตรวจและแก้ถ้อยคำ"))
    known = "หน่วยงานของท่าน ใช้จ่ายงบประมาณคุ้มค่า เพียงใด"
    page.get_by_label("ถ้อยคำของข้อคำถาม").fill(known)
    press(page, "บันทึกถ้อยคำ")
    saved(page, "บันทึกถ้อยคำของข้อ I11 ปี 2565 แล้ว")
    expect(page.locator("aside")).to_contain_text(f"{known} หน่วยงานยืนยันแล้ว", use_inner_text=True)
    follow(page.get_by_role("link", name="แก้ถ้อยคำ"))
    expect(page.get_by_label("ถ้อยคำของข้อคำถาม")).to_have_value(known)
    assert squeezed("เจ้าหน้าที่ของหน่วยงานท่าน ปฏิบัติหรือให้บริการ") in the_measure(page, "I11")
