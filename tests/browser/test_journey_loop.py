"""The loop closes: scores, weak items, measures, plan, progress, reports, and the scores after them under new numbers.

The demonstration's agency has scores of 2565 and 2566, as in its own data; 2567 is invented, its list renumbered.
"""

from __future__ import annotations

import re
import subprocess

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from ita_portal.demo import invented_scores
from measures.models import Measure
from measures.services.recommended import entries, loading
from reports.models import Round, Signing
from tests.browser import year_loop
from tests.browser.conftest import BrowserPage
from tests.browser.journey import a_demonstration, come_in, follow, press, saved, squeezed
from tests.browser.looking import assert_fine
from tests.browser.year_loop import AGENCY, Signers
from tests.factories import a_user

pytestmark = pytest.mark.browser
NEXT = f"{AGENCY}/2567"
OWN = {"E6": "ช่องทางเผยแพร่ข้อมูลของหน่วยงานเข้าถึงง่ายหรือไม่", "E7": "หน่วยงานชี้แจงข้อสงสัยได้ชัดเจนหรือไม่"}
# What the list of 2567 calls the items of 2566; of E7 nobody says which item it is now.
AFTER = {"E5": "85.10", "E12": "80.00", "E13": "70.25", "E6": "10.00", "E7": "99.00", "E14": "11.00"}
HELPED = [
    ("E6", "คะแนนเปลี่ยนจาก 77.64 เป็น 85.10 เพิ่มขึ้น 7.46 ปี 2567 คือข้อ E5"),
    ("E7", "ยังไม่ยืนยันว่าข้อใดของปี 2567 คือข้อ E7 ของปี 2566 จึงเทียบไม่ได้"),
    ("E13", "คะแนนเปลี่ยนจาก 66.31 เป็น 80.00 เพิ่มขึ้น 13.69 ปี 2567 คือข้อ E12"),
    ("E14", "คะแนนเปลี่ยนจาก 73.25 เป็น 70.25 ลดลง 3.00 ปี 2567 คือข้อ E13"),
]
ANNEX = ("ข้อ E6 77.64 ข้อ E5 85.10 เพิ่มขึ้น 7.46", "ข้อ E13 66.31 ข้อ E12 80.00 เพิ่มขึ้น 13.69")


def test_a_year_runs_from_scores_to_the_scores_after_it(browser_page: BrowserPage, transactional_db: None) -> None:
    passwords = a_demonstration("E13", "E14")
    loading.load(entries.read())  # with the lists, as script/server does
    mana, somsak = (come_in(browser_page, name) for name in ("mana", "somsak"))
    people = Signers(mana, somsak, passwords)
    a_user("somying", is_superuser=True)
    the_operator_renumbers(come_in(browser_page, "somying"))
    two_years_of_scores_come_in(mana)
    measures_are_chosen(mana)
    the_plan_is_signed(people)
    the_measures_are_carried_out(mana)
    the_progress_report_is_signed(people)
    the_scores_after_come_in(mana)
    the_report_is_signed_and_published(people)
    it_is_verified(browser_page())
    it_is_said_what_changed(mana)
    assert Signing.objects.filter(state=Signing.State.DONE).count() == 3
    rounds = Round.objects.select_related("edition__report").order_by("pk")
    schemas = {made.edition.report.kind: made.read().schema for made in rounds}
    assert schemas == {"plan": 3, "progress": 3, "result": 4}


def the_operator_renumbers(page: Page) -> None:
    """The list of 2567 is that of 2566, in which two questions moved to the number before; who reads both confirms."""
    year_loop.confirm_forerunners(page, 2566, "EIT", E13="E13", E14="E14")
    year_loop.copy_the_list_forward(page, 2566)

    def moved(rows: dict[str, dict[str, str]]) -> None:
        rows["E12"].update(text=rows["E13"]["text"], status="uncertain")
        rows["E13"].update(text=rows["E14"]["text"])
        rows["E14"].update(text="", status="no_text")

    year_loop.change_the_list(page, 2567, moved)
    expect(page.get_by_role("heading", name="แก้ไข 3 ข้อ")).to_be_visible()
    assert press(page, "นำเข้า") == 200
    saved(page, "นำเข้าแล้ว เพิ่ม 0 ข้อ แก้ไข 3 ข้อ ตรงกันแล้ว 85 ข้อ")
    year_loop.confirm_forerunners(page, 2567, "EIT", E5="E6")
    page.goto("/catalogue/2567/general/forerunners/eit/")
    assert_fine(page)
    expect(page.locator("main")).to_contain_text("ยังไม่ยืนยัน 12 จาก 15 ข้อ")


def two_years_of_scores_come_in(page: Page) -> None:
    for each in invented_scores.years()[1:]:
        year_loop.bring_scores_in(page, each["scores_of"], {"รวม": each["official_total"], **each["scores"]})
    expect(page.locator("main")).to_contain_text("87.82")
    for rest in ("compare/", "helped/", "edit/", "edit/EIT/"):
        page.goto(f"{AGENCY}/2566/scores/{rest}")
        assert_fine(page)


def measures_are_chosen(page: Page) -> None:
    """Out of the library, from last year's plan, and in one's own words; for all the same officer and day."""
    page.goto(f"{AGENCY}/begin/")
    page.get_by_label("ปีงบประมาณของมาตรการ").fill("2567")
    page.get_by_label("ปีของผลคะแนน ITA ที่ใช้").fill("2566")
    assert press(page, "เริ่มปีงบประมาณ") == 200
    page.goto(f"{NEXT}/measures/choose/")
    assert_fine(page)
    page.locator("#item-E13").get_by_label("ใช้มาตรการแนะนำ", exact=True).check()
    page.locator("#item-E14").get_by_label("ใช้มาตรการปี 2566", exact=True).check()
    for code, question in OWN.items():
        page.locator(f"[name='{code}-question']").fill(question)
        page.locator(f"[name='{code}-own']").fill(f"จัดหมวดหมู่ข้อมูลในเว็บไซต์ใหม่ ({code})")
    page.get_by_label(re.compile("นายมานะ สุจริตธรรม")).check()
    page.locator("[name='due_on']").fill("30 กันยายน 2567")
    assert press(page, "เพิ่มมาตรการที่เลือก") == 200
    saved(page, "เพิ่มแล้ว 4 มาตรการ")
    assert_fine(page)


def the_plan_is_signed(people: Signers) -> None:
    page = people.coordinator
    page.goto(f"{NEXT}/plan/")
    page.get_by_text("ร่างจากผลคะแนนและมาตรการ").click()
    assert press(page, "ใส่ทุกข้อความในช่องที่ยังว่าง") == 200
    defects = page.locator("[name='defects']").input_value()
    assert "ข้อ E13 หน่วยงานมีระบบการให้บริการออนไลน์หรือไม่ ได้ 66.31 คะแนน ต่ำกว่าเกณฑ์ผ่าน 85" in defects
    assert press(page, "บันทึกข้อความในแผนมาตรการ") == 200
    year_loop.submit(people, f"{NEXT}/plan", {"ประเด็นที่ต้องพัฒนา": "ไม่มี", "วันที่รายงาน": "2 ตุลาคม 2566"})
    year_loop.approve_and_sign(people, f"{NEXT}/plan")


def the_measures_are_carried_out(page: Page) -> None:
    for measure in Measure.objects.filter(plan__year=2567):
        page.goto(f"{NEXT}/measures/{measure.pk}/progress/")
        page.locator("[name='actions-0-text']").fill("จัดประชุมและเผยแพร่แล้ว เมื่อวันที่ 5 มกราคม 2567")
        page.locator("[name='outcomes-0-text']").fill(f"ประชาชนใช้บริการเพิ่มขึ้น ({measure.code})")
        assert press(page, "บันทึกการดำเนินการ") == 200


def the_progress_report_is_signed(people: Signers) -> None:
    year_loop.submit(people, f"{NEXT}/progress-report", {"ปัญหา/อุปสรรค": "ไม่มี", "วันที่รายงาน": "5 เมษายน 2567"})
    year_loop.approve_and_sign(people, f"{NEXT}/progress-report")
    page = people.coordinator
    page.goto(f"{NEXT}/measures/hand-in/")
    for box in page.get_by_role("checkbox").all():
        box.check()
    assert press(page, "บันทึกว่าเสร็จสมบูรณ์") == 200
    saved(page, "บันทึกว่าเสร็จสมบูรณ์แล้ว 4 มาตรการ")


def the_scores_after_come_in(page: Page) -> None:
    """Before they are there, the report can't tell them."""
    page.goto(f"{NEXT}/report/")
    page.get_by_label("พิมพ์ภาคผนวกคะแนนก่อนและหลังดำเนินมาตรการ").check()
    assert press(page, "บันทึกข้อความในรายงาน") == 422
    expect(page.locator("main")).to_contain_text("ยังไม่มีคะแนนที่เทียบกันได้ระหว่างปี 2566 กับปี 2567")
    assert_fine(page)
    year_loop.bring_scores_in(page, 2567, AFTER)


def the_report_is_signed_and_published(people: Signers) -> None:
    page = people.coordinator
    page.goto(f"{NEXT}/report/")
    page.get_by_label("พิมพ์ภาคผนวกคะแนนก่อนและหลังดำเนินมาตรการ").check()
    assert press(page, "บันทึกข้อความในรายงาน") == 200
    words = {"ปัญหา/อุปสรรค": "ไม่มี", "ข้อเสนอแนะ": "ไม่มี", "วันที่รายงาน": "3 ตุลาคม 2567"}
    year_loop.submit(people, f"{NEXT}/report", words)
    year_loop.approve_and_sign(people, f"{NEXT}/report")
    page.goto(f"{NEXT}/report/publish/")
    for box in page.get_by_role("checkbox").all():
        box.check()
    assert press(page, "เผยแพร่รายงาน") == 200
    saved(page, "เผยแพร่รายงานปี 2567 แล้ว")


def it_is_verified(page: Page) -> None:
    """Anyone finds the report, reads the annex in the page and in the PDF, and has the file verified."""
    page.goto("/")
    follow(page.get_by_role("link", name=re.compile("ทุ่งสายธาร")).first)
    said = squeezed(page.locator("#scores").text_content() or "")
    assert [words for words in ANNEX if squeezed(words) not in said] == []
    assert squeezed("อีก 1 มาตรการไม่มีคะแนนสองปีที่เทียบกันได้ จึงไม่แสดง") in said
    assert_fine(page)
    link = page.get_by_role("link", name=re.compile("^ดาวน์โหลด PDF"))
    pdf = page.request.get(link.get_attribute("href") or "").body()
    read = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    annex = squeezed(read.stdout.decode()).split(squeezed("ภาคผนวก คะแนนก่อนและหลังดำเนินมาตรการ"))[1]
    assert [words for words in ANNEX if squeezed(words) not in annex] == []
    page.goto("/v/")
    page.set_input_files("#id_file", FilePayload(name="report.pdf", mimeType="application/pdf", buffer=pdf))
    page.get_by_role("button", name="ตรวจไฟล์").click()
    page.wait_for_selector(".verdict")
    expect(page.get_by_role("heading", level=1)).to_have_text("ตรงกับฉบับที่เผยแพร่")


def it_is_said_what_changed(page: Page) -> None:
    """Each measure with the right pair of scores, in the plan's order; of one that can't be compared, why."""
    page.goto(f"{AGENCY}/2566/scores/")
    follow(page.get_by_role("link", name="มาตรการปี 2567 กับคะแนนหลังดำเนินการ"))
    expect(page.get_by_role("heading", level=1)).to_have_text("คะแนนหลังดำเนินมาตรการ ปี 2567")
    rows = page.locator("tbody tr").all()
    assert [(plain(row.locator("th a")), plain(row.locator("td").last)) for row in rows] == HELPED
    figures = [plain(figure) for figure in page.locator(".figures > div").all()]
    assert figures[2:] == ["คะแนนเพิ่มขึ้น 2 ข้อ", "เท่าเดิม 0 ข้อ", "ลดลง 1 ข้อ", "เทียบไม่ได้ 1 ข้อ"]
    assert_fine(page)
    page.goto(f"{AGENCY}/2567/scores/")
    assert_fine(page)


def plain(place: Locator) -> str:
    """Its words on one line."""
    return " ".join((place.text_content() or "").split())
