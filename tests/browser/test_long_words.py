"""No page is wider than a telephone, whatever people typed: a word of 200 letters, a long link, a long agency name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from pytest_django import Settings

from ita_portal.frame.static_files.finder import FILES, body
from ita_portal.frame.static_files.style_sheet import classes, cut
from pades.examination import sandbox
from pades.examination.examine import examine
from tests.browser.aside import aside
from tests.browser.conftest import BrowserPage
from tests.browser.long_pages import NO_PAGE, Pages, all_pages
from tests.house.addresses import doors
from tests.pades.signings import a_page

pytestmark = pytest.mark.browser
WIDTHS = (320, 360, 1280)
_CLASSES = re.compile(r'class="([^"]*)"')
# Elements that reach beyond the window, and words that reach out of their box; what scrolls by itself is left alone.
_FACTS = """() => {
  const hidden = '.visually-hidden, .skip, .enter, .sheetbox, .stack thead, svg, option';
  const isClipped = e => e && (getComputedStyle(e).clipPath === 'inset(50%)' || isClipped(e.parentElement));
  const seen = e => e.getClientRects().length && !e.closest(hidden) && !isClipped(e);
  const said = (e, box) => `${e.outerHTML.slice(0, 120)} (${Math.round(box.left)} to ${Math.round(box.right)})`;
  const beyond = [...document.querySelectorAll('body *')].map(e => [e, e.getBoundingClientRect()])
    .filter(([e, box]) => seen(e) && (box.right > innerWidth + 1 || box.left < -1));
  const out = [], range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; text = texts.nextNode();) {
    if (!text.data.trim() || !seen(text.parentElement)) continue;
    let around = text.parentElement;
    while (['inline', 'contents'].includes(getComputedStyle(around).display)) around = around.parentElement;
    range.selectNodeContents(text);
    const words = range.getBoundingClientRect(), box = around.getBoundingClientRect();
    if (words.width && (words.right > box.right + 1 || words.left < box.left - 1)) out.push([around, words]);
  }
  return {
    overflow: Math.max(0, document.documentElement.scrollWidth - innerWidth),
    beyond: beyond.slice(0, 2).map(each => said(...each)),
    out: out.slice(0, 2).map(each => said(...each)),
  };
}"""
_OPEN = "document.querySelectorAll('details').forEach(e => { e.open = true })"
_STYLED = "document.fonts.check('16px Sarabun') && document.styleSheets.length >= 2"


@pytest.fixture
def pages(transactional_db: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pages:
    """The paper of a report is one page, made once: how it looks is no matter here."""
    settings.DATA_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr("paper.report_pdf.write", lambda document, paper, **more: a_page())
    monkeypatch.setattr("paper.pictures.pages", lambda body: [b"\x89PNG a picture"])
    monkeypatch.setattr("reports.views.submission.pages_of", lambda document, paper: 1)
    monkeypatch.setattr(sandbox, "examine", examine)  # a process for each file takes a second
    return aside(all_pages)


def faults(page: Page) -> list[str]:
    """What is too wide at each width, menus and folded parts open."""
    page.evaluate(_OPEN)
    wrong = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        facts: dict[str, Any] = page.evaluate(_FACTS)
        wrong += [f"{width}: {kind} {found}" for kind, found in facts.items() if found]
    return wrong


def test_no_word_makes_any_page_wider_than_the_window(pages: Pages, browser_page: BrowserPage) -> None:
    """Each page is drawn once and looked at in three widths; an address that was not opened fails the test."""
    assert sorted({door.name for door in doors()} - pages.names - NO_PAGE) == []
    page = browser_page(javascript=False)
    page.goto("/help/")
    wrong = {}
    for name, html in pages.html.items():
        page.set_content(html.replace("<script", "<template").replace("</script>", "</template>"))
        for _ in range(1500):
            if page.evaluate(_STYLED):
                break
            page.wait_for_timeout(20)
        assert page.evaluate(_STYLED), f"{name} has no style sheet or font"
        if found := faults(page):
            wrong[name] = found
    assert wrong == {}, "\n".join(f"{k}: {v}" for k, v in wrong.items())
    assert len(pages.html) > 150
    assert without_rules(pages) == set()


def without_rules(pages: Pages) -> set[str]:
    """The classes of pages for which the package's style sheet has rules, and that which browsers get has none."""
    used = {name for html in pages.html.values() for found in _CLASSES.findall(html) for name in found.split()}
    assert len(used) > 100
    wanted = cut(FILES["bootstrap.min.css"].original.read_bytes(), used)
    return classes(wanted.decode()) - classes(body("bootstrap.min.css").decode())


def test_what_is_too_wide_would_be_noticed(browser_page: BrowserPage) -> None:
    page = browser_page(javascript=False)
    page.goto("/help/contact/")
    assert faults(page) == []
    page.evaluate("document.querySelector('h1').textContent = 'W'.repeat(200)")
    assert faults(page) == []
    page.evaluate("document.querySelector('h1').style.overflowWrap = 'normal'")
    assert kinds(page) == [f"{width}: {kind}" for width in WIDTHS for kind in ("overflow", "out")]
    page.evaluate("document.querySelector('h1').style.width = '9000px'")
    assert kinds(page) == [f"{width}: {kind}" for width in WIDTHS for kind in ("overflow", "beyond")]


def kinds(page: Page) -> list[str]:
    return [" ".join(line.split()[:2]) for line in faults(page)]
