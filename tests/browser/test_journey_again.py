"""Twice, backwards and by the Enter key: what hasty hands do changes nothing twice and nothing else."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from measures.models import Action, Measure, Outcome
from tests.browser.conftest import BrowserPage
from tests.browser.journey import EVERYWHERE, YEAR, a_demonstration, address, come_in, field, fill, follow, press, saved
from tests.browser.looking import assert_fine

pytestmark = pytest.mark.browser
SAVE = "บันทึกการดำเนินการ"


@EVERYWHERE
def test_the_way_back_after_saving_adds_nothing_twice(
    browser_page: BrowserPage, transactional_db: None, width: int, javascript: bool
) -> None:
    a_demonstration("E11")
    page = come_in(browser_page, "mana", width=width, javascript=javascript)
    page.goto(address("E11"))
    follow(page.get_by_role("link", name="เพิ่มการดำเนินการ"))
    fill(page, "actions-0", text="ประชุมชี้แจงทุกหมู่บ้าน", start="3/7/66")
    fill(page, "outcomes-0", text="เข้าใจตรงกัน")
    press(page, SAVE)
    page.go_back()
    expect(field(page, "actions-0-text")).to_have_value("ประชุมชี้แจงทุกหมู่บ้าน")
    assert press(page, SAVE) == 200
    expect(page.get_by_role("status")).to_be_visible()
    assert Action.objects.filter(text="ประชุมชี้แจงทุกหมู่บ้าน").count() == 1
    assert Outcome.objects.filter(text="เข้าใจตรงกัน").count() == 1

    page.goto(f"{YEAR}measures/")
    follow(page.get_by_role("link", name="เพิ่มมาตรการ"))
    page.get_by_label("รหัสข้อ").fill("E15")
    page.get_by_label("ข้อคำถามหรือตัวชี้วัด").fill("ความโปร่งใสของการให้บริการ")
    fill(page, "steps-0", text="จัดทำคู่มือ")
    page.get_by_label("ครบกำหนด").fill("")  # a day that has passed would be asked about
    assert press(page, "บันทึกมาตรการ") == 200
    page.go_back()
    assert press(page, "บันทึกมาตรการ") == 200
    expect(page.get_by_role("status")).to_be_visible()
    assert Measure.objects.filter(code="E15").count() == 1


@EVERYWHERE
def test_a_double_click_saves_once(
    browser_page: BrowserPage, transactional_db: None, width: int, javascript: bool
) -> None:
    a_demonstration("E11")
    page = come_in(browser_page, "mana", width=width, javascript=javascript)
    page.goto(address("E11", "actions/new/"))
    fill(page, "actions-0", text="เปิดเวทีรับฟังความเห็น", start="3/7/66")
    twice(page, SAVE)
    saved(page, "บันทึกการดำเนินการของข้อ E11 แล้ว")
    assert Action.objects.filter(text="เปิดเวทีรับฟังความเห็น").count() == 1
    page.goto(f"{YEAR}report/")
    page.get_by_label("ข้อเสนอแนะ").fill("ไม่มี")
    twice(page, "บันทึกข้อความในรายงาน")
    saved(page, "บันทึกข้อความในรายงานแล้ว")
    page.goto(address("E11", "change/"))
    page.get_by_label("ครบกำหนด").fill("30/9/66")
    twice(page, "บันทึกมาตรการ")
    saved(page, "บันทึกมาตรการ E11 แล้ว")


def twice(page: Page, name: str) -> None:
    """Pressed again before anything is seen of the answer: the portal gets the same form two times."""
    page.get_by_role("button", name=name, exact=True).evaluate(
        """async button => {
            const said = new FormData(button.form);
            if (button.name) said.append(button.name, button.value);
            const to = button.getAttribute("formaction") || button.form.action;
            await fetch(to, {method: "POST", body: new URLSearchParams(said), redirect: "manual"});
        }"""
    )
    assert press(page, name) == 200


@EVERYWHERE
def test_the_enter_key_in_a_field_saves(
    browser_page: BrowserPage, transactional_db: None, width: int, javascript: bool
) -> None:
    a_demonstration("E14")
    page = come_in(browser_page, "kanda", width=width, javascript=javascript)
    page.goto(address("E14", "progress/"))
    before = list(Action.objects.order_by("position").values_list("pk", flat=True))
    field(page, "actions-1-end").fill("30 ก.ย. 66")
    field(page, "actions-1-end").blur()
    page.wait_for_load_state("networkidle")  # the date's echo and the draft's line are there
    page.get_by_label("ยังดำเนินการต่อเนื่อง").nth(1).uncheck()
    if javascript:  # who types dates all day goes on by it
        field(page, "actions-1-end").press("Enter")
        expect(page.get_by_label("ยังดำเนินการต่อเนื่อง").nth(1)).to_be_focused()
        press(page, "บันทึกการดำเนินการ")
    else:
        with page.expect_navigation():
            field(page, "actions-1-end").press("Enter")
    saved(page, "บันทึกการดำเนินการของข้อ E14 แล้ว")
    assert list(Action.objects.order_by("position").values_list("pk", flat=True)) == before
    assert Action.objects.get(pk=before[1]).end_on == date(2023, 9, 30)
    page.goto(address("E14", "officers/"))
    page.get_by_text("ไม่อยู่ในรายชื่อ พิมพ์ชื่อใหม่").nth(1).click()
    fill(page, "duties-1", name="นายวีระ ประสงค์สุข")
    with page.expect_navigation():
        field(page, "duties-1-name").press("Enter")
    saved(page, "บันทึกผู้รับผิดชอบข้อ E14 แล้ว")
    expect(page.locator("aside")).to_contain_text("นายวีระ ประสงค์สุข")
    assert_fine(page)
