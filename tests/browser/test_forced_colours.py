"""Where the system's few colours rule, lines tell what colour told; and a box to tick has its words at every width."""

from __future__ import annotations

import re

import pytest

from measures.models import Measure, State
from tests.browser.conftest import BrowserPage
from tests.browser.journey import YEAR, a_demonstration, come_in
from tests.browser.looking import assert_fine

pytestmark = pytest.mark.browser
LOOKS = """all => all.map(e => {
  const style = getComputedStyle(e);
  return [e.hasAttribute('aria-current'), style.borderBottomColor + style.backgroundColor];
})"""


def test_what_is_current_is_told_apart_without_our_colours(browser_page: BrowserPage, transactional_db: None) -> None:
    a_demonstration("E11", "E14")
    page = come_in(browser_page, "mana")
    page.emulate_media(forced_colors="active")
    page.goto(f"{YEAR}measures/")
    for where in (".mainnav a", ".pills a"):
        looks = page.locator(where).evaluate_all(LOOKS)
        current = {look for is_current, look in looks if is_current}
        others = {look for is_current, look in looks if not is_current}
        assert current and others, where
        assert not current & others, where


def test_a_box_to_tick_has_its_words_whether_or_not_they_show(
    browser_page: BrowserPage, transactional_db: None
) -> None:
    a_demonstration("E11", "E14")
    Measure.objects.filter(code="E14").update(state=State.HANDED_IN)
    page = come_in(browser_page, "mana")
    page.goto(f"{YEAR}measures/?state=waiting")
    assert page.get_by_role("checkbox", name=re.compile("^เลือก ?มาตรการ E14 เพื่อตรวจรับ$")).count() == 1
    assert_fine(page)
