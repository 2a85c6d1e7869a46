"""Last year's report as an office has it: a Word file made by python-docx, for tests that bring it in."""

from __future__ import annotations

import io
from typing import Any

import docx
from PIL import Image

TITLE = "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
OPENING = (
    "ตามที่ได้วิเคราะห์ผลการประเมิน ITA ปีงบประมาณ 2565 และจัดทำมาตรการส่งเสริมคุณธรรมและความโปร่งใส "
    "ในปีงบประมาณ 2566 โดยมีผลการดำเนินการ ดังนี้"
)
HEADS = ("มาตรการ/กิจกรรม", "ผลการดำเนินงาน", "ผลที่ได้", "ผู้รับผิดชอบ", "ระยะเวลา")
CODES = [*(f"I{n}" for n in range(1, 31)), *(f"E{n}" for n in range(1, 16)), *(f"O{n}" for n in range(1, 44))]
CAPTION = "ภาพการประชุมเจ้าหน้าที่"


def a_word_report(
    measures: int = 3, *, code_of: Any = lambda n: CODES[n % len(CODES)], more: str = "", unit: str = "สำนักปลัด"
) -> bytes:
    """The file; `code_of` names the item of the n-th measure from 0, nothing for none; `more` stands in each action,
    `unit` is the reporter's.
    """
    word = docx.Document()
    word.add_paragraph(TITLE)
    word.add_paragraph(OPENING)
    table = word.add_table(rows=1, cols=len(HEADS))
    table.style = "Table Grid"
    _fill(table.rows[0], HEADS)
    for number in range(measures):
        _fill(table.add_row(), _row(number, code_of(number), more))
    word.add_paragraph(CAPTION)
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    word.add_picture(picture)
    for line in ("ปัญหา/อุปสรรค", "1. งบประมาณมีจำกัด", "ข้อเสนอแนะ", "1. ควรประชาสัมพันธ์ให้มากขึ้น"):
        word.add_paragraph(line)
    for line in ("ผู้รายงาน : นายมานะ สุจริตธรรม", f"กองงาน : {unit}", "ว/ด/ป : 3 ตุลาคม 2566"):
        word.add_paragraph(line)
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def _row(number: int, code: str, more: str) -> tuple[str, ...]:
    heading = f"มาตรการข้อ {code} " if code else "มาตรการ "
    return (
        f"{heading}หน่วยงานปรับปรุงการให้บริการเรื่องที่ {number + 1} ให้ดีขึ้นอย่างไร :\n"
        "1. จัดทำคู่มือการให้บริการ\n2. ประกาศผ่านเว็บไซต์ (อ้างอิงจาก o13)",
        f"1. จัดประชุมเจ้าหน้าที่ เมื่อวันที่ {number % 28 + 1} มิถุนายน 2566{more}\n2. ประชาสัมพันธ์ตั้งแต่วันที่ 3 กรกฎาคม 2566 เป็นต้นมา",
        "1. ประชาชนได้รับบริการรวดเร็วขึ้น\n2. ไม่มีเรื่องร้องเรียน",
        "นายมานะ สุจริตธรรม นักวิเคราะห์นโยบายและแผน สำนักปลัด",
        "ไตรมาส 3 - 4",
    )


def _fill(row: Any, texts: tuple[str, ...]) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        first, *rest = text.split("\n")
        cell.text = first
        for line in rest:
            cell.add_paragraph(line)
