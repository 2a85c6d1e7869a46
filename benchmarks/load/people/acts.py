"""What people do: each act is the pages that a browser would ask for, in its order, with the forms that they hold."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

from benchmarks.load.people.browser import Browser
from benchmarks.load.people.desk import Desk, Report
from benchmarks.load.people.requests import Failed

Think = Callable[[tuple[float, float]], None]
# Seconds of thinking, from and to: over a list or page, over an action, over a report before it is submitted or signed.
READING, TYPING, CHECKING = (4, 12), (10, 30), (20, 60)
WORDS = ("โปร่งใส", "ประชาชน", "งบประมาณ", "จัดซื้อจัดจ้าง", "สวนสัตว์น้ำ")
_EVERY = 3.0  # seconds between two looks at how far a signature is
_LOOKS = 60


def ask_for_nothing(browser: Browser) -> None:
    browser.get("/health/live", "bare view")


def sign_in(browser: Browser, desk: Desk, username: str) -> None:
    form = browser.get("/accounts/login/", "sign-in form").form("/accounts/login/")
    browser.post(form, "sign in", login=username, password=desk.world.password)


def save(browser: Browser, desk: Desk, slug: str, measure: int, think: Think) -> None:
    """One action of a measure gets a new word, as its officer types it."""
    measures = f"/a/{slug}/{desk.world.year}/measures/"
    browser.get(measures, "list of measures")
    think(READING)
    form = browser.get(f"{measures}{measure}/progress/", "progress form").form("/progress/")
    name = next(name for name in form.values if re.fullmatch(r"actions-\d+-text", name))
    word = desk.new_word()
    form.values[name] += f" {word}"
    think(TYPING)
    browser.post_quietly(replace(form, action="/me/drafts/"), "draft kept by itself")
    answer = browser.post(form, "save progress", button="save")
    desk.was_saved(measure, word)
    browser.get(answer.location, "measure after saving")


def submit(browser: Browser, desk: Desk, report: Report, think: Think) -> None:
    """A coordinator looks the report over and submits it; tried again later where it fails."""
    slug, coordinator, _, _ = report
    year = f"/a/{slug}/{desk.world.year}/"
    try:
        sign_in(browser, desk, coordinator)
        browser.get(year, "home of an agency")
        browser.get(f"{year}report/", "compile page")
        browser.get(f"{year}report/pages/", "preview of the report", HX_Request="true")
        think(CHECKING)
        answer = browser.get(f"{year}report/submit/", "submission form")
        browser.post(answer.form("/submit/"), "submit", declaration="on", secret=desk.world.password)
    except Failed:
        desk.back(report, to="submit")
        raise
    desk.was_submitted(report)


def approve(browser: Browser, desk: Desk, report: Report, think: Think) -> None:
    """An approver reads what was submitted, signs, and waits for the signature."""
    slug, _, approver, _ = report
    year = f"/a/{slug}/{desk.world.year}/"
    try:
        sign_in(browser, desk, approver)
        browser.get(year, "home of an agency")
        page = browser.get(f"{year}report/review/", "review page").text
        if picture := re.search(r'src="([^"]+/pages/1\.png)"', page):
            browser.get(picture[1], "page as a picture")
        think(CHECKING)
        answer = browser.get(f"{year}report/sign/", "approval form")
        browser.post(answer.form("/sign/"), "approve", declaration="on", secret=desk.world.password)
    except Failed:
        desk.back(report, to="approve")
        raise
    desk.was_approved(report)
    for _ in range(_LOOKS):
        if "hx-trigger" not in browser.get(f"{year}report/sign/progress/", "how far the signature is").text:
            desk.was_signed(report)
            return
        time.sleep(_EVERY)
    raise Failed("a signature did not come")


def publish(browser: Browser, desk: Desk, report: Report, think: Think) -> None:
    """A coordinator publishes a signed report."""
    slug, coordinator, _, _ = report
    page = f"/a/{slug}/{desk.world.year}/report/publish/"
    try:
        sign_in(browser, desk, coordinator)
        form = browser.get(page, "publication form").form("/publish/")
        think(CHECKING)
        answer = browser.post(form, "publish", declaration="on")
    except Failed:
        desk.back(report, to="publish")
        raise
    published = browser.get(answer.location, "published report of an agency").text
    code = re.search(r"/r/([0-9A-Z-]+)/", published)
    if not code:
        raise Failed("a published report has no address")
    desk.was_published(report, code[1])


def look(browser: Browser, desk: Desk, chance: random.Random) -> None:
    """The public list, or a search in it."""
    chance.choice((see_list, search))(browser, desk, chance)


def see_list(browser: Browser, desk: Desk, chance: random.Random) -> None:
    browser.get("/r/", "public list")


def search(browser: Browser, desk: Desk, chance: random.Random) -> None:
    """A word of many reports, of none, or an agency's name."""
    word = chance.choice([*WORDS, f"องค์การบริหารส่วนตำบลที่ {chance.randrange(desk.world.agencies) + 1}"])
    browser.get(f"/r/?q={quote(word)}", "search")


def read(browser: Browser, desk: Desk, chance: random.Random) -> None:
    """A report of the country, then one whose files are there, with its PDF."""
    read_page(browser, chance.choice(desk.world.codes))
    whole = chance.choice(desk.world.whole)
    read_page(browser, whole)
    read_pdf(browser, whole)


def read_page(browser: Browser, code: str) -> None:
    browser.get(f"/r/{code}/", "page of a report")


def read_pdf(browser: Browser, code: str) -> bytes:
    return browser.get(f"/r/{code}/report.pdf", "PDF of a report").body


def verify(browser: Browser, desk: Desk, chance: random.Random) -> None:
    """By its code; one time in four by the file itself."""
    code = chance.choice(desk.world.whole)
    verify_code(browser, code)
    if chance.random() < 0.25:
        verify_file(browser, code)


def verify_code(browser: Browser, code: str) -> None:
    browser.get(f"/v/{code}/", "verify a code")


def verify_file(browser: Browser, code: str) -> None:
    """The published PDF is sent in."""
    file = read_pdf(browser, code)
    form = browser.get("/v/", "page to verify").form("/v/")
    browser.post_file(form, "verify a file", "file", file)
