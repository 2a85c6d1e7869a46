"""A piece of evidence as a report names it: what it shows, of which day, and by which bytes it is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from thai.dates import format_date

EvidenceKind = Literal["photograph", "file", "link"]
HEADING = "หลักฐานประกอบรายงาน"
EVIDENCE_KINDS: dict[EvidenceKind, str] = {"photograph": "ภาพถ่าย", "file": "ไฟล์", "link": "ลิงก์"}


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """A file known by its SHA-256, or an address; whatever a document names is made public with it.

    `measure` counts from 1, as does `action`, which is 0 where the evidence is of the whole measure. `speaks_for` is
    the day that it proves something of; `item` is the item of the year's list that it serves.
    """

    measure: int
    action: int = 0
    kind: EvidenceKind
    caption: str
    speaks_for: date | None = None
    item: str = ""
    name: str = ""
    media_type: str = ""
    size: int = 0
    digest: str = ""
    address: str = ""

    @property
    def is_photograph(self) -> bool:
        return self.kind == "photograph"

    @property
    def is_link(self) -> bool:
        return self.kind == "link"

    @property
    def kind_words(self) -> str:
        """What a person calls such a thing."""
        return EVIDENCE_KINDS[self.kind]

    @property
    def day(self) -> str:
        """The day in words; empty where nobody said one."""
        return format_date(self.speaks_for) if self.speaks_for else ""

    @property
    def known_by(self) -> str:
        """The address of a link, the digest of a file."""
        return self.address if self.is_link else f"SHA-256 {self.digest}"

    @property
    def printed(self) -> str:
        """The line by which a list of words names it."""
        parts = (self.kind_words, self.caption, f"({self.day})" if self.day else "", self.name, self.known_by)
        return " ".join(part for part in parts if part)
