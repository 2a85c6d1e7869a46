"""Scores on paper: whose they are is said, and no figure is parted by the end of a line."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from accounts.models import Agency
from tests.browser.conftest import BrowserPage
from tests.browser.journey import a_demonstration, come_in
from tests.scores.many import a_sheet

pytestmark = pytest.mark.browser
ON_ONE_LINE = """all => all.map(e => {
  const range = document.createRange();
  range.selectNodeContents(e);
  return new Set([...range.getClientRects()].map(r => Math.round(r.top))).size;
})"""


def test_a_printed_page_of_scores_names_the_agency_and_parts_no_figure(
    browser_page: BrowserPage, transactional_db: None
) -> None:
    a_demonstration("E13")
    a_sheet(Agency.objects.get(slug="thung-sai-than"), 2566, items=[f"O{number}" for number in range(1, 44)])
    page = come_in(browser_page, "mana", width=680)  # of A4 upright between its margins
    page.emulate_media(media="print")
    page.goto("/a/thung-sai-than/2566/scores/")
    expect(page.locator(".pagehead")).to_contain_text("องค์การบริหารส่วนตำบลทุ่งสายธาร")
    lines = page.locator("#weak td.num").evaluate_all(ON_ONE_LINE)
    assert lines and set(lines) == {1}


def test_an_older_browser_prints_what_is_folded_too(browser_page: BrowserPage, transactional_db: None) -> None:
    a_demonstration("E13")
    a_sheet(Agency.objects.get(slug="thung-sai-than"), 2566, items=["O1", "O2"])
    page = come_in(browser_page, "mana")
    page.add_init_script("CSS.supports = () => false")
    page.goto("/a/thung-sai-than/2566/scores/")
    folded = page.locator(".scores-of-tool:not([open])")
    assert folded.count() == 1
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert folded.count() == 0
