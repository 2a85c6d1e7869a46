"""What all stories of one Word file share while it is read: its styles and lists, the page, the counts, the remarks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from document.grid import Note, Place
from document.grids.bounds import MOST_CELLS, MOST_PAGES, MOST_PARAGRAPHS, too_much
from document.grids.word.names import Element, W, has, value
from document.grids.word.numbering import Counters, Numbering
from document.grids.word.package import Package, Unreadable
from document.grids.word.styles import Styles

MOST_PICTURES = 2_000
_REMARKS = {
    "revisions": "มีการแก้ไขที่ติดตามไว้ (Track Changes) อ่านตามที่เป็นเมื่อยอมรับการแก้ไขทั้งหมด",
    "hidden": "มีข้อความที่ซ่อนไว้ ไม่ได้นำมา",
    "comments": "มีข้อคิดเห็น (Comment) ไม่ได้นำมา",
    "placeholder": "มีช่องกรอกที่ยังว่าง ไม่ได้นำคำที่บอกให้กรอกมา",
    "embedded": "มีไฟล์อื่นฝังอยู่ ไม่ได้เปิดอ่าน",
    "chart": "มีแผนภูมิ ไม่ได้นำตัวเลขในแผนภูมิมา",
    "inserted": "มีเอกสารอื่นแทรกอยู่ทั้งฉบับ ไม่ได้เปิดอ่าน โปรดคัดลอกข้อความมาวางแทน",
    "macros": "มีชุดคำสั่ง (Macro) ไม่ได้เปิดดูและไม่ได้ใช้",
    "picture_elsewhere": "มีภาพที่อยู่นอกไฟล์ ไม่ได้นำมา",
    "picture_unread": "มีภาพที่อ่านไม่ได้ ไม่ได้นำมา",
    "part_unread": "บางส่วนของไฟล์เสียหาย (เช่น ลำดับเลข หัวกระดาษ หรือเชิงอรรถ) อ่านเท่าที่อ่านได้",
}


@dataclass(frozen=True, slots=True)
class Cited:
    """A note at the foot of a page or the end of the file, and where the words name it."""

    kind: str
    key: str
    place: Place
    numbered: bool


class Pages:
    """On which page the reading is: as Word last drew them, else as the writer broke them, else 0."""

    def __init__(self, body: Element, parts: int) -> None:
        self.drawn = has(body, W + "lastRenderedPageBreak")
        breaks = any(value(each, "type") == "page" for each in body.iter(W + "br"))
        self.now = int(self.drawn or breaks or has(body, W + "pageBreakBefore") or parts > 1)

    def turn(self, *, drawn: bool) -> None:
        """A new page begins here, as Word drew it or as somebody broke it."""
        if self.now and drawn == self.drawn:
            self.now += 1
            if self.now > MOST_PAGES:
                raise too_much("หน้า", MOST_PAGES)


class Reading:
    """One file that is being read."""

    def __init__(self, package: Package, body: Element, main: str) -> None:
        self.package = package
        self.main = main
        self.body = body
        self.here = Place()
        self._remarks: dict[str, Note] = {}
        self._parts: dict[str, Element | None] = {}
        self.styles = Styles(self.optional("styles"))
        self.numbering = Numbering(self.optional("numbering"), self.styles)
        self.sections = _sections(body)
        self.pages = Pages(body, len(self.sections))
        self.counters: defaultdict[str, Counters] = defaultdict(Counters)
        self.cited: dict[tuple[str, str], Cited] = {}
        self.tables = self.paragraphs = self.section = 0
        self.diagrams: set[str] = set()
        self._looked_at = self._cells = self._pictures = 0

    def optional(self, kind: str) -> Element | None:
        """The XML of a part that the words can do without; None for none, remarked where it is damaged."""
        name = self.package.related(self.main, kind)
        return self.part(name) if name else None

    def part(self, name: str) -> Element | None:
        """The XML of a part, read once; None where it is damaged, which is remarked."""
        if name not in self._parts:
            try:
                self._parts[name] = self.package.xml(name)
            except Unreadable:
                self._parts[name] = None
                self.remark("part_unread")
        return self._parts[name]

    def remark(self, key: str) -> None:
        """Says once what a person should know of how the file was read, with the first place of it."""
        self._remarks.setdefault(key, Note(key, _REMARKS[key], self.here))

    def remarks(self) -> tuple[Note, ...]:
        """All that was remarked."""
        return tuple(self._remarks.values())

    def cite(self, kind: str, key: str, *, numbered: bool) -> None:
        """The words name a note here, by a number unless the writer chose a sign."""
        self.cited.setdefault((kind, key), Cited(kind, key, self.here, numbered))

    def count_paragraph(self) -> None:
        """One more paragraph; ReportError beyond what a report has."""
        self._looked_at += 1
        if self._looked_at > MOST_PARAGRAPHS:
            raise too_much("ย่อหน้า", MOST_PARAGRAPHS)

    def count_picture(self) -> None:
        """One more picture; ReportError beyond what a report has."""
        self._pictures += 1
        if self._pictures > MOST_PICTURES:
            raise too_much("ภาพ", MOST_PICTURES)

    def count_cell(self) -> None:
        """One more cell; ReportError beyond what a report has."""
        self._cells += 1
        if self._cells > MOST_CELLS:
            raise too_much("ช่องตาราง", MOST_CELLS)


def _sections(body: Element) -> list[Element]:
    """The sections of a file in order, without those that a tracked change replaced."""
    return [each for each in body.iter(W + "sectPr") if each.getparent().tag != W + "sectPrChange"]
