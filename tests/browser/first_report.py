"""How an office of two people makes its first report: measures, progress and the road of the report, page by page."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.beginning import AGENCY, APPROVER, FOUNDER, PASSWORD, POST, Beginners
from tests.browser.journey import fill, follow, press, saved
from tests.browser.looking import assert_fine
from tests.browser.road_to_the_public import the_portal_signs

# What is typed of each measure: its code, question, what is to be done, what was done, what came of it.
MEASURES = (
    ("I7", "แผนการใช้จ่ายงบประมาณ", "สรุปแผนการใช้จ่าย", "ติดประกาศสรุปแผนการใช้จ่าย", "บุคลากรทราบแผนการใช้จ่าย"),
    ("E6", "การเผยแพร่ข้อมูล", "ปรับปรุงเมนูเว็บไซต์", "จัดหมวดหมู่เมนูใหม่", "ประชาชนค้นหาประกาศได้เร็วขึ้น"),
    ("E13", "ระบบการให้บริการออนไลน์", "จัดทำ E-Service", "เปิดรับคำขอทางออนไลน์", "มีผู้ยื่นคำขอ 37 ราย"),
    ("O18", "คู่มือการให้บริการ", "เผยแพร่คู่มือ", "เผยแพร่คู่มือบนเว็บไซต์", "มีผู้เปิดอ่านคู่มือ 120 ครั้ง"),
)


def type_the_measures(page: Page) -> None:
    """All four on one page, the founder answering for each; one is at home afterwards."""
    expect(page.get_by_role("heading", level=1)).to_have_text("เพิ่มหลายมาตรการ")
    assert_fine(page)
    for at, (code, question, step, _, _) in enumerate(MEASURES):
        fill(page, f"rows-{at}", code=code, question=question, steps=step)
    page.get_by_label(FOUNDER).check()
    press(page, "บันทึกมาตรการทั้งหมด")
    saved(page, "บันทึกแล้ว 4 มาตรการ: I7 E6 E13 O18")
    assert_fine(page)


def report_the_progress(page: Page, year: int) -> None:
    """A page a measure; the last leads to where all four are read once more and completed."""
    follow(page.get_by_role("link", name="เพิ่มการดำเนินการ I7"))
    measures = {code: (done, outcome) for code, _, _, done, outcome in MEASURES}
    order = ["I7", "E6", "E13", "O18"]
    for code, following in zip(order, [*order[1:], ""], strict=True):
        expect(page.locator("main")).to_contain_text(f"มาตรการข้อ {code}")
        done, outcome = measures[code]
        fill(page, "actions-0", text=f"{done} เมื่อวันที่ 3 กรกฎาคม {year}")
        fill(page, "outcomes-0", text=outcome)
        press(page, f"บันทึกและไปข้อ {following}" if following else "บันทึกและตรวจทาน")
    expect(page.get_by_role("heading", level=1)).to_have_text("ตรวจทานก่อนส่งตรวจ")
    assert_fine(page)
    for box in page.get_by_role("checkbox").all():
        box.check()
    press(page, "บันทึกว่าเสร็จสมบูรณ์")
    saved(page, "บันทึกว่าเสร็จสมบูรณ์แล้ว 4 มาตรการ: I7 E6 E13 O18")


def compile_and_submit(page: Page, year: int) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("จัดทำรายงาน")
    page.get_by_label("ปัญหา/อุปสรรค").fill("ไม่มี")
    page.get_by_label("ข้อเสนอแนะ").fill("ไม่มี")
    page.get_by_label("ผู้รายงาน").select_option(label=f"{FOUNDER} {POST}")
    page.get_by_label("วันที่รายงาน").fill(f"3 ตุลาคม {year}")
    page.get_by_label("ผู้อนุมัติ", exact=True).select_option(label=f"{APPROVER} นายก{AGENCY}")
    press(page, "บันทึกและไปเสนอผู้อนุมัติ")
    expect(page.get_by_role("heading", level=1)).to_have_text("ยืนยันการเสนอรายงาน")
    _confirm(page, "เสนอให้พิจารณา")
    saved(page, f"เสนอรายงานรอบที่ 1 ให้ {APPROVER} พิจารณาแล้ว")


def approve(page: Page) -> None:
    page.goto("/")
    follow(page.get_by_role("link", name="พิจารณารายงาน", exact=True))
    press(page, "อนุมัติ")
    _confirm(page, "ลงนามและอนุมัติ")
    expect(page.get_by_role("heading", level=1)).to_have_text("อนุมัติเรียบร้อยแล้ว")


def publish(people: Beginners, year: int) -> None:
    """Once the portal's worker has signed; the founder looks at home and is led on."""
    the_portal_signs()
    page = people.founder
    page.goto("/")
    follow(page.get_by_role("link", name="เผยแพร่รายงาน", exact=True).first)
    page.get_by_role("checkbox").check()
    press(page, "เผยแพร่รายงาน")
    saved(page, f"เผยแพร่รายงานปี {year} แล้ว")


def _confirm(page: Page, button: str) -> None:
    page.get_by_role("checkbox").check()
    page.get_by_label("รหัสผ่านของท่าน").fill(PASSWORD)
    press(page, button)
