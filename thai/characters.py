"""Characters that a paper cannot hold or draw: which, where in a text, and how a person is told.

Private-use characters mean nothing without the font that they were typed in: a file for the archive may not hold one.
Others only lack a glyph in the paper's fonts, and would be printed as empty boxes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from thai import typefaces
from thai.word_symbols import WORD_SYMBOLS

PRIVATE_USE = "Co"
LOST = "\ufffd"  # what stands where a program could not read a character; fonts draw it, but it is no word's
_BESIDE = 12  # letters of the text that say where a character stands
_NAMED = 3  # places that a message names
# What chooses a form of the character before it, or joins two, is never drawn itself.
_UNSEEN = frozenset({0x034F, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)})


@dataclass(frozen=True)
class Strange:
    """One character of a text that a paper cannot hold or draw, with the words beside it."""

    character: str
    where: str

    @property
    def name(self) -> str:
        """The character as far as a page can show it, and its number."""
        code = f"U+{ord(self.character):04X}"
        if unicodedata.category(self.character)[0] in "CZM":
            return code
        return f"“{self.character}” ({code})"


def private_use(text: str) -> list[Strange]:
    """The private-use characters of a text, the first of each."""
    return _strange(text, {char for char in set(text) if unicodedata.category(char) == PRIVATE_USE})


def undrawn(text: str) -> list[Strange]:
    """The characters for which the paper's fonts have no glyph, private use and LOST aside, the first of each."""
    if ord(max(text, default=" ")) < 0x80:
        return []
    return _strange(text, {char for char in set(text) if not _is_drawn(char)})


def _is_drawn(char: str) -> bool:
    code = ord(char)
    return (
        char.isspace()
        or code in typefaces.drawn()
        or code in _UNSEEN
        or char == LOST
        or unicodedata.category(char) in ("Cc", "Cf", "Cs", PRIVATE_USE)
    )


def _strange(text: str, chars: Iterable[str]) -> list[Strange]:
    places = sorted((text.index(char), char) for char in chars)
    return [Strange(char, _beside(text, place)) for place, char in places]


def _beside(text: str, place: int) -> str:
    """The words before a place on its line, else those behind it."""
    line = text.rfind("\n", 0, place) + 1
    before = _readable(text[max(line, place - _BESIDE) : place])
    if before:
        return f"หลัง “{before}”"
    behind = _readable(text[place + 1 : place + 1 + _BESIDE].partition("\n")[0])
    return f"หน้า “{behind}”" if behind else ""


def _readable(piece: str) -> str:
    """A piece of text as a message can quote it: no mark without its letter, nothing that only one font shows."""
    kept = "".join(char for char in piece if unicodedata.category(char) != PRIVATE_USE).strip()
    while kept and unicodedata.category(kept[0]) in ("Mn", "Me"):
        kept = kept[1:]
    return kept


def _named(found: list[Strange]) -> str:
    names = ", ".join(" ".join(filter(None, (each.name, each.where))) for each in found[:_NAMED])
    return f"{names} และอีก {len(found) - _NAMED} ตัว" if len(found) > _NAMED else names


def private_use_words(text: str) -> str:
    """What a person is told of a text's private-use characters, with the cure; nothing where there are none."""
    found = private_use(text)
    if not found:
        return ""
    meant = [each for each in found if ord(each.character) in WORD_SYMBOLS]
    if len(meant) == len(found):
        shown = " ".join(dict.fromkeys(WORD_SYMBOLS[ord(each.character)] for each in meant))
        cure = f"โปรดเปิดแบบฟอร์มที่มีข้อความนี้แล้วบันทึกอีกครั้ง ระบบจะเปลี่ยนเป็น {shown} ให้"
    else:
        cure = "โปรดลบ หรือพิมพ์สัญลักษณ์อื่นแทน เช่น • หรือ -"
    return f"มีสัญลักษณ์ที่แสดงได้เฉพาะในแบบอักษรของโปรแกรมเดิม คือ {_named(found)} {cure}"


def undrawn_words(text: str) -> str:
    """What a person is told of characters that nobody will be able to read on paper; nothing where there are none."""
    sentences = []
    if found := undrawn(text):
        box = "ในรายงานจะพิมพ์เป็นกรอบเปล่า โปรดพิมพ์คำหรือสัญลักษณ์อื่นแทน"
        sentences.append(f"แบบอักษรของรายงานไม่มี {_named(found)} {box}")
    if LOST in text:
        (lost,) = _strange(text, LOST)
        sentences.append(f"มีตัวอักษรที่เสียไปตอนคัดลอกมา คือ {lost.name} {lost.where} โปรดพิมพ์ตัวอักษรเดิมแทน")
    return " ".join(sentences)
