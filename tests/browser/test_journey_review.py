"""A year's report on its road: officer, coordinator, approver, back again, approved at the second round, published."""

import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from reports.models import Round
from tests.browser.conftest import BrowserPage
from tests.browser.journey import YEAR, a_demonstration, come_in, fill, follow, press, saved
from tests.browser.looking import assert_fine
from tests.browser.road_to_the_public import (
    anyone_reads_and_verifies_it,
    the_coordinator_publishes,
    the_portal_signs,
    verified,
)

pytestmark = pytest.mark.browser
REASON = "ข้อ E14 โปรดเพิ่มจำนวนผู้เข้าร่วมประชุม"
REOPENED = "ผู้บริหารขอจำนวนผู้เข้าร่วม"
MENDED = "ประชุมประชาคมทุกหมู่บ้าน ผู้เข้าร่วม 240 คน"


@dataclass
class Person:
    """Somebody at their browser, with the password that they type."""

    page: Page
    password: str
    seen: set[str] = field(default_factory=set)

    def sees(self, heading: str) -> None:
        """Looks at the page closely when it is met for the first time."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        if heading not in self.seen:
            assert_fine(self.page)
        self.seen.add(heading)

    def follows(self, link: str) -> None:
        follow(self.page.get_by_role("link", name=link, exact=True).first)

    def confirms(self, button: str) -> None:
        """Ticks the declaration, types the password and presses."""
        self.page.get_by_role("checkbox").check()
        self.page.get_by_label("รหัสผ่านของท่าน").fill(self.password)
        assert press(self.page, button) == 200


@pytest.mark.parametrize(
    ("width", "javascript"), [(1280, True), (390, True), (390, False)], ids=["desk", "hand", "hand without javascript"]
)
def test_a_report_is_submitted_returned_mended_approved_and_published(
    browser_page: BrowserPage, transactional_db: None, width: int, javascript: bool
) -> None:
    """In one process: what was judged at the desk is the same in the hand."""
    the_whole_road(browser_page, width=width, javascript=javascript)


def the_whole_road(browser_page: BrowserPage, *, width: int, javascript: bool) -> None:
    """Three people and a visitor, each at a browser of their own."""
    passwords = a_demonstration("E13", "E14")
    kanda, mana, somsak = (
        Person(come_in(browser_page, name, width=width, javascript=javascript), passwords[name])
        for name in ("kanda", "mana", "somsak")
    )
    the_officer_hands_in(kanda)
    the_coordinator_takes_it(mana)
    and_completes_a_measure_of_their_own(mana)
    and_submits(mana, 1)
    the_approver_returns_it(somsak)
    the_coordinator_reopens_the_measure(mana)
    the_officer_mends_it(kanda)
    the_coordinator_takes_it(mana)
    and_submits(mana, 2)
    the_approver_reads_what_changed_and_approves(somsak)
    everyone_sees_that(kanda, mana)
    the_portal_signs()
    the_coordinator_publishes(mana.page)
    pdf = anyone_reads_and_verifies_it(browser_page(width=width, javascript=javascript), MENDED)
    verified(mana.page, pdf + b" ", "ไฟล์นี้ถูกเปลี่ยนแปลง")  # signed in, the file goes the same way
    decisions = Round.objects.order_by("number", "decisions__pk").values_list("number", "decisions__move")
    assert list(decisions) == [(1, "submit"), (1, "return"), (2, "submit"), (2, "approve"), (2, "publish")]


def the_officer_hands_in(kanda: Person) -> None:
    page = kanda.page
    page.goto(YEAR)
    kanda.sees("งานของฉัน")
    follow(page.get_by_role("link", name=re.compile("^E14 ")))
    kanda.follows("ตรวจทานและส่งตรวจ")
    kanda.sees("ตรวจทานก่อนส่งตรวจ")
    page.get_by_label("ข้อความถึงผู้ประสานงาน").fill("ครบทุกหมู่บ้านแล้ว")
    assert press(page, "ส่งให้ผู้ประสานงานตรวจ") == 200
    saved(page, "ส่งมาตรการ E14 ให้ผู้ประสานงานตรวจแล้ว")
    expect(page.locator("main")).to_contain_text("ส่งตรวจแล้ว รอผู้ประสานงานตรวจ")
    assert_fine(page)


def the_coordinator_takes_it(mana: Person) -> None:
    page = mana.page
    page.goto(YEAR)
    mana.sees("ภาพรวมปีงบประมาณ 2566")
    mana.follows("ตรวจรายการที่ส่งมา")
    mana.sees("ตรวจรับหรือส่งกลับแก้ไข")
    assert press(page, "ตรวจรับ") == 200
    saved(page, "ตรวจรับมาตรการ E14 แล้ว")
    expect(page.get_by_role("heading", name=re.compile("ไม่มีรายการรอตรวจ|ตรวจครบแล้ว"))).to_be_visible()
    assert_fine(page)


def and_completes_a_measure_of_their_own(mana: Person) -> None:
    page = mana.page
    page.goto(YEAR)
    follow(page.get_by_role("link", name=re.compile("^E13 ")).first)
    mana.follows("ตรวจทานและบันทึกว่าเสร็จสมบูรณ์")
    expect(page.locator("main")).to_contain_text("ผู้อนุมัติรายงานจะเห็นว่ามาตรการนี้ไม่มีผู้อื่นตรวจ")
    mana.sees("ตรวจทานก่อนส่งตรวจ")
    assert press(page, "บันทึกว่าเสร็จสมบูรณ์") == 200
    saved(page, "บันทึกว่ามาตรการ E13 เสร็จสมบูรณ์แล้ว")


def and_submits(mana: Person, number: int) -> None:
    page = mana.page
    page.goto(YEAR)
    mana.follows("ไปหน้าจัดทำรายงาน")
    mana.sees("จัดทำรายงาน")
    assert press(page, "เสนอให้พิจารณา") == 200
    mana.sees("ยืนยันการเสนอรายงาน")
    mana.confirms("เสนอให้พิจารณา")
    saved(page, f"เสนอรายงานรอบที่ {number} ให้ นายสมศักดิ์ เที่ยงธรรม พิจารณาแล้ว")
    expect(page.locator("main")).to_contain_text("เนื้อหาถูกล็อกไว้ตั้งแต่เวลาที่เสนอ")
    expect(page.get_by_role("button", name="บันทึกข้อความในรายงาน")).to_have_count(0)


def goes_to_decide(somsak: Person) -> None:
    page = somsak.page
    page.goto(YEAR)
    expect(page.locator("main")).to_contain_text("รายงานรอการพิจารณาของท่าน")
    somsak.sees("ภาพรวมปีงบประมาณ 2566")
    somsak.follows("พิจารณารายงาน")
    somsak.sees("พิจารณารายงาน")


def the_approver_returns_it(somsak: Person) -> None:
    page = somsak.page
    goes_to_decide(somsak)
    expect(page.get_by_role("heading", name="มาตรการที่ไม่มีคนที่สองตรวจ")).to_be_visible()
    assert press(page, "ส่งกลับแก้ไข") == 422, "a return wants a reason"
    assert_fine(page)
    page.get_by_label("ความเห็นของท่าน").fill(REASON)
    assert press(page, "ส่งกลับแก้ไข") == 200
    saved(page, "ส่งกลับให้ผู้ประสานงานแก้ไขแล้ว")
    assert_fine(page)


def the_coordinator_reopens_the_measure(mana: Person) -> None:
    page = mana.page
    page.goto(f"{YEAR}report/")
    expect(page.locator(".notice.bad")).to_contain_text(REASON)
    assert_fine(page)
    page.goto(f"{YEAR}measures/")
    follow(page.get_by_role("link", name=re.compile("^E14 ")))
    mana.follows("เปิดให้แก้ไขอีกครั้ง")
    mana.sees("เปิดให้แก้ไขอีกครั้ง")
    page.get_by_label("เหตุผลที่เปิดให้แก้ไขอีกครั้ง").fill(REOPENED)
    assert press(page, "เปิดให้แก้ไขอีกครั้ง") == 200
    saved(page, "เปิดมาตรการ E14 ให้แก้ไขอีกครั้งแล้ว")


def the_officer_mends_it(kanda: Person) -> None:
    page = kanda.page
    page.goto(YEAR)
    expect(page.locator("main")).to_contain_text(REOPENED)
    follow(page.get_by_role("link", name=re.compile("^E14 ")))
    follow(page.get_by_role("link", name="แก้ไข การดำเนินการที่ 1"))
    fill(page, "actions-0", text=MENDED)
    assert press(page, "บันทึกการดำเนินการ") == 200
    expect(page.locator(".notice.wait")).to_contain_text(REOPENED)
    assert_fine(page)
    kanda.follows("ตรวจทานและส่งตรวจ")
    expect(page.locator("main")).to_contain_text(MENDED)
    assert press(page, "ส่งให้ผู้ประสานงานตรวจ") == 200
    saved(page, "ส่งมาตรการ E14 ให้ผู้ประสานงานตรวจแล้ว")


def the_approver_reads_what_changed_and_approves(somsak: Person) -> None:
    page = somsak.page
    goes_to_decide(somsak)
    expect(page.get_by_role("heading", name="สิ่งที่เปลี่ยนจากรอบที่ 1")).to_be_visible()
    assert_fine(page)
    assert "240" in " ".join(page.locator("ins").all_inner_texts())
    page.get_by_label("ความเห็นของท่าน").fill("ครบถ้วนดี")
    assert press(page, "อนุมัติ") == 200
    somsak.sees("ยืนยันการลงนามและอนุมัติ")
    expect(page.get_by_label("ความเห็นของท่าน")).to_have_value("ครบถ้วนดี")
    somsak.confirms("ลงนามและอนุมัติ")
    somsak.sees("อนุมัติเรียบร้อยแล้ว")
    expect(page.locator("main")).to_contain_text(Round.objects.get(number=2).code)


def everyone_sees_that(kanda: Person, mana: Person) -> None:
    kanda.page.goto(f"{YEAR}report/")
    expect(kanda.page.locator("main")).to_contain_text("อนุมัติแล้ว เนื้อหาแก้ไขไม่ได้")
    kanda.sees("รายงานปี 2566")
    kanda.follows("ดูทุกรอบ")
    kanda.sees("ประวัติการพิจารณารายงาน")
    follow(kanda.page.get_by_role("list").get_by_role("link", name="รอบที่ 1", exact=True).first)
    kanda.sees("รายงานรอบที่ 1")
    expect(kanda.page.locator("blockquote")).to_have_text(REASON)
    expect(kanda.page.locator("#text")).not_to_contain_text("240 คน")
    mana.page.goto(YEAR)
    expect(mana.page.locator("main")).to_contain_text("รายงานอนุมัติ")
