"""Every page of the portal as each role meets it, at the width of a desk and of a hand."""

import pytest
from playwright.sync_api import Page, expect

import clock
from accounts.models import Agency, User
from measures.models import Action, Measure
from reports.compiling.taking import Way, take
from tests.browser.conftest import BrowserPage
from tests.browser.journey import YEAR, a_demonstration, address, come_in, field, fill, press
from tests.browser.looking import assert_fine
from tests.reports.compiling.taking.documents import UNCODED, a_document

pytestmark = pytest.mark.browser
READERS = ("kamkab", "somsak", "wilai")  # who oversees, who approves, who administers


def walk(page: Page, *addresses: str) -> None:
    for each in addresses:
        answer = page.goto(each)
        assert answer is not None
        assert answer.status == 200, each
        assert_fine(page)


def test_every_page_of_an_officer_is_fine(browser_page: BrowserPage, transactional_db: None) -> None:
    a_demonstration("I11", "E13", "E14")
    page = come_in(browser_page, "kanda")
    action = Action.objects.filter(measure__code="E14").first()
    assert action is not None
    mine = [address("E14", rest) for rest in ("", f"actions/{action.pk}/", "actions/new/", "progress/", "officers/")]
    walk(page, YEAR, f"{YEAR}measures/", *mine, address("E13"), f"{YEAR}report/")
    expect(page.get_by_role("button", name="บันทึกข้อความในรายงาน")).to_have_count(0)
    answer = page.goto(address("E13", "progress/"))
    assert answer is not None
    assert answer.status == 403
    assert_fine(page)
    page.goto(address("E14", "actions/new/"))
    fill(page, "actions-0", start="๒๙/๙/๖๖")
    field(page, "actions-0-end").fill("30 ก.ย. 66")
    page.keyboard.press("Tab")
    expect(page.locator("#echo_actions-0")).to_contain_text("วันเสาร์ที่ 30 กันยายน พ.ศ. 2566")
    assert_fine(page)
    field(page, "actions-0-end").fill("")
    fill(page, "actions-0", start="3/7/23")
    page.keyboard.press("Tab")
    expect(page.locator("#echo_actions-0 .wait").last).to_contain_text("ท่านหมายถึง 3 กรกฎาคม 2566 หรือไม่")
    assert_fine(page)
    page.get_by_role("button", name="แก้เป็น 3 กรกฎาคม 2566").click()
    expect(field(page, "actions-0-start")).to_have_value("3 กรกฎาคม 2566")
    expect(field(page, "actions-0-start")).to_be_focused()
    page.keyboard.press("Enter")  # goes on instead of sending the form
    expect(field(page, "actions-0-end")).to_be_focused()
    assert_fine(page)


def test_every_page_of_a_coordinator_is_fine(browser_page: BrowserPage, transactional_db: None) -> None:
    a_demonstration("I11", "E13", "E14")
    page = come_in(browser_page, "mana")
    measure = [address("I11", rest) for rest in ("", "change/", "wording/", "references/", "progress/", "officers/")]
    lists = [f"{YEAR}measures/", f"{YEAR}measures/?q=ไม่มีคำนี้", f"{YEAR}measures/add/", f"{YEAR}report/"]
    walk(page, YEAR, *measure, *lists, f"{YEAR}report/pages/")
    sizes = "cells => new Set(cells.map(cell => getComputedStyle(cell).fontSize)).size"
    assert page.locator(".sheet td, .sheet td p").evaluate_all(sizes) == 1, (
        "the page's own classes leave the sheet alone"
    )


def test_every_page_of_those_who_only_read_is_fine(browser_page: BrowserPage, transactional_db: None) -> None:
    a_demonstration("E14")
    for username in READERS:
        page = come_in(browser_page, username)
        alike = [f"{YEAR}measures/", f"{YEAR}report/"] if username == READERS[0] else []
        walk(page, YEAR, *alike, address("E14"))
        assert page.locator("main form").count() == 0, f"{username} only reads"


def test_a_plan_without_measures_says_how_to_begin(browser_page: BrowserPage, transactional_db: None) -> None:
    a_demonstration("none")
    page = come_in(browser_page, "mana")
    walk(page, YEAR, f"{YEAR}report/", f"{YEAR}measures/")
    expect(page.locator("main")).to_contain_text("ยังไม่มีมาตรการของปี 2566")


def test_every_page_of_a_year_on_paper_and_of_a_measure_without_a_code_is_fine(
    browser_page: BrowserPage, transactional_db: None
) -> None:
    a_demonstration("E13")
    agency, mana = Agency.objects.get(slug="thung-sai-than"), User.objects.get(username="mana")
    said = {"agency": agency, "by": mana, "today": clock.today(), "with_progress": True}
    past, measures = a_document(agency, year=2564), a_document(agency, UNCODED)
    take(document=past, way=Way.PAST, year=2564, chosen=[1, 2, 3], **said)  # type: ignore[arg-type]  # as take has them
    take(document=measures, way=Way.MEASURES, year=2566, chosen=[1], **said)  # type: ignore[arg-type]  # as take has them
    old, new = (Measure.objects.get(plan__year=year, question=UNCODED.question).pk for year in (2564, 2566))
    page = come_in(browser_page, "mana")
    year = YEAR.replace("2566", "2564")
    walk(page, year, f"{year}measures/", f"{year}measures/{old}/", f"{year}report/")
    walk(page, f"{YEAR}measures/{new}/", f"{YEAR}measures/{new}/change/")
    press(page, "เพิ่มรายละเอียด")
    assert_fine(page)
