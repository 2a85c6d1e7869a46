"""The frame's own pages, at the width of a desk and of a hand."""

import pytest

from accounts.permissions import Role
from tests.accounts.making import a_member, a_person, a_plan, an_agency
from tests.browser import looking
from tests.browser.axe import violations
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


@pytest.mark.parametrize(
    ("shown", "widths"),
    [("d-none d-lg-block", ["1280"]), ("hand", ["390"]), ("", ["390", "1280"])],
    ids=["desk", "hand", "both"],
)
def test_pale_words_would_be_noticed_at_each_width_at_which_they_are_shown(
    browser_page: BrowserPage, shown: str, widths: list[str]
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
    assert [line.partition(":")[0] for line in found] == widths, found


# Good words, until a rule comes: to axe, which remembers what was good, it is the rule alone that tells.
WORDS = """
<p class="one">คำหนึ่ง</p><p class="two">คำสอง</p><p class="three">คำสาม</p>
<div class="topbar"><span class="brand"><small>คำในกรอบ</small></span></div><p class="after">คำหลังกรอบ</p>
"""
RULES = {
    ".one { color: #bbb }": "คำหนึ่ง",
    ".one { opacity: .3 }": "คำหนึ่ง",
    ".one { -webkit-text-fill-color: #bbb }": "คำหนึ่ง",
    ".one + p { color: #bbb }": "คำสอง",
    "main:has(.three) > .three { background: #555 }": "คำสาม",
    "main .topbar { background: #e9f1f9 }": "คำในกรอบ",
    "main .topbar { height: 9rem; margin-bottom: -9rem }": "คำหลังกรอบ",
}


def test_words_that_a_rule_makes_pale_would_be_noticed(browser_page: BrowserPage) -> None:
    page = browser_page()
    page.goto("/help/")
    page.evaluate("words => document.querySelector('main').insertAdjacentHTML('beforeend', words)", WORDS)
    assert_fine(page)
    page.evaluate("document.adoptedStyleSheets = [new CSSStyleSheet()]")
    for rule, pale in RULES.items():
        page.evaluate("rule => document.adoptedStyleSheets[0].replaceSync(rule)", rule)
        found = violations(page)
        assert [line for line in found if "color-contrast" in line and pale in line], (
            rule,
            found,
            page.evaluate("window.LAST"),
        )
    page.evaluate("document.adoptedStyleSheets = []")
    assert violations(page) == []


WRONG = """
<h1>ชื่อที่สอง</h1><p>เลข 1</p><h6>หัวข้อที่ลึกไป</h6><p><img src="" alt="รูป"></p><button type="button"></button>
<label for="field-2">ช่อง</label><input id="field-1" class="form-control">
<details><summary>เมนู</summary><a href="/" class="btn"></a></details><p><b class="text-nowrap">WIDE</b></p>
""".replace("WIDE", "กว้าง" * 100)
KINDS = [
    "overflow:",
    "wide:",
    "small:",
    "2 h1",
    "axe: button-name:",
    "axe: heading-order:",
    "axe: label:",
    "axe, menus open: link-name:",
]


def test_each_kind_of_fault_would_be_noticed_at_each_width(browser_page: BrowserPage) -> None:
    page = browser_page()
    page.goto("/help/")
    page.evaluate("words => document.querySelector('main').insertAdjacentHTML('beforeend', words)", WRONG)
    found = faults(page)
    wanted = [f"{width}: {kind}" for width in (390, 1280) for kind in KINDS]
    assert [kind for kind in wanted if not any(line.startswith(kind) for line in found)] == [], found


NUMBERED = """
<p>วันที่ 1</p><label for="field-1">ช่อง</label><input id="field-1" class="form-control" value="1">
<details><summary>เมนู</summary></details>
"""


def test_a_page_that_differs_by_numbers_is_judged_once_and_one_whose_names_part_again(
    browser_page: BrowserPage,
) -> None:
    page = browser_page()
    page.goto("/help/")
    page.evaluate("words => document.querySelector('main').insertAdjacentHTML('beforeend', words)", NUMBERED)
    assert violations(page) == []
    page.evaluate("document.querySelector('#field-1').value = '2'")
    page.evaluate("window.judge = () => ['asked']")
    assert violations(page) == []
    page.evaluate("document.querySelector('[for=field-1]').htmlFor = 'field-2'")
    assert violations(page) == ["axe: asked", "axe, menus open: asked"]
