"""The sentence of a judgement where the verdict's own would say too much or too little."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from pades.examination.found import Problem
from reports.verification.judge import Judgement, Likeness
from reports.verification.verdicts import Verdict, Words

_OTHER = (
    "ลายมือชื่อไม่ใช่ของฉบับที่ใช้รหัสนี้",
    "ไฟล์อ้างรหัสของเอกสารในระบบนี้ แต่ไม่ใช่ไฟล์ที่ลงนามไว้ ไม่ควรใช้",
    "ไม่ควรใช้ เปิดฉบับจริงด้วยรหัสตรวจสอบ",
)
_DAMAGED = (
    "เทียบกับฉบับในระบบไม่ได้",
    "ไฟล์ที่เก็บไว้ในระบบนี้เสียหาย ขณะนี้จึงบอกไม่ได้ว่าไฟล์ของท่านเป็นฉบับจริงหรือไม่",
    "ลองอีกครั้งภายหลัง หรือสอบถามหน่วยงานเจ้าของเอกสาร",
)
_UNEXAMINED = {
    Problem.ENCRYPTED: (
        "ไฟล์ตั้งรหัสผ่านไว้",
        "ระบบเปิดไฟล์นี้ไม่ได้ จึงยังไม่ได้ตรวจ",
        "ขอไฟล์ที่ไม่ตั้งรหัสผ่าน หรือดูฉบับจริงด้วยรหัสตรวจสอบ",
    ),
    Problem.TOO_LARGE: (
        "ไฟล์ใหญ่เกินไป",
        "ไฟล์ใหญ่กว่าที่ระบบตรวจให้ได้ จึงยังไม่ได้ตรวจ",
        "ดูฉบับจริงด้วยรหัสตรวจสอบ หรือตรวจด้วยโปรแกรมอื่น",
    ),
    Problem.TOO_COSTLY: (
        "ตรวจไม่เสร็จในเวลาที่กำหนด",
        "ไฟล์ซับซ้อนเกินกว่าที่ระบบตรวจให้ได้ จึงยังไม่รู้ผล",
        "ดูฉบับจริงด้วยรหัสตรวจสอบ หรือตรวจด้วยโปรแกรมอื่น",
    ),
    Problem.TOO_MANY: (
        "ตรวจไฟล์นี้ไม่ได้",
        "ไฟล์มีลายมือชื่อหรือการบันทึกซ้ำมากเกินกว่าที่ระบบตรวจให้ได้",
        "ดูฉบับจริงด้วยรหัสตรวจสอบ หรือตรวจด้วยโปรแกรมอื่น",
    ),
}

_EMPTY = (
    "ไฟล์ว่าง",
    "ไฟล์ไม่มีข้อมูลอยู่เลย จึงไม่มีสิ่งให้ตรวจ",
    "ดาวน์โหลดหรือคัดลอกไฟล์ใหม่แล้วลองอีกครั้ง",
)
_KINDS = "ใช้ได้เฉพาะไฟล์ PDF JPEG หรือ PNG หากเป็นไฟล์ชนิดนี้อยู่แล้ว ให้ดาวน์โหลดใหม่แล้วลองอีกครั้ง"
_OF_NOTHING = sha256().hexdigest()
_NO_CODE = "ไม่พบคิวอาร์โค้ดของรายงานที่เผยแพร่ หากเป็นภาพถ่ายหรือสแกน โปรดถ่ายหน้าสุดท้ายที่มีคิวอาร์โค้ดแล้วส่งใหม่ หรือพิมพ์รหัสตรวจสอบท้ายหน้า"


def words(judgement: Judgement) -> Words:
    """The verdict's words, with heading, sentence and advice for this file."""
    usual = judgement.verdict.words
    if judgement.likeness is Likeness.OTHER:
        return _words(usual, *_OTHER)
    if judgement.likeness is Likeness.DAMAGED:
        return _words(usual, *_DAMAGED)
    if judgement.verdict is Verdict.UNREADABLE:
        return _unreadable(usual, judgement)
    if judgement.verdict is Verdict.NOT_SIGNED and judgement.named is None:
        return replace(usual, advice=_NO_CODE)
    return replace(usual, sentence=_of_record(judgement) or usual.sentence)


def _unreadable(usual: Words, judgement: Judgement) -> Words:
    if judgement.sha256 == _OF_NOTHING:
        return _words(usual, *_EMPTY)
    problems = judgement.examination.problems if judgement.examination else ()
    found = next((_UNEXAMINED[each] for each in problems if each in _UNEXAMINED), None)
    return _words(usual, *found) if found else replace(usual, advice=_KINDS)


def _words(usual: Words, heading: str, sentence: str, advice: str) -> Words:
    return replace(usual, heading=heading, sentence=sentence, advice=advice)


def _of_record(judgement: Judgement) -> str:
    """What became of the report, where the verdict's own sentence supposes another course of things."""
    record = judgement.record
    if record is None:
        return ""
    if judgement.verdict is Verdict.SIGNED_OK:
        return "ลงนามจริง ตรงกับลายมือชื่อในฉบับที่เผยแพร่ แต่ไฟล์ไม่เหมือนฉบับที่เผยแพร่ทุกตัวอักษร"
    if judgement.verdict is Verdict.SUPERSEDED and not record.current:
        return "เป็นฉบับจริง แต่ถูกแทนที่แล้ว และฉบับที่มาแทนถูกเพิกถอน"
    return ""
