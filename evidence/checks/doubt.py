"""What the checks are told of a piece of evidence, and what they say of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from evidence.opening.seen import NOT_YET, Opened


@dataclass(frozen=True)
class Use:
    """Where else in the agency the same file or address is evidence; `measure` is how people call its measure."""

    pk: int
    year: int
    measure: str
    item: str = ""


@dataclass(frozen=True)
class Piece:
    """Evidence as the checks look at it.

    `year` is the fiscal year of its measure; `item` the O item that it serves with its wording; `text` what
    the first pages of a PDF say, as a reader copies it; `uses` the other places of the same file or address.
    Of a link: `opened` is what the portal saw on the day `opened_on`, the latest of so many `days` on which it failed
    to open it; `owner` the other agency whose website it is on; `is_handed_in` whether its measure was sent on.
    """

    year: int
    caption: str
    name: str = ""
    address: str = ""
    is_photograph: bool = False
    is_public: bool = False
    pages: int = 0
    text: str = ""
    speaks_for: date | None = None
    item: str = ""
    item_text: str = ""
    uses: tuple[Use, ...] = ()
    opened: Opened = NOT_YET
    opened_on: date | None = None
    days: int = 0
    owner: str = ""
    is_handed_in: bool = False

    @property
    def is_pdf(self) -> bool:
        """Whether its words could be read: of PDF files alone."""
        return self.pages > 0

    @property
    def thing(self) -> str:
        """What it is called in a sentence."""
        return "ลิงก์" if self.address else "ภาพ" if self.is_photograph else "ไฟล์"


@dataclass(frozen=True)
class Doubt:
    """`message` says in Thai what was seen and what to do; `seen` is what it was seen by."""

    kind: str
    message: str
    seen: tuple[str, ...]

    @property
    def key(self) -> str:
        """The same for as long as the same is seen: whoever settles it settles no other."""
        return f"{self.kind}:{hashlib.sha256(chr(10).join(self.seen).encode()).hexdigest()[:24]}"
