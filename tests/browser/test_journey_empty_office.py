"""An office begins with nothing and by browser alone, and has the measures of its first year."""

import pytest
from playwright.sync_api import expect

from tests.browser.beginning import (
    PLACE,
    begin,
    begin_the_year,
    copy_into_the_next_year,
    found_the_agency,
    invite_the_approver,
    say_who_we_are,
    write_a_measure,
)
from tests.browser.conftest import BrowserPage
from tests.browser.journey import EVERYWHERE, follow
from tests.browser.looking import assert_fine

pytestmark = pytest.mark.browser


@EVERYWHERE
def test_from_an_empty_installation_to_the_measures_of_the_first_year_and_on_to_the_next(
    browser_page: BrowserPage, transactional_db: None, width: int, javascript: bool
) -> None:
    people = begin(browser_page, width=width, javascript=javascript)
    page = people.founder
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("ระบบนี้ยังไม่มีหน่วยงาน")
    found_the_agency(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("เริ่มใช้งานใน 5 ขั้น")
    assert_fine(page)
    say_who_we_are(page)
    invite_the_approver(people)
    expect(people.approver.get_by_text("ยังไม่ได้เริ่มปีงบประมาณแรก")).to_be_visible()
    year = begin_the_year(page)
    follow(page.get_by_role("link", name="เลือกจากรายการทีละข้อ"))
    write_a_measure(page, "E13", "หน่วยงานมีระบบการให้บริการออนไลน์หรือไม่", "จัดทำระบบ E-Service")
    page.goto(f"{PLACE}{year}/deadlines/")
    assert_fine(page)
    expect(page.get_by_label("ใช้วันส่งผลการดำเนินการเป็นวันครบกำหนด")).to_have_count(0)  # a new measure has it already
    follow(page.get_by_role("link", name="มาตรการ", exact=True))
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody time")).to_have_text(f"30 ก.ย. {year % 100}")
    assert len(people.opened) <= 15, "\n".join(people.opened)
    copy_into_the_next_year(page, year + 1)
    expect(page.get_by_role("heading", level=1)).to_have_text("มาตรการ")
    expect(page.locator("tbody time")).to_have_text(f"30 ก.ย. {(year + 1) % 100}")
