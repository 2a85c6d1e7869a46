"""Files that open but can't be read, searched or copied, and names that were cut or doubled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from document.understanding.repair import lost_words
from evidence import names
from evidence.checks.doubt import Doubt, Piece
from thai.characters import LOST, PRIVATE_USE
from thai.text import clean

_TWO_ENDINGS = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|jpe?g|png|webp|heic)\s*\.[A-Za-z0-9]{1,5}$", re.IGNORECASE
)
_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2}){3}")
_BEGINS_A_SYLLABLE = "เแโใไ"  # no word ends in one
_OLD_CODES = re.compile(r"[\u00a1-\u00fb]")  # Thai letters that a program took for western ones
_THAI = re.compile(r"[ก-ฮ]")
_FEW = 20  # letters below which a text is too short to tell
_LONG_NAME = 200  # bytes at which other systems begin to cut


def scanned(piece: Piece) -> Iterator[Doubt]:
    """A doubt about a PDF without a letter of text."""
    if piece.is_pdf and not piece.text.strip():
        message = (
            "PDF นี้เป็นภาพสแกน ไม่มีตัวอักษรให้ค้นหา คัดลอก หรืออ่านออกเสียง หากมีไฟล์ต้นฉบับ โปรดบันทึกเป็น PDF จากโปรแกรมโดยตรง แล้วแทนที่"
        )
        yield Doubt("scanned", message, ("no text",))


def broken_text(piece: Piece) -> Iterator[Doubt]:
    """A doubt about a PDF whose Thai is another when it is copied."""
    if not piece.is_pdf or not piece.text.strip():
        return
    if what := _what_is_broken(clean(piece.text)):
        message = (
            f"ตัวอักษรไทยใน PDF นี้เพี้ยนเมื่อคัดลอกหรือค้นหา ({what}) แม้ที่เห็นบนหน้าจะถูก "
            "โปรดบันทึกเป็น PDF ใหม่จากไฟล์ต้นฉบับ โดยใช้แบบอักษร TH Sarabun New หรือ TH Sarabun PSK แล้วแทนที่"
        )
        yield Doubt("broken_text", message, (what,))


def _what_is_broken(text: str) -> str:
    lost = lost_words([text])
    if lost:
        return ", ".join(f"“{wrong}” แทน “{right}”" for wrong, right in lost[:2])
    if LOST in text or any(unicodedata.category(char) == PRIVATE_USE for char in set(text)):
        return "มีสัญลักษณ์ที่อ่านไม่ได้"
    if len(_OLD_CODES.findall(text)) > max(_FEW, len(_THAI.findall(text))):
        return "ภาษาไทยกลายเป็นอักษรต่างประเทศ"
    return ""


def odd_name(piece: Piece) -> Iterator[Doubt]:
    """A doubt about a file's name that was cut, doubled or garbled on its way."""
    if piece.name and (what := _what_is_odd(piece.name)):
        yield Doubt("odd_name", f"ชื่อไฟล์ “{piece.name}” {what} โปรดตั้งชื่อไฟล์ใหม่ให้ครบคำ แล้วแทนที่", (piece.name,))


def _what_is_odd(name: str) -> str:
    stem = names.stem(name)
    if _TWO_ENDINGS.search(name):
        return "มีนามสกุลไฟล์ซ้อนกัน"
    if ".." in name:
        return "มีจุดติดกันสองจุด"
    if _ESCAPED.search(name) or LOST in name:
        return "เป็นรหัสที่อ่านไม่ออก"
    if stem[-1] in _BEGINS_A_SYLLABLE or unicodedata.category(stem[0]) == "Mn":
        return "ถูกตัดกลางคำ"
    if len(stem.encode()) > _LONG_NAME:
        return "ยาวมาก อาจถูกตัดเมื่อดาวน์โหลด"
    return ""
