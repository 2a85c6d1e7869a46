"""The eight verdicts, as people read them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What is said of a file. Only the first two are good news."""

    ISSUED = "ISSUED"
    SIGNED_OK = "SIGNED_OK"
    SUPERSEDED = "SUPERSEDED"
    WITHDRAWN = "WITHDRAWN"
    ALTERED = "ALTERED"
    NOT_SIGNED = "NOT_SIGNED"
    UNKNOWN_SIGNER = "UNKNOWN_SIGNER"
    UNREADABLE = "UNREADABLE"

    @property
    def is_good(self) -> bool:
        """Whether the file is genuine and nothing speaks against using it."""
        return self in (Verdict.ISSUED, Verdict.SIGNED_OK)

    @property
    def words(self) -> Words:
        """The Thai words for it."""
        return WORDS[self]


@dataclass(frozen=True)
class Words:
    """`short` is the pill's text, `meaning` and `advice` the columns of the table that explains the verdicts."""

    short: str
    sentence: str
    meaning: str
    advice: str
    kind: str
    icon: str
    heading: str = ""

    @property
    def title(self) -> str:
        """The heading of the page that tells it."""
        return self.heading or self.short


WORDS: dict[Verdict, Words] = {
    Verdict.ISSUED: Words(
        "ตรงกับฉบับที่เผยแพร่",
        "เป็นฉบับจริง ไม่ถูกแก้ไข และเป็นฉบับปัจจุบัน",
        "ไฟล์เหมือนฉบับที่หน่วยงานเผยแพร่ทุกตัวอักษร",
        "ใช้อ้างอิงได้",
        "ok",
        "check-circle-fill",
    ),
    Verdict.SIGNED_OK: Words(
        "ลายมือชื่อถูกต้อง",
        "ลงนามจริง แต่ระบบนี้ไม่มีฉบับที่เผยแพร่ให้เทียบ",
        "ผู้อนุมัติลงนามไฟล์นี้จริง แต่ระบบนี้ยังไม่มีฉบับที่เผยแพร่ให้เทียบ",
        "สอบถามหน่วยงานว่าเผยแพร่แล้วหรือไม่",
        "ok",
        "patch-check-fill",
    ),
    Verdict.SUPERSEDED: Words(
        "ฉบับนี้ถูกแทนที่",
        "เป็นฉบับจริง แต่มีฉบับใหม่แล้ว",
        "เป็นฉบับจริง แต่หน่วยงานออกฉบับใหม่แล้ว",
        "เปิดฉบับปัจจุบันจากลิงก์ที่แสดง",
        "wait",
        "arrow-repeat",
    ),
    Verdict.WITHDRAWN: Words(
        "ฉบับนี้ถูกเพิกถอน",
        "เป็นฉบับจริง แต่ยกเลิกการใช้แล้ว",
        "เป็นฉบับจริง แต่หน่วยงานยกเลิกการใช้แล้ว",
        "ไม่ควรใช้อ้างอิง อ่านเหตุผลที่แสดง",
        "bad",
        "slash-circle",
    ),
    Verdict.ALTERED: Words(
        "ถูกเปลี่ยนแปลง",
        "แก้ไขหลังลงนาม ไม่ควรใช้",
        "มีการแก้ไขไฟล์หลังลงนาม",
        "ไม่ควรใช้ เปิดฉบับจริงด้วยรหัสตรวจสอบ",
        "bad",
        "x-octagon-fill",
        "ไฟล์นี้ถูกเปลี่ยนแปลง",
    ),
    Verdict.NOT_SIGNED: Words(
        "ไม่พบลายมือชื่อ",
        "ตรวจไม่ได้ว่าถูกแก้ไขหรือไม่ อาจเป็นไฟล์สแกนหรือภาพถ่าย เทียบกับฉบับจริงด้วยรหัส",
        "ไฟล์ไม่มีลายมือชื่อดิจิทัล เช่น ไฟล์ที่สแกน ภาพถ่าย หรือพิมพ์ใหม่",
        "เทียบกับฉบับจริงด้วยรหัสตรวจสอบ",
        "wait",
        "question-circle-fill",
    ),
    Verdict.UNKNOWN_SIGNER: Words(
        "ไม่รู้จักผู้ลงนาม",
        "มีลายมือชื่อดิจิทัล แต่ยืนยันผู้ลงนามไม่ได้",
        "มีลายมือชื่อดิจิทัล แต่ระบบนี้ยืนยันผู้ลงนามไม่ได้",
        "อย่าถือว่าเป็นฉบับจริง เทียบกับฉบับจริงด้วยรหัสตรวจสอบ",
        "wait",
        "question-circle-fill",
    ),
    Verdict.UNREADABLE: Words(
        "อ่านไม่ได้",
        "ไม่ใช่ PDF หรือไฟล์เสียหาย",
        "ไม่ใช่ไฟล์ PDF หรือไฟล์เสียหาย",
        "ดาวน์โหลดไฟล์ใหม่แล้วลองอีกครั้ง",
        "idle",
        "file-earmark-x",
    ),
}
