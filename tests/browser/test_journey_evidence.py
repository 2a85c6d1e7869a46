"""Photographs go from a telephone into the report: attached, described, handed in, checked, printed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from evidence.models import Evidence
from files import store
from tests.browser.conftest import BrowserPage
from tests.browser.journey import YEAR, a_demonstration, address, come_in, follow, press, the_paper, the_preview
from tests.browser.looking import assert_fine
from tests.evidence.files import CAMERA, a_photograph
from tests.evidence.intake.programs import PROGRAM

pytestmark = pytest.mark.browser
IN_THE_HAND = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
MET, PUT_UP = "ประชุมชี้แจงขั้นตอนการให้บริการ", "ติดป้ายขั้นตอน ณ จุดบริการ"
COLOURS = ("teal", "navy", "olive")


def choose(page: Page, *files: tuple[str, bytes]) -> None:
    """As the telephone's album hands them over; a script may send them at once, a form sends them with its button."""
    kinds = {"jpg": "image/jpeg", "exe": "application/octet-stream"}
    chosen = [{"name": name, "mimeType": kinds[name[-3:]], "buffer": data} for name, data in files]
    page.get_by_label("ภาพหรือไฟล์").set_input_files(chosen)  # type: ignore[arg-type]  # a list of them


def attach_three(page: Page) -> None:
    page.goto("/")
    follow(page.get_by_role("link", name=re.compile("^แนบภาพ")).first)
    expect(page.get_by_role("heading", level=1)).to_have_text("หลักฐาน")
    assert_fine(page)
    choose(page, *[(f"IMG_{n}.jpg", a_photograph(colour=each, size=(640, 480))) for n, each in enumerate(COLOURS)])
    page.get_by_label("คำบรรยาย").fill(MET)
    page.get_by_label("วันที่ของหลักฐาน").fill("๓ ก.ค. ๖๖")
    press(page, "แนบหลักฐาน")
    expect(page.get_by_role("heading", level=1)).to_have_text("หลักฐาน 3 รายการ")
    assert_fine(page)


def describe_two_and_show_them_to_everyone(page: Page) -> None:
    follow(page.get_by_role("link", name="แก้ไข หลักฐานที่ 1", exact=True))
    page.get_by_label("เผยแพร่พร้อมรายงาน").check()
    press(page, "บันทึกและไปรายการถัดไป")
    page.get_by_label("คำบรรยาย").fill(PUT_UP)
    page.get_by_label("เผยแพร่พร้อมรายงาน").check()
    assert_fine(page)
    press(page, "บันทึก")


def hand_in(page: Page) -> None:
    page.goto(address("E14"))
    expect(page.locator("main")).to_contain_text(PUT_UP)
    expect(page.locator("main figure img")).to_have_count(3)
    follow(page.get_by_role("link", name="ตรวจทานและส่งตรวจ"))
    assert press(page, "ส่งให้ผู้ประสานงานตรวจ") == 200


@IN_THE_HAND
def test_photographs_go_from_a_telephone_into_the_report(browser_page: BrowserPage, javascript: bool) -> None:
    a_demonstration("E14")
    kanda = come_in(browser_page, "kanda", width=390, javascript=javascript)
    attach_three(kanda)
    describe_two_and_show_them_to_everyone(kanda)
    for evidence in Evidence.objects.all():
        assert CAMERA not in store.get(evidence.digest)
    assert list(Evidence.objects.values_list("caption", "is_public")) == [(MET, True), (PUT_UP, True), (MET, False)]
    assert {str(day) for day in Evidence.objects.values_list("speaks_for", flat=True)} == {"2023-07-03"}
    hand_in(kanda)

    mana = come_in(browser_page, "mana", width=390, javascript=javascript)
    mana.goto("/")
    follow(mana.get_by_role("link", name=re.compile("^ตรวจ")).first)
    for words in (MET, PUT_UP):
        expect(mana.locator("main")).to_contain_text(words)
    expect(mana.locator("main figure img")).to_have_count(3)
    assert_fine(mana)
    assert press(mana, "ตรวจรับ") == 200
    mana.goto(f"{YEAR}report/")
    expect(mana.locator("main")).to_contain_text("หลักฐาน")
    told = the_preview(mana)
    assert "".join(f"ภาพที่1{MET}".split()) in told
    assert "".join(f"ภาพที่2{PUT_UP}".split()) in told
    assert "ภาพที่3" not in told, "the third is the agency's own"
    if javascript:
        paper = the_paper(mana)
        assert "".join(PUT_UP.split()) in paper
        assert "ภาพที่3" not in paper


def test_a_file_that_is_refused_is_named_and_the_others_are_there(browser_page: BrowserPage) -> None:
    a_demonstration("E14")
    page = come_in(browser_page, "kanda", width=390, javascript=False)
    page.goto(address("E14", "evidence/"))
    choose(page, ("ประชุม.jpg", a_photograph()), ("โปรแกรม.exe", PROGRAM))
    page.get_by_label("คำบรรยาย").fill(MET)
    assert press(page, "แนบหลักฐาน") == 422
    expect(page.locator("main")).to_contain_text("“โปรแกรม.exe” ไฟล์นี้เป็นโปรแกรมของ Windows")
    expect(page.get_by_label("คำบรรยาย")).to_have_value(MET)
    assert_fine(page)
    assert list(Evidence.objects.values_list("name", flat=True)) == ["ประชุม.jpg"]
