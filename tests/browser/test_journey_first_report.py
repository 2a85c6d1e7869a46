"""From an empty installation to a published report of four measures, by browser alone, in at most 25 pages.

A page is one that a person comes to look at: every document that a browser of theirs shows, forms that come again and
pages opened by their address included; what only leads on to another (a redirect) is none. Both people's pages count,
from the link that the server prints to the page that says that the report is published. Reading it as a visitor and
verifying its file come after that and are counted apart.
"""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from ita.catalogue import load_csv
from measures.services import catalogue
from reports.models import Round
from tests.browser.beginning import (
    AGENCY,
    begin,
    begin_the_year,
    found_the_agency,
    invite_the_approver,
    say_who_we_are,
)
from tests.browser.conftest import BrowserPage
from tests.browser.first_report import (
    MEASURES,
    approve,
    compile_and_submit,
    publish,
    report_the_progress,
    type_the_measures,
)
from tests.browser.journey import EVERYWHERE, follow
from tests.browser.looking import assert_fine

pytestmark = pytest.mark.browser
MOST = 25


@EVERYWHERE
def test_from_an_empty_installation_to_a_published_report_of_four_measures(
    browser_page: BrowserPage, transactional_db: None, width: int, javascript: bool
) -> None:
    catalogue.load(load_csv())  # as script/server does
    people = begin(browser_page, width=width, javascript=javascript)
    page = people.founder
    found_the_agency(page)
    assert_fine(page)
    say_who_we_are(page)
    invite_the_approver(people)
    assert_fine(page)
    year = begin_the_year(page)
    type_the_measures(page)
    report_the_progress(page, year)
    compile_and_submit(page, year)
    approve(people.approver)
    publish(people, year)
    assert len(people.opened) <= MOST, "\n".join(people.opened)
    anyone_reads_and_verifies(browser_page(width=width, javascript=javascript))
    decisions = Round.objects.order_by("decisions__pk").values_list("decisions__move", flat=True)
    assert list(decisions) == ["submit", "approve", "publish"]


def anyone_reads_and_verifies(page: Page) -> None:
    page.goto("/")
    follow(page.get_by_role("link", name=AGENCY).first)
    for code, *_, outcome in MEASURES:
        expect(page.locator("main")).to_contain_text(code)
        expect(page.locator("main")).to_contain_text(outcome)
    assert_fine(page)
    link = page.get_by_role("link", name="ดาวน์โหลด PDF")
    pdf = page.request.get(link.get_attribute("href") or "").body()
    page.goto("/v/")
    page.set_input_files("#id_file", FilePayload(name="report.pdf", mimeType="application/pdf", buffer=pdf))
    page.get_by_role("button", name="ตรวจไฟล์").click()
    page.wait_for_selector(".verdict")
    expect(page.get_by_role("heading", level=1)).to_have_text("ตรงกับฉบับที่เผยแพร่")
    assert_fine(page)
