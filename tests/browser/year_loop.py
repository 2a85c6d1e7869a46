"""What people do in a year beside its measures: lists kept by the operator, scores by spreadsheet, signed documents."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from document.grids import sheets
from measures.models import Indicator
from reports.signing import sign
from tests.browser.aside import aside
from tests.browser.journey import press, saved
from tests.browser.looking import assert_fine
from tests.scores.spreadsheets import as_xlsx

AGENCY = "/a/thung-sai-than"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Signers:
    """Who submits and who approves, each at their browser, with the passwords that they type."""

    coordinator: Page
    approver: Page
    passwords: Mapping[str, str]


def copy_the_list_forward(page: Page, year: int) -> None:
    """The operator begins the next year's list."""
    page.goto(f"/catalogue/{year}/general/copy/")
    page.get_by_label("คัดลอกไปเป็นรายการของปี").fill(str(year + 1))
    assert press(page, "คัดลอกรายการ") == 200
    assert_fine(page)


def change_the_list(page: Page, year: int, change: Callable[[dict[str, dict[str, str]]], None]) -> None:
    """By its own file: downloaded, `change` made in its rows (by code), shown before it is stored."""
    file = page.request.get(f"/catalogue/{year}/general/list.csv").text().removeprefix("\ufeff")
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(file))}
    change(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows["E1"]))
    writer.writeheader()
    writer.writerows(rows.values())
    page.goto("/catalogue/load/")
    page.set_input_files("#id_file", FilePayload(name="list.csv", mimeType="text/csv", buffer=out.getvalue().encode()))
    assert press(page, "ตรวจไฟล์") == 200
    assert_fine(page)


def confirm_forerunners(page: Page, year: int, tool: str, **other: str) -> None:
    """What is ticked beforehand, and for some items another code, typed."""
    page.goto(f"/catalogue/{year}/general/forerunners/{tool.lower()}/")
    for code, before in other.items():
        item = Indicator.objects.get(year=year, code=code)
        section = page.locator(f"section[aria-labelledby='of-{item.pk}']")
        section.get_by_label("ข้ออื่น", exact=True).check()
        section.locator(f"[name='{code}-code']").fill(before)
    assert press(page, "ยืนยันข้อเดิมตามที่เลือก") == 200
    saved(page, f"บันทึกข้อเดิมของ {tool} แล้ว")


def bring_scores_in(page: Page, year: int, scores: Mapping[str, str]) -> None:
    """The template is downloaded, filled and sent, what it would change is read, and confirmed.

    `scores` are by the keys of places: `รวม` for the announced total, a tool, a group's number, an item's code.
    """
    page.goto(f"{AGENCY}/{year}/scores/import/")
    link = page.get_by_role("link", name="แบบ Excel")
    template = page.request.get(link.get_attribute("href") or "").body()
    book = FilePayload(name="คะแนน.xlsx", mimeType=XLSX, buffer=_filled(template, scores))
    page.set_input_files("#id_file", book)
    assert press(page, "อ่านไฟล์") == 200
    expect(page.locator("main")).to_contain_text(f"อ่านได้ {len(scores)} ช่อง คะแนนใหม่ {len(scores)}")
    assert_fine(page)
    assert press(page, "นำเข้าคะแนนทั้งหมดนี้") == 200
    saved(page, f"นำเข้าคะแนนปี {year} แล้ว เปลี่ยน {len(scores)} ช่อง")
    assert_fine(page)


def _filled(template: bytes, scores: Mapping[str, str]) -> bytes:
    """The same sheet with the scores in its last column."""
    [table] = sheets.read(template).tables()
    rows = [[cell.text if cell is not None else "" for cell in row] for row in table.full()]
    width, left = len(rows[0]), dict(scores)
    filled: list[list[str | float]] = [[*rows[0]]]
    for tool, group, code, *rest in rows[1:]:
        key = code or group.partition(".")[0] or tool
        score = left.pop(key, "")
        filled.append([tool, group, code, *rest[: width - 4], float(score) if score else ""])
    assert left == {}, "the template has no place for these"
    return as_xlsx(filled)


def submit(people: Signers, document: str, words: Mapping[str, str]) -> None:
    """A document of the year is compiled and submitted; `document` is its part of the address."""
    page = people.coordinator
    page.goto(f"{document}/")
    for label, text in words.items():
        page.get_by_label(label).fill(text)
    for field, name in (("reporter", "นายมานะ สุจริตธรรม"), ("approver", "นายสมศักดิ์ เที่ยงธรรม")):
        option = page.locator(f"#id_{field} option", has_text=name)
        page.locator(f"#id_{field}").select_option(option.get_attribute("value"))
    assert_fine(page)
    assert press(page, "บันทึกและไปเสนอผู้อนุมัติ") == 200
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^ยืนยันการเสนอ"))
    assert_fine(page)
    _confirm(page, people.passwords["mana"], "เสนอให้พิจารณา")
    saved(page, "รอบที่ 1 ให้ นายสมศักดิ์ เที่ยงธรรม พิจารณาแล้ว")


def approve_and_sign(people: Signers, document: str) -> None:
    """The approver reads and approves, and the portal's worker signs."""
    page = people.approver
    page.goto(f"{document}/review/")
    assert_fine(page)
    assert press(page, "อนุมัติ") == 200
    _confirm(page, people.passwords["somsak"], "ลงนามและอนุมัติ")
    assert aside(lambda: sign.sign_all(timezone.now)) == 1


def _confirm(page: Page, password: str, button: str) -> None:
    page.get_by_role("checkbox").check()
    page.get_by_label("รหัสผ่านของท่าน").fill(password)
    assert press(page, button) == 200
