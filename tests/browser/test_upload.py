"""Files go to the portal in pieces: over a slow line that breaks, after the page was left, and made smaller before.

LINE_RATE is the line's bytes a second: 256 kbit/s are 32000, by which the first test takes six minutes.
"""

from __future__ import annotations

import io
import os
import re

import pytest
from PIL import ExifTags, Image
from playwright.sync_api import Browser, FilePayload, Locator, Page, Route, expect

from accounts.models import User
from evidence.intake.kinds import LARGEST_PICTURE
from evidence.intake.photographs import LONGEST_SIDE
from evidence.models import Evidence, EvidenceUpload
from files import pieces, store
from tests.browser.conftest import BrowserPage
from tests.browser.journey import a_demonstration, address, come_in, saved
from tests.browser.looking import faults, sign_in
from tests.browser.slow_line import slow_line
from tests.evidence.files import TAKEN_AT, TAKEN_ON, a_pdf, digest

pytestmark = pytest.mark.browser

RATE = int(os.environ.get("LINE_RATE", "2500000"))
PATIENCE = 60_000 + 1000 * 3 * LARGEST_PICTURE // RATE  # milliseconds
JPEG = "image/jpeg"


@pytest.fixture(autouse=True)
def passwords(transactional_db: None, browser_page: BrowserPage) -> dict[str, str]:
    return a_demonstration("E14")


def a_photograph(size: tuple[int, int], *, quality: int = 100, noise: int = 120) -> bytes:
    """As a telephone takes one: with the day, the place, and more detail than any picture compresses."""
    bands = [Image.effect_noise(size, noise) for _ in range(3)]
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = TAKEN_AT.strftime("%Y:%m:%d %H:%M:%S")
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (13.0, 45.0, 12.5), 3: "E", 4: (100.0, 30.0, 6.0)})
    written = io.BytesIO()
    Image.merge("RGB", bands).save(written, "JPEG", quality=quality, subsampling=0, exif=exif)
    return written.getvalue()


def choose(page: Page, *files: tuple[str, str, bytes]) -> None:
    """Files by name, media type and bytes, as from an album."""
    chosen: list[FilePayload] = [{"name": name, "mimeType": kind, "buffer": data} for name, kind, data in files]
    page.locator("[name=sent]").set_input_files(chosen)


def item(page: Page, name: str) -> Locator:
    """A file in the list of those that are on their way."""
    return page.locator(".uploads li", has_text=name)


def is_whole(page: Page, name: str) -> None:
    """All of the file arrived, and the list says so."""
    expect(item(page, name).get_by_text("ส่งครบแล้ว")).to_be_visible()


def assert_without_place(evidence: Evidence) -> None:
    """What is stored of a photograph says nothing of where it was taken."""
    with Image.open(io.BytesIO(store.get(evidence.digest))) as opened:
        assert (dict(opened.getexif()), dict(opened.getexif().get_ifd(ExifTags.IFD.GPSInfo))) == ({}, {})


def test_ten_megabytes_over_a_slow_line_that_breaks_twice_arrive_whole(
    browser: Browser, browser_page: BrowserPage, portal_url: str
) -> None:
    photograph = a_photograph((1760, 1310))
    assert 0.9 * LARGEST_PICTURE < len(photograph) < LARGEST_PICTURE
    with slow_line(portal_url, rate=RATE, breaks=(3_000_000, 7_000_000)) as line:
        page = browser.new_context(base_url=line.url, locale="th-TH").new_page()
        sign_in(page, User.objects.get(username="kanda"))
        page.goto(address("E14", "evidence/"))
        choose(page, ("ประชุม.jpg", JPEG, photograph))
        page.get_by_label("คำบรรยาย").fill("ประชุมประชาคม")
        page.get_by_role("button", name="แนบหลักฐาน", exact=True).click()  # while it is on its way
        expect(page.locator("[data-said]")).to_contain_text("ระบบจะแนบให้เองเมื่อส่งครบ")
        expect(page.get_by_role("status").filter(has_text="แนบหลักฐาน 1 รายการแล้ว")).to_be_visible(timeout=PATIENCE)
        assert line.broken == 2
        assert line.sent < 1.4 * len(photograph)  # not from the beginning each time
        page.context.close()
    kept = Evidence.objects.get(name="ประชุม.jpg")
    assert (kept.sent_digest, kept.speaks_for, kept.caption) == (digest(photograph), TAKEN_ON, "ประชุมประชาคม")
    assert_without_place(kept)
    assert [*pieces.folder().rglob("*")] == []


def test_a_page_that_is_left_keeps_what_arrived(browser: Browser, browser_page: BrowserPage, portal_url: str) -> None:
    photograph = a_photograph((1400, 1000))
    with slow_line(portal_url, rate=400_000) as line:
        page = browser.new_context(base_url=line.url, locale="th-TH").new_page()
        sign_in(page, User.objects.get(username="kanda"))
        page.goto(address("E14", "evidence/"))
        choose(page, ("ประชุม.jpg", JPEG, photograph))
        expect(item(page, "ประชุม.jpg")).to_contain_text(re.compile("ส่งแล้ว [1-9]"), timeout=PATIENCE)
        page.context.close()
    arrived = EvidenceUpload.objects.get().offset
    assert 0 < arrived < len(photograph)

    page = come_in(browser_page, "kanda")
    sizes: list[int] = []
    page.on("request", lambda request: sizes.append(len(request.post_data_buffer or b"")))
    page.goto(address("E14", "evidence/"))
    expect(item(page, "ประชุม.jpg")).to_contain_text("โปรดเลือกไฟล์นี้อีกครั้งเพื่อส่งให้ครบ")
    assert faults(page) == []
    choose(page, ("ประชุม.jpg", JPEG, photograph))
    is_whole(page, "ประชุม.jpg")
    assert page.locator(".uploads li").count() == 1
    assert sum(sizes) == len(photograph) - arrived  # and no draft, for nothing was typed
    assert faults(page) == []

    page.goto(address("E14", "evidence/"))  # left once more: it is whole, and attached without being sent
    page.get_by_role("button", name="แนบหลักฐาน", exact=True).click()
    saved(page, "แนบหลักฐาน 1 รายการแล้ว")
    assert Evidence.objects.get(name="ประชุม.jpg").sent_digest == digest(photograph)


def test_a_large_photograph_is_made_smaller_and_keeps_its_day(browser_page: BrowserPage) -> None:
    photograph = a_photograph((4000, 3000), quality=80, noise=40)
    page = come_in(browser_page, "kanda", width=390)
    page.goto(address("E14", "evidence/"))
    choose(page, ("IMG_4000.jpg", JPEG, photograph))
    is_whole(page, "IMG_4000.jpg")
    assert EvidenceUpload.objects.get().size < len(photograph) / 2
    page.get_by_role("button", name="แนบหลักฐาน", exact=True).click()
    saved(page, "แนบหลักฐาน 1 รายการแล้ว")
    kept = Evidence.objects.get(name="IMG_4000.jpg")
    assert (kept.width, kept.height, kept.speaks_for) == (LONGEST_SIDE, LONGEST_SIDE * 3 // 4, TAKEN_ON)
    assert_without_place(kept)


def test_where_the_day_might_be_lost_the_picture_goes_as_it_is(browser_page: BrowserPage) -> None:
    written, exif = io.BytesIO(), Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = TAKEN_AT.strftime("%Y:%m:%d %H:%M:%S")
    bands = [Image.effect_noise((3200, 500), 120) for _ in range(3)]  # smaller, if it were drawn anew
    Image.merge("RGB", bands).save(written, "PNG", exif=exif.tobytes())
    page = come_in(browser_page, "kanda")
    page.goto(address("E14", "evidence/"))
    choose(page, ("จอ.png", "image/png", written.getvalue()))
    is_whole(page, "จอ.png")
    assert EvidenceUpload.objects.get().digest == digest(written.getvalue())
    page.get_by_role("button", name="แนบหลักฐาน", exact=True).click()
    saved(page, "แนบหลักฐาน 1 รายการแล้ว")
    assert Evidence.objects.get(name="จอ.png").speaks_for == TAKEN_ON


def test_by_plain_http_where_a_browser_computes_no_digest_files_go_all_the_same(browser_page: BrowserPage) -> None:
    page = come_in(browser_page, "kanda")
    page.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', {get: () => undefined})")
    page.goto(address("E14", "evidence/"))
    minutes = a_pdf()
    choose(page, ("วาระ.pdf", "application/pdf", minutes))
    is_whole(page, "วาระ.pdf")
    assert EvidenceUpload.objects.get().digest == ""
    page.get_by_role("button", name="แนบหลักฐาน", exact=True).click()
    saved(page, "แนบหลักฐาน 1 รายการแล้ว")
    assert Evidence.objects.get(name="วาระ.pdf").sent_digest == digest(minutes)


def test_what_is_no_evidence_is_named_and_keeps_no_good_file_out(browser_page: BrowserPage) -> None:
    page = come_in(browser_page, "kanda")
    page.goto(address("E14", "evidence/"))
    program, minutes = ("โปรแกรม.jpg", JPEG, b"MZ" + b"\0" * 5000), ("วาระ.pdf", "application/pdf", a_pdf())
    choose(page, program, minutes)
    expect(item(page, "โปรแกรม.jpg")).to_contain_text("ไฟล์นี้เป็นโปรแกรมของ Windows")
    is_whole(page, "วาระ.pdf")
    assert faults(page) == []
    item(page, "โปรแกรม.jpg").get_by_role("button", name="ยกเลิก").click()
    expect(page.locator(".uploads li")).to_have_count(1)
    page.get_by_role("button", name="แนบหลักฐาน", exact=True).click()
    saved(page, "แนบหลักฐาน 1 รายการแล้ว")
    sent = Evidence.objects.filter(name__in=["วาระ.pdf", "โปรแกรม.jpg"])
    assert [*sent.values_list("name", flat=True)] == ["วาระ.pdf"]


def test_a_broken_line_says_so_and_a_press_tries_again(browser_page: BrowserPage) -> None:
    page = come_in(browser_page, "kanda")
    page.goto(address("E14", "evidence/"))
    page.route("**/uploads/**", lambda route: route.abort())
    choose(page, ("วาระ.pdf", "application/pdf", a_pdf()))
    expect(item(page, "วาระ.pdf")).to_contain_text("สัญญาณขาดหาย ส่วนที่ส่งแล้วยังอยู่")
    assert {*faults(page)} == {"console: Failed to load resource: net::ERR_FAILED"}
    page.unroute("**/uploads/**")
    item(page, "วาระ.pdf").get_by_role("button", name="ลองใหม่").click()
    is_whole(page, "วาระ.pdf")


def test_a_session_that_ended_is_told_and_goes_on_after_signing_in_elsewhere(browser_page: BrowserPage) -> None:
    page = come_in(browser_page, "kanda")
    page.goto(address("E14", "evidence/"))
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    choose(page, ("วาระ.pdf", "application/pdf", a_pdf()))
    expect(item(page, "วาระ.pdf")).to_contain_text("หมดเวลาเข้าใช้งาน ไฟล์ที่ส่งไปแล้วยังอยู่")
    page.context.add_cookies(cookies)  # type: ignore[arg-type]  # as they came
    item(page, "วาระ.pdf").get_by_role("button", name="ลองใหม่").click()
    is_whole(page, "วาระ.pdf")


def test_where_this_way_is_closed_the_form_sends_the_file(browser_page: BrowserPage) -> None:
    def closed(route: Route) -> None:
        route.fulfill(status=405, body="Method Not Allowed")

    page = come_in(browser_page, "kanda")
    page.goto(address("E14", "evidence/"))
    page.route("**/uploads/**", closed)
    minutes = a_pdf()
    choose(page, ("วาระ.pdf", "application/pdf", minutes))
    expect(page.locator("[data-said]")).to_contain_text("ส่งทีละส่วนไม่ได้ โปรดกดแนบหลักฐานเพื่อส่งทั้งไฟล์")
    page.get_by_role("button", name="แนบหลักฐาน", exact=True).click()
    saved(page, "แนบหลักฐาน 1 รายการแล้ว")
    assert Evidence.objects.get(name="วาระ.pdf").sent_digest == digest(minutes)


def test_without_javascript_a_file_that_is_whole_is_attached_and_another_given_up(browser_page: BrowserPage) -> None:
    page = come_in(browser_page, "kanda")
    page.goto(address("E14", "evidence/"))
    choose(page, ("วาระ.pdf", "application/pdf", a_pdf()), ("ประกาศ.pdf", "application/pdf", a_pdf(pages=2)))
    is_whole(page, "วาระ.pdf")
    is_whole(page, "ประกาศ.pdf")

    page = come_in(browser_page, "kanda", width=390, javascript=False)
    page.goto(address("E14", "evidence/"))
    assert faults(page) == []
    item(page, "ประกาศ.pdf").get_by_role("button", name="ยกเลิก").click()
    saved(page, "ยกเลิกไฟล์ “ประกาศ.pdf” ที่ส่งค้างไว้แล้ว")
    page.get_by_role("button", name="แนบหลักฐาน", exact=True).click()
    saved(page, "แนบหลักฐาน 1 รายการแล้ว")
    assert Evidence.objects.filter(name="วาระ.pdf").count() == 1
    assert not EvidenceUpload.objects.filter(evidence=None).exists()
