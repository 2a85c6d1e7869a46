"""What every page must be, whatever it shows: styled, silent, without overflow, open to all."""

import re
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

from django.test import Client
from playwright.sync_api import ConsoleMessage, Page

from accounts.models import User
from tests.browser.axe import violations

WIDTHS = (1280, 390)
TRIES = 50  # a tenth of a second apart
# An answer that a page is meant to give; Chromium calls it a failed resource. A missing static file is a fault.
_ANSWER = re.compile(r"Failed to load resource: the server responded with a status of (403|404|409|422|429|500)\b")
# Whoever begins to type before a page is drawn keeps the cursor, as they should.
_QUICK_HAND = "Autofocus processing was blocked because a document already has a focused element."
_said: WeakKeyDictionary[Page, list[str]] = WeakKeyDictionary()
_silent: WeakSet[Page] = WeakSet()  # pages without JavaScript: there no promise is ever kept, and axe cannot run
_FACTS = """() => {
  // a box's label is clicked too
  const target = e => ['checkbox', 'radio'].includes(e.type) && e.labels.length ? e.labels[0] : e;
  const shown = e => { const r = e.getBoundingClientRect(); return r.width && r.height };
  const hidden = '.visually-hidden, .skip, .sheetbox, .menu:not([open])';
  return {
    unstyled: !(getComputedStyle(document.body).fontFamily.includes('Sarabun') && document.fonts.check('16px Sarabun')
      && document.styleSheets.length >= 2),
    overflow: Math.max(0, document.documentElement.scrollWidth - innerWidth),
    wide: [...document.querySelectorAll('main *, header *, footer *, nav *')].filter(e => !e.closest(hidden)
      && e.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map(e => e.outerHTML.slice(0, 120)),
    inline: [...document.querySelectorAll('[style], style, script:not([src]), [onclick]')]
      .filter(e => !e.closest('svg')).map(e => e.outerHTML.slice(0, 120)),
    small: [...document.querySelectorAll('a.btn, button, .pills a, summary, input, select, textarea')].filter(e => {
      const r = target(e).getBoundingClientRect(); return shown(e) && (r.height < 24 || r.width < 24)
    }).map(e => e.outerHTML.slice(0, 120)),
    headings: document.querySelectorAll('h1').length,
    untitled: !document.title || document.title.startsWith(' '),
    language: document.documentElement.lang,
  }
}"""


def listen(page: Page, *, javascript: bool = True) -> None:
    """Keeps all that the page says on the console, and its script errors, for assert_fine."""
    if not javascript:
        _silent.add(page)
    heard = _said.setdefault(page, [])
    page.on("console", lambda message: heard.append(_line(message)))
    page.on("pageerror", lambda error: heard.append(str(error)))


def _line(message: ConsoleMessage) -> str:
    answered = _ANSWER.match(message.text) and "/static/" not in message.location["url"]
    return "" if answered or message.text == _QUICK_HAND else message.text


def sign_in(page: Page, user: User) -> None:
    """The person is signed in in this page's browser; without the form, which has tests of its own."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "domain": "127.0.0.1", "path": "/"}])


def faults(page: Page) -> list[str]:
    """Everything that is wrong with the page as it stands, at the widths of a desk and of a hand.

    Axe looks with the menus closed and into them open.
    """
    if page not in _silent:
        page.evaluate("document.fonts.ready.then(() => true)")
    own = page.viewport_size or {"width": WIDTHS[0], "height": 800}
    wrong = []
    for width in [*(each for each in WIDTHS if each != own["width"]), own["width"]]:  # its own comes last, and stays
        page.set_viewport_size({"width": width, "height": own["height"]})
        found = _faults_at_this_width(page)
        wrong += [f"{width}: {each}" for each in found]
    return wrong + [f"console: {line}" for line in _said.get(page, []) if line]


def _faults_at_this_width(page: Page) -> list[str]:
    facts = _settled_facts(page)
    kinds = ("unstyled", "overflow", "wide", "inline", "small", "untitled")
    wrong = [f"{kind}: {facts[kind]}" for kind in kinds if facts[kind]]
    wrong += [] if facts["headings"] == 1 else [f"{facts['headings']} h1"]
    wrong += [] if facts["language"] == "th" else [f"lang {facts['language']}"]
    return wrong if page in _silent else wrong + violations(page)


def _settled_facts(page: Page) -> dict[str, Any]:
    """Once fonts are there, or after so many tries: without JavaScript a page cannot be asked to wait for them."""
    page.wait_for_load_state("load")
    for _ in range(TRIES):
        facts: dict[str, Any] = page.evaluate(_FACTS)
        if not facts["unstyled"]:
            break
        page.wait_for_timeout(100)
    return facts


def assert_fine(page: Page) -> None:
    """Styled, its console empty, nothing inline, no overflow, controls of 24 px, one h1, and clean before axe.

    Without JavaScript axe is left out: the same page has to pass it with JavaScript.
    """
    wrong = faults(page)
    assert not wrong, "\n".join([page.url, *wrong])
