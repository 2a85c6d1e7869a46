"""The frame's own pages, at the width of a desk and of a hand."""

import pytest

from accounts.permissions import Role
from tests.accounts.making import a_member, a_person, a_plan, an_agency
from tests.browser import looking
from tests.browser.conftest import BrowserPage
from tests.browser.looking import assert_fine, faults, sign_in

pytestmark = pytest.mark.browser
PUBLIC = [
    "/accounts/login/",
    "/accounts/login/?next=/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-x/",
    "/accounts/inactive/",
    "/help/",
    "/help/accessibility/",
    "/help/privacy/",
    "/help/contact/",
    "/nowhere/",
]


def test_every_public_page_is_fine(browser_page: BrowserPage) -> None:
    page = browser_page()
    for path in PUBLIC:
        page.goto(path)
        assert_fine(page)


def test_every_page_of_a_signed_in_person_is_fine(browser_page: BrowserPage) -> None:
    wilai = a_person("wilai", name="นางวิไล รักษ์ดี", telephone="0 0000 0000 ต่อ 11")
    for slug, name in (("thung-sai-than", "อบต.ทุ่งสายธาร"), ("ban-rai", "อบต.บ้านไร่")):
        agency = an_agency(slug, short_name=name)
        a_member(wilai, agency, Role.ADMINISTRATOR, post="ปลัดองค์การบริหารส่วนตำบล")
        a_plan(agency, 2565)
        a_plan(agency, 2566)
    page = browser_page()
    sign_in(page, wilai)
    for path in ("/accounts/password/change/", "/accounts/logout/", "/help/contact/", "/a/ban-rai/2566/nowhere/"):
        page.goto(path)
        assert_fine(page)


def test_a_page_is_the_same_without_javascript(browser_page: BrowserPage) -> None:
    page = browser_page(width=390, javascript=False)
    page.goto("/help/")
    assert page.locator("h1").inner_text() == "วิธีใช้งาน"
    assert page.evaluate("getComputedStyle(document.querySelector('.topbar')).backgroundColor") == "rgb(16, 57, 106)"


def test_the_smallest_screen_needs_no_sideways_scrolling(browser_page: BrowserPage) -> None:
    page = browser_page(width=320)
    page.goto("/accounts/login/")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_page_that_lost_its_style_would_be_noticed(
    browser_page: BrowserPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "TRIES", 5)  # it never comes
    page = browser_page()
    page.route("**/portal.*.css", lambda route: route.abort())
    page.goto("/help/")
    found = "\n".join(faults(page))
    assert "unstyled" in found
    assert "console: Failed to load resource" in found


def test_a_style_written_into_a_page_would_be_noticed(browser_page: BrowserPage) -> None:
    page = browser_page()
    page.goto("/help/")
    page.evaluate("document.querySelector('h1').setAttribute('style', 'width: 3000px')")
    found = "\n".join(faults(page))
    assert "console: " in found
    assert "inline: ['<h1 style" in found


@pytest.mark.parametrize("shown", ["d-none d-lg-block", "hand", ""], ids=["desk", "hand", "both"])
def test_pale_words_would_be_noticed_once_at_whichever_width_they_are_shown(
    browser_page: BrowserPage, shown: str
) -> None:
    page = browser_page()
    page.goto("/help/")
    pale = f'<p class="btn btn-primary {shown}"><a href="/" class="pale">คำจาง</a></p>'
    page.evaluate(
        """pale => {
      document.querySelector('main').insertAdjacentHTML('beforeend', pale);
      document.querySelector('.pale').style.color = '#17528d';
    }""",
        pale,
    )
    found = [line for line in faults(page) if "color-contrast" in line]
    assert len(found) == 1, found
    assert found[0].startswith("1280" if shown.startswith("d-none") else "390")
