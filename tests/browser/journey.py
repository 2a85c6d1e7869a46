"""What the people of the demonstration do in their browsers, and the three places where their words must then stand."""

import subprocess
from collections.abc import Sequence

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from ita.catalogue import load_csv
from ita_portal.demo import agency
from measures.models import Measure
from measures.services import catalogue
from tests.browser.conftest import BrowserPage
from tests.browser.looking import sign_in

YEAR = "/a/thung-sai-than/2566/"
EVERYWHERE = pytest.mark.parametrize(
    ("width", "javascript"), [(1280, True), (390, False)], ids=["desk", "hand without javascript"]
)
# What a page says now, without what is folded away (removed rows, former words) and what is only read aloud.
_SAID = """main => {
  const copy = main.cloneNode(true);
  copy.querySelectorAll('details, .visually-hidden, form, aside[aria-label], .timeline').forEach(e => e.remove());
  return copy.textContent;
}"""


def a_demonstration(*codes: str) -> dict[str, str]:
    """The demonstration's agency, the catalogue, and of the plan these measures or all; the passwords by user name."""
    catalogue.load(load_csv())
    passwords = {sign.username: sign.password for sign in agency.seed()}
    if codes:
        Measure.objects.exclude(code__in=codes).delete()  # a short report is a quick PDF
    return passwords


def come_in(open_page: BrowserPage, username: str, *, width: int = 1280, javascript: bool = True) -> Page:
    """A browser of the person's own, signed in."""
    page = open_page(width=width, javascript=javascript)
    sign_in(page, User.objects.get(username=username))
    return page


def address(code: str, rest: str = "") -> str:
    """Where a measure of the demonstration stands."""
    return f"{YEAR}measures/{Measure.objects.get(code=code).pk}/{rest}"


def press(page: Page, name: str) -> int:
    """Presses the button of this very name, hidden words included; the status of the page that answers."""
    with page.expect_navigation() as answered:
        page.get_by_role("button", name=name, exact=True).click()
    answer = answered.value
    return answer.status if answer else 0


def follow(link: Locator) -> None:
    """Goes where a link leads: a click alone comes back before the next page does, which a reading would then miss."""
    with link.page.expect_navigation():
        link.click()


def fill(page: Page, where: str, **said: str) -> None:
    """Fills fields whose names begin with `where`: fill(page, "actions-0", text=..., start=...)."""
    for name, words in said.items():
        page.locator(f"[name='{where}-{name}']").fill(words)


def field(page: Page, name: str) -> Locator:
    return page.locator(f"[name='{name}']")


def saved(page: Page, words: str) -> None:
    """The page says that it was saved."""
    expect(page.get_by_role("status").filter(has_text=words).first).to_be_visible()


def squeezed(text: str) -> str:
    """Without white space: lines break elsewhere on each page."""
    return "".join(text.split())


def the_measure(page: Page, code: str) -> str:
    """What the measure's own page says of what was done."""
    page.goto(address(code))
    return squeezed(page.locator("main").evaluate(_SAID))


def the_preview(page: Page) -> str:
    """The report's words as its preview has them."""
    page.goto(f"{YEAR}report/pages/")
    return squeezed(page.locator(".sheet").text_content() or "")


def the_paper(page: Page) -> str:
    """The report's PDF, downloaded in the person's session and read back."""
    answer = page.request.get(f"{YEAR}report/report.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    read = subprocess.run(["pdftotext", "-raw", "-", "-"], input=answer.body(), capture_output=True, check=True)
    return squeezed(read.stdout.decode())


def assert_printed(page: Page, *columns: list[str], gone: Sequence[str] = ()) -> None:
    """The words of each column in their order, and nothing of `gone`: in the preview and in the PDF."""
    for place, text in (("preview", the_preview(page)), ("PDF", the_paper(page))):
        _assert_said(place, text, columns, gone)


def assert_shown(page: Page, code: str, *columns: list[str], gone: Sequence[str] = ()) -> None:
    """The same on the measure's page."""
    _assert_said("measure", the_measure(page, code), columns, gone)


def assert_everywhere(page: Page, code: str, *columns: list[str], gone: Sequence[str] = ()) -> None:
    """In all three places: a PDF takes a while, so once behind several edits."""
    assert_shown(page, code, *columns, gone=gone)
    assert_printed(page, *columns, gone=gone)


def _assert_said(place: str, text: str, columns: Sequence[list[str]], gone: Sequence[str]) -> None:
    for column in columns:
        at = 0
        for words in map(squeezed, column):
            found = text.find(words, at)
            assert found >= 0, f"{place}: “{words}” is not there, or not in this order"
            at = found + len(words)
    assert [words for words in map(squeezed, gone) if words in text] == [], place
