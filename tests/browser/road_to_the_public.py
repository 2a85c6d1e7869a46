"""How an approved report goes on in the browsers of its people: signed, published, read and verified by anyone."""

import re

from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from reports.models import Signing
from reports.signing import sign
from tests.browser.aside import aside
from tests.browser.journey import YEAR, follow, press, saved
from tests.browser.looking import assert_fine


def the_portal_signs() -> None:
    """As its worker does."""
    assert aside(lambda: sign.sign_all(timezone.now)) == 1
    assert Signing.objects.get().state == Signing.State.DONE


def the_coordinator_publishes(page: Page) -> None:
    page.goto(YEAR)
    follow(page.get_by_role("link", name="เผยแพร่รายงาน"))
    expect(page.get_by_role("heading", level=1)).to_have_text("เผยแพร่รายงานต่อประชาชน")
    assert press(page, "เผยแพร่รายงาน") == 422
    expect(page.locator("main")).to_contain_text("โปรดยืนยันว่าตรวจแล้ว จึงจะเผยแพร่ได้")
    assert_fine(page)
    for box in page.get_by_role("checkbox").all():
        box.check()
    assert press(page, "เผยแพร่รายงาน") == 200
    saved(page, "เผยแพร่รายงานปี 2566 แล้ว")
    expect(page.get_by_role("heading", level=1)).to_have_text("นำรายงานที่เผยแพร่ไปใช้")
    expect(page.get_by_role("link", name="เปิดโปสเตอร์ A4 (PDF)")).to_be_visible()
    assert_fine(page)


def anyone_reads_and_verifies_it(page: Page, words: str) -> bytes:
    """From the bare address to the verdict on the file that they downloaded; the file."""
    page.goto("/")
    follow(page.get_by_role("link", name=re.compile("ทุ่งสายธาร")).first)
    expect(page.locator("main")).to_contain_text(words)
    assert_fine(page)
    link = page.get_by_role("link", name=re.compile("^ดาวน์โหลด PDF"))
    pdf = page.request.get(link.get_attribute("href") or "").body()
    follow(page.get_by_role("link", name="ตรวจสอบรายงาน", exact=True).first)
    verified(page, pdf, "ตรงกับฉบับที่เผยแพร่")
    verified(page, pdf + b" ", "ไฟล์นี้ถูกเปลี่ยนแปลง")
    return pdf


def verified(page: Page, pdf: bytes, verdict: str) -> None:
    """The page of questions sends the file, unless it knows it, and shows the verdict."""
    page.goto("/v/")
    page.set_input_files("#id_file", FilePayload(name="report.pdf", mimeType="application/pdf", buffer=pdf))
    page.get_by_role("button", name="ตรวจไฟล์").click()
    page.wait_for_selector(".verdict")
    expect(page.get_by_role("heading", level=1)).to_have_text(verdict)
    assert_fine(page)
