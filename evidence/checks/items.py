"""A document that says nothing of the item that it is to prove: an internal-control report as the measures report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.checks.doubt import Doubt, Piece
from thai.text import SARA_AA, SARA_AM, loose

_ENOUGH = 120  # consonants of a text that can be said to say something
_SHORTEST = 4  # letters of a word that tells a subject
_QUOTED = 60
# Words that documents of all subjects have: what is between them tells the subject.
_GENERAL = (
    *("รายงาน", "สรุป", "ผลการ", "ผล", "การ", "ความ", "แผน", "ปฏิบัติ", "ดำเนินการ", "ดำเนินงาน", "ดำเนิน", "ประจำปี"),
    *("ประจำ", "ข้อมูล", "หน่วยงาน", "ภายใน", "ภาครัฐ", "ของ", "และ", "หรือ", "ตาม", "เพื่อ", "เกี่ยวกับ", "ต่าง", "ที่"),
    *("ใน", "จาก", "ให้", "เกิด", "รอบ", "เดือน", "งบประมาณ", "คู่มือ", "แนวทาง", "แนว", "มาตรฐาน", "มาตรการ", "ประกาศ"),
    *("กำกับ", "ติดตาม", "ประเมิน", "บริหาร", "พัฒนา", "จัด", "ทำ", "นโยบาย", "รายการ", "งาน"),
)  # fmt: skip

_THAI = re.compile("[ก-ฮ]")


def _spelled(text: str) -> str:
    """A text as words are looked for in it: PDF files lose the dot of SARA AM, which is no other word."""
    return loose(text).replace(SARA_AM, SARA_AA)


_APART = re.compile("|".join(sorted(map(re.escape, map(_spelled, _GENERAL)), key=len, reverse=True)) + r"|[^ก-๙a-z]+")


def wrong_document(piece: Piece) -> Iterator[Doubt]:
    """A doubt where neither caption, name nor the beginning of a text has a word of the item's wording.

    Only a text of some length says anything; an item whose wording is of general words alone tells nothing.
    """
    words = subject_words(piece.item_text)
    if not words or len(_THAI.findall(piece.text)) < _ENOUGH:
        return
    said = " ".join(map(_spelled, (piece.text, piece.caption, piece.name)))
    if any(word in said for word in words):
        return
    wording = " ".join(piece.item_text.split())
    quoted = f"{wording[:_QUOTED]}…" if len(wording) > _QUOTED else wording
    message = (
        f"เอกสารนี้ไม่มีคำใดของข้อ {piece.item} “{quoted}” ทั้งในคำบรรยาย ชื่อไฟล์ และเนื้อหาส่วนต้น โปรดเปิดดูว่าเลือกไฟล์และข้อถูกต้อง"
    )
    yield Doubt("wrong_document", message, (piece.item, piece.caption, piece.name))


def subject_words(wording: str) -> set[str]:
    """The words of an item that tell its subject, as they are looked for."""
    return {word for word in _APART.split(_spelled(wording)) if len(word) >= _SHORTEST}
