"""What the press refuses, in words: a PDF that no archive would take, a picture that is no emblem."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is wrong with a glyph or with its font."""

    FOREIGN = "foreign"
    NOT_EMBEDDED = "not_embedded"
    NO_GLYPH = "no_glyph"
    NO_CHARACTER = "no_character"
    PRIVATE_USE = "private_use"


_WORDS = {
    Kind.FOREIGN: "ใช้แบบอักษรชนิดที่ระบบไม่ได้ทำ",
    Kind.NOT_EMBEDDED: "มีแบบอักษรที่ไม่ได้ฝังไว้ในไฟล์",
    Kind.NO_GLYPH: "มีตัวอักษรที่แบบอักษรไม่มี",
    Kind.NO_CHARACTER: "มีรูปอักษรที่ไม่รู้ว่าเป็นตัวอักษรใด",
    Kind.PRIVATE_USE: "มีสัญลักษณ์ที่แสดงได้เฉพาะในแบบอักษรของโปรแกรมเดิม",
}


@dataclass(frozen=True)
class Fault:
    """One thing that an archive would refuse, on one page counted from 1; `detail` names the font or the characters."""

    kind: Kind
    page: int
    detail: str = ""

    def __str__(self) -> str:
        return f"หน้า {self.page} {_WORDS[self.kind]} {self.detail}".strip()


class NotForArchive(ValueError):
    """The file would not be accepted by an archive; its faults are Thai sentences. Nothing may be stored."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("; ".join(map(str, faults)))


class Unfit(ValueError):
    """No picture that can be an emblem; the message is Thai and names the cure."""
