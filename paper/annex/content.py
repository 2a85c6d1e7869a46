"""What the annex of a report shows, in order: pictures side by side, then files and links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from document import EvidenceItem, ReportDocument
from paper.annex.photographs import PHOTOGRAPH
from paper.paper import Paper

_SIDE_BY_SIDE = {"landscape": 3, "portrait": 2}


@dataclass(frozen=True)
class Entry:
    """A piece of evidence with its number in its list, and what its measure is called.

    `source` is the picture's address for paper.typeset; empty where the paper has no picture of it.
    """

    number: int
    item: EvidenceItem
    measure: str
    source: str = ""


@dataclass(frozen=True)
class Annex:
    """`rows` are the photographs as they stand side by side, `others` the files and links."""

    rows: tuple[tuple[Entry, ...], ...]
    others: tuple[Entry, ...]

    @property
    def heading(self) -> str:
        """What the annex is called."""
        return "ภาคผนวก ภาพประกอบ" if self.rows else "ภาคผนวก เอกสารและลิงก์ประกอบ"

    @property
    def is_single(self) -> bool:
        """Whether there is but one photograph, which then has the page."""
        return len(self.rows) == 1 and len(self.rows[0]) == 1

    @property
    def has_room_beside_last(self) -> bool:
        """Whether the check fits beside the last photograph: alone it may come to a page of its own."""
        return not self.others and len(self.rows) > 1 and len(self.rows[0]) - len(self.rows[-1]) >= 2


def annex_of(document: ReportDocument, paper: Paper) -> Annex | None:
    """The annex of a report; None where nothing proves it."""
    if not document.evidence:
        return None
    pictures = tuple(_entries(document, paper, photographs=True))
    many = _SIDE_BY_SIDE[paper.orientation]
    rows = tuple(pictures[at : at + many] for at in range(0, len(pictures), many))
    return Annex(rows, tuple(_entries(document, paper, photographs=False)))


def _entries(document: ReportDocument, paper: Paper, *, photographs: bool) -> Iterator[Entry]:
    found = (each for each in document.evidence if each.is_photograph == photographs)
    for number, item in enumerate(found, start=1):
        has_picture = photographs and item.digest in paper.photographs
        source = f"{PHOTOGRAPH}{item.digest}" if has_picture else ""
        yield Entry(number, item, document.measures[item.measure - 1].called, source)
