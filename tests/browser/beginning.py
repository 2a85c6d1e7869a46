"""How an office begins with nothing, in the browsers of its people: for journeys that go on from there."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Frame, Page, expect

from accounts.services import first_agency
from tests.browser.aside import aside
from tests.browser.conftest import BrowserPage
from tests.browser.journey import follow, press, saved
from tests.browser.looking import assert_fine

PASSWORD = "ทุ่งนาเขียวขจี-2566"
AGENCY = "องค์การบริหารส่วนตำบลบึงบัว"
FOUNDER, APPROVER = "นางวิไล รักษ์ดี", "นายสมศักดิ์ เที่ยงธรรม"
POST = "นักวิเคราะห์นโยบายและแผนชำนาญการ"
PLACE = "/a/bueng-bua/"


@dataclass
class Beginners:
    """The founder, who administers and coordinates, and the approver; `opened` are the addresses that they came by."""

    founder: Page
    approver: Page
    opened: list[str] = field(default_factory=list)

    def count(self, page: Page) -> None:
        """Every page that opens in this browser is counted."""

        def note(frame: Frame) -> None:
            if frame == page.main_frame:
                self.opened.append(frame.url)

        page.on("framenavigated", note)


def begin(open_page: BrowserPage, *, width: int, javascript: bool) -> Beginners:
    """Browsers of two people, before anything is there."""
    founder, approver = (open_page(width=width, javascript=javascript) for _ in range(2))
    people = Beginners(founder, approver)
    people.count(people.founder)
    people.count(people.approver)
    return people


def found_the_agency(page: Page) -> None:
    """By the link that the server printed; one is at the first steps afterwards."""
    page.goto(f"/first/{aside(first_agency.token)}/")
    page.get_by_label("ชื่อหน่วยงาน").fill(AGENCY)
    page.get_by_label("จังหวัด", exact=True).fill("สายธาร")
    page.get_by_label("ชื่อในที่อยู่เว็บ").fill("bueng-bua")
    page.get_by_label("รหัสย่อ").fill("bb")
    page.get_by_label("ตำแหน่งของท่าน").fill(POST)
    page.get_by_label("ข้าพเจ้าเป็นผู้ประสานงาน ITA ของหน่วยงานนี้ด้วย").check()
    page.get_by_label("คำนำหน้า ชื่อ และนามสกุล").fill(FOUNDER)
    page.get_by_label("ชื่อผู้ใช้").fill("wilai")
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("[name=password2]").fill(PASSWORD)
    press(page, "สร้างหน่วยงานและเข้าสู่ระบบ")
    saved(page, f"สร้าง{AGENCY}แล้ว")


def say_who_we_are(page: Page) -> None:
    """From the first steps to the agency's page, and from it to the next step."""
    follow(page.get_by_role("link", name="ไปขั้นที่ 1"))
    page.get_by_label("โทรศัพท์").fill("0 1111 1111")
    page.get_by_label("หัวกระดาษ").fill(f"{AGENCY} จังหวัดสายธาร")
    press(page, "บันทึกและไปขั้นที่ 2")
    saved(page, "บันทึกข้อมูลหน่วยงานแล้ว")


def invite_the_approver(people: Beginners) -> None:
    """The founder invites them, and hands the link over; they set up their account and are in."""
    page = people.founder
    page.get_by_label("คำนำหน้า ชื่อ และนามสกุล").fill(APPROVER)
    page.get_by_label("ตำแหน่ง").fill(f"นายก{AGENCY}")
    page.get_by_label("ผู้อนุมัติ").check()
    press(page, "เชิญผู้ใช้")
    people.approver.goto(page.get_by_label("ลิงก์", exact=True).input_value())
    people.approver.get_by_label("ชื่อผู้ใช้").fill("somsak")
    people.approver.locator("[name=password1]").fill(PASSWORD)
    people.approver.locator("[name=password2]").fill(PASSWORD)
    press(people.approver, "ตั้งบัญชี")
    saved(people.approver, "ตั้งบัญชีแล้ว ครั้งต่อไปเข้าสู่ระบบด้วยชื่อผู้ใช้ somsak")


def begin_the_year(page: Page) -> int:
    """The present year with its deadlines, by the button of the page at hand; returns which it is."""
    follow(page.get_by_role("link", name="ไปขั้นที่ 3"))
    year = int(page.get_by_label("ปีงบประมาณของมาตรการ").input_value())
    page.get_by_label("เจ้าหน้าที่ส่งผลการดำเนินการภายใน").fill(f"30 ก.ย. {year % 100}")
    page.get_by_label("เสนอรายงานต่อผู้อนุมัติภายใน").fill(f"3/10/{year}")
    press(page, "เริ่มปีงบประมาณ")
    saved(page, f"เริ่มปีงบประมาณ {year} แล้ว")
    return year


def write_a_measure(page: Page, code: str, question: str, step: str) -> None:
    """On the form of a new measure."""
    page.get_by_label("รหัสข้อ").fill(code)
    page.get_by_label("ข้อคำถามหรือตัวชี้วัด").fill(question)
    page.locator("[name='steps-0-text']").fill(step)
    press(page, "บันทึกมาตรการ")
    saved(page, f"บันทึกมาตรการ {code} แล้ว")


def copy_into_the_next_year(page: Page, year: int) -> None:
    """By the menu of years: the year begins, and all measures of the one before come along."""
    page.locator("summary").filter(has_text="ปีงบประมาณที่กำลังดู").click()
    follow(page.get_by_role("link", name=f"เริ่มปีงบประมาณ {year}"))
    press(page, "เริ่มปีงบประมาณ")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"คัดลอกมาตรการจากปี {year - 1}")
    assert_fine(page)
    press(page, "คัดลอกมาตรการที่เลือก")
    saved(page, f"คัดลอก 1 มาตรการจากปี {year - 1} แล้ว")
