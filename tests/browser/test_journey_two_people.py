"""Two people at once: nobody's words are lost, and nobody is asked without need."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Agency, Membership, User
from accounts.permissions import Role
from measures.models import Action, Officer
from tests.browser.conftest import BrowserPage
from tests.browser.journey import (
    EVERYWHERE,
    YEAR,
    a_demonstration,
    address,
    assert_everywhere,
    assert_printed,
    assert_shown,
    come_in,
    field,
    fill,
    press,
    saved,
    squeezed,
    the_preview,
)
from tests.browser.looking import assert_fine

pytestmark = pytest.mark.browser
SAVE, CHOOSE = "บันทึกการดำเนินการ", "บันทึกข้อความที่เลือก"
BOTH = "บันทึกสิ่งที่เลือก"


def former_words(page: Page) -> list[str]:
    page.goto(address("E14"))
    page.get_by_text(re.compile("^ข้อความก่อนหน้าที่เก็บไว้")).click()
    return page.locator("details[open] .measure-text").all_inner_texts()


@EVERYWHERE
def test_the_second_on_the_same_action_chooses_and_the_loser_is_kept(
    browser_page: BrowserPage, transactional_db: None, width: int, javascript: bool
) -> None:
    a_demonstration("E14")
    kanda = come_in(browser_page, "kanda", width=width, javascript=javascript)
    mana = come_in(browser_page, "mana", width=width, javascript=javascript)
    actions = list(Action.objects.order_by("position"))
    mine = [f"ประชุมประชาคมหมู่ {n} ผู้เข้าร่วม 40 คน" for n in (1, 2, 3)]
    theirs = [f"ประชุมประชาคมหมู่ {n} ผู้เข้าร่วม 45 คน" for n in (1, 2, 3)]
    for n, action in enumerate(actions):
        for page in (kanda, mana):
            page.goto(address("E14", f"actions/{action.pk}/"))
        page_of = ((mana, theirs[n], "3 ก.ค. 66"), (kanda, mine[n], "4 ก.ค. 66"))
        for page, words, day in page_of:
            page.get_by_label("ยังดำเนินการต่อเนื่อง").uncheck()
            fill(page, "actions-0", text=words, start=day if n == 0 else "3 ก.ค. 66", end="")
        assert press(mana, SAVE) == 200
        assert press(kanda, SAVE) == 409
        expect(kanda.get_by_role("heading", level=1)).to_have_text("มีผู้แก้ไขก่อนท่าน โปรดเลือกข้อความที่จะใช้")
        expect(kanda.locator("main")).to_contain_text("นายมานะ สุจริตธรรม บันทึกเมื่อ")
        assert sides(kanda) == [mine[n], theirs[n]]
        if n == 0:  # one's own words with the other's date
            assert_fine(kanda)
            expect(kanda.locator("section").nth(1)).to_contain_text("4 กรกฎาคม 2566")
            kanda.locator("#mine-actions-0-text").check()
            kanda.locator("#theirs-actions-0-dates").check()
        elif n == 1:
            kanda.get_by_label("ใช้ของ นายมานะ สุจริตธรรม").check()
        else:
            kanda.get_by_label("รวมเองในช่องด้านล่าง").check()
            kanda.get_by_label("ข้อความที่รวมแล้ว").fill("ประชุมประชาคมหมู่ 3 เช้า 40 คน บ่าย 45 คน")
        assert press(kanda, CHOOSE) == 200
        expect(kanda.get_by_role("status")).to_be_visible()
    chosen = [mine[0], theirs[1], "ประชุมประชาคมหมู่ 3 เช้า 40 คน บ่าย 45 คน"]
    assert_shown(kanda, "E14", chosen, gone=[theirs[0], mine[1], mine[2], theirs[2]])
    day = "เมื่อวันที่ 3 กรกฎาคม 2566"
    assert_printed(kanda, [f"{each} {day}" for each in chosen], gone=[theirs[0], mine[1], mine[2], theirs[2]])
    kept = former_words(kanda)
    assert {theirs[0], mine[1], mine[2], theirs[2]} <= set(kept)


@EVERYWHERE
def test_two_people_on_different_rows_are_not_asked(
    browser_page: BrowserPage, transactional_db: None, width: int, javascript: bool
) -> None:
    a_demonstration("E14")
    kanda = come_in(browser_page, "kanda", width=width, javascript=javascript)
    mana = come_in(browser_page, "mana", width=width, javascript=javascript)
    first, second, _ = Action.objects.order_by("position")
    kanda.goto(address("E14", f"actions/{first.pk}/"))
    mana.goto(address("E14", "progress/"))
    fill(kanda, "actions-0", text="จัดทำแผ่นพับ 500 แผ่น")
    fill(kanda, "outcomes-2", text="ประชาชนได้รับแผ่นพับครบ")
    fill(mana, "actions-1", text="ประชุมทุกหมู่บ้าน")
    press(mana, "เพิ่มการดำเนินการอีกรายการ")
    fill(mana, "actions-3", text="เปิดเพจหน่วยงาน")
    assert press(kanda, SAVE) == 200
    assert press(mana, SAVE) == 200
    assert_everywhere(
        mana,
        "E14",
        ["จัดทำแผ่นพับ 500 แผ่น", "ประชุมทุกหมู่บ้าน", "ประชาสัมพันธ์ช่องทาง Web board", "เปิดเพจหน่วยงาน"],
        ["ประชาชนได้รับแผ่นพับครบ"],
        gone=[first.text[:30], second.text[:30]],
    )


def a_second_coordinator() -> None:
    agency = Agency.objects.get()
    sudarat = User.objects.get(username="sudarat")
    Membership.objects.create(user=sudarat, agency=agency, role=Role.COORDINATOR)


@EVERYWHERE
def test_two_coordinators_at_the_same_words_see_each_other(
    browser_page: BrowserPage, transactional_db: None, width: int, javascript: bool
) -> None:
    a_demonstration("E13")
    a_second_coordinator()
    mana = come_in(browser_page, "mana", width=width, javascript=javascript)
    sudarat = come_in(browser_page, "sudarat", width=width, javascript=javascript)
    for page in (mana, sudarat):
        page.goto(f"{YEAR}report/")
    mana.get_by_label("ข้อเสนอแนะ").fill("ขอเพิ่มบุคลากร")
    mana.get_by_label("ปัญหา/อุปสรรค").fill("ขาดคน")
    assert press(mana, "บันทึกข้อความในรายงาน") == 200
    sudarat.get_by_label("ข้อเสนอแนะ").fill("ขอเพิ่มงบประมาณ")
    assert press(sudarat, "บันทึกข้อความในรายงาน") == 409
    expect(sudarat.get_by_role("heading", level=1)).to_have_text("มีผู้แก้ไขก่อนท่าน โปรดเลือกข้อความที่จะใช้")
    expect(sudarat.locator("main")).to_contain_text(
        "นายมานะ สุจริตธรรม แก้ไขช่อง “ปัญหา/อุปสรรค” ระหว่างที่ท่านพิมพ์ ใช้ข้อความล่าสุดแล้ว"
    )
    assert sides(sudarat) == ["ขอเพิ่มงบประมาณ", "ขอเพิ่มบุคลากร"]
    assert_fine(sudarat)
    sudarat.get_by_label("รวมเองในช่องด้านล่าง").check()
    sudarat.get_by_label("ข้อความที่รวมแล้ว").fill("ขอเพิ่มบุคลากร\nขอเพิ่มงบประมาณ")
    assert press(sudarat, CHOOSE) == 200
    assert_printed(sudarat, ["ขาดคน", "ขอเพิ่มบุคลากร", "ขอเพิ่มงบประมาณ"])

    for page in (mana, sudarat):
        page.goto(address("E13", "change/"))
    fill(mana, "steps-0", text="จัดทำ E-Service ให้ครบทุกงานบริการ")
    assert press(mana, "บันทึกมาตรการ") == 200
    sudarat.get_by_label("ข้อคำถามหรือตัวชี้วัด").fill("หน่วยงานมีบริการออนไลน์หรือไม่")
    assert press(sudarat, "บันทึกมาตรการ") == 200  # each changed something else
    saved(sudarat, "นายมานะ สุจริตธรรม แก้ไขช่อง “สิ่งที่ต้องทำ” ระหว่างที่ท่านพิมพ์ ใช้ข้อความล่าสุดแล้ว")
    assert_shown(mana, "E13", ["หน่วยงานมีบริการออนไลน์หรือไม่", "จัดทำ E-Service ให้ครบทุกงานบริการ"])

    for page in (mana, sudarat):
        page.goto(address("E13", "change/"))
    fill(mana, "steps-0", text="จัดทำ E-Service ให้ครบทุกกอง")
    assert press(mana, "บันทึกมาตรการ") == 200
    fill(sudarat, "steps-0", text="จัดทำ E-Service ให้ครบทุกหมู่บ้าน")
    assert press(sudarat, "บันทึกมาตรการ") == 409
    assert_fine(sudarat)
    sudarat.get_by_label("ใช้ของ นายมานะ สุจริตธรรม").check()
    assert press(sudarat, CHOOSE) == 200
    assert_shown(sudarat, "E13", ["จัดทำ E-Service ให้ครบทุกกอง"], gone=["ทุกหมู่บ้าน"])


def sides(page: Page) -> list[str]:
    """What stands on both sides of the first choice."""
    found = page.locator(".clash").first.locator(".side p, .side li").all_text_contents()
    return [side.replace("ต่างกันตรงนี้: ", "").strip() for side in found]


@EVERYWHERE
def test_two_people_at_who_answers_see_each_other(
    browser_page: BrowserPage, transactional_db: None, width: int, javascript: bool
) -> None:
    a_demonstration("E14")
    kanda = come_in(browser_page, "kanda", width=width, javascript=javascript)
    mana = come_in(browser_page, "mana", width=width, javascript=javascript)
    for page, name in ((kanda, "นางวิไล รักษ์ดี"), (mana, "นายธนกร พัฒน์ไพร")):
        page.goto(address("E14", "officers/"))
        field(page, "duties-1-officer").select_option(value=str(Officer.objects.get(name=name).pk))
    assert press(mana, "บันทึกผู้รับผิดชอบ") == 200
    assert press(kanda, "บันทึกผู้รับผิดชอบ") == 409
    assert [side.split(" นัก")[0] for side in sides(kanda)][0::2] == ["นางสาวกานดา ใจงาม"] * 2
    assert_fine(kanda)
    assert squeezed("นายธนกร พัฒน์ไพร") in the_preview(mana)
    kanda.get_by_label("ใช้ทั้งสองรายชื่อรวมกัน").check()
    assert press(kanda, BOTH) == 200
    assert_printed(kanda, ["นางสาวกานดา ใจงาม", "นายธนกร พัฒน์ไพร", "นางวิไล รักษ์ดี"])
