"""Other makers' PDF files to a grid: tables by their drawn lines, words outside them as paragraphs.

A scan has no words and is refused; nothing in a file is run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from document.errors import ReportError, refuse
from document.grid import Block, Grid, Kind, Note, Paragraph, Picture, Place
from document.grids import bounds
from document.grids.pages import flow, joining, letters, margins, pictures, ruled, ruling
from document.readers.encoding import real_kind

WHAT = "ไฟล์ PDF"
MOST_PAIRS = 5_000_000  # of an upright and a level line
_FEWEST = 20  # letters of a page that has words
_COVERED = 0.5  # of a page, by a picture, in a scan
_ORIGINAL = "โปรดใช้ไฟล์ต้นฉบับ (.docx, .xlsx) หรือคัดลอกข้อความมาวาง"
_SCAN = f"เป็น PDF จากการสแกนหรือถ่ายภาพ มีแต่ภาพ ไม่มีข้อความให้อ่าน {_ORIGINAL}"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What drawn lines cost: the points looked at, the pairs of lines that may meet, the cells they make."""

    points: int = 0
    pairs: int = 0
    cells: int = 0

    def plus(self, other: Drawn) -> Drawn:
        """The cost of both."""
        return Drawn(self.points + other.points, self.pairs + other.pairs, self.cells + other.cells)

    def check(self) -> None:
        """Raises ReportError where a file has more of them than any report."""
        if self.points > ruling.MOST_POINTS_OF_A_FILE or self.pairs > MOST_PAIRS:
            raise bounds.too_much("เส้นที่วาด", ruling.MOST_POINTS_OF_A_FILE)
        if self.cells > bounds.MOST_CELLS:
            raise bounds.too_much("ช่อง", bounds.MOST_CELLS)


@dataclass(slots=True)
class Page:
    """What was found on a page: its lines outside tables, its tables, and whether it is a picture of a page."""

    number: int
    height: float
    right: float
    lines: list[flow.Line]
    tables: list[ruled.RuledTable]
    letters: int
    unreadable: int
    is_covered: bool
    pictures: list[Picture]
    drawn: Drawn


def read(data: bytes) -> Grid:
    """The grid of a PDF that has text; ReportError for a scan, a locked or damaged file, and too many pages."""
    if len(data) > bounds.LARGEST_FILE:
        raise bounds.too_large()
    if b"%PDF" not in data[:1024]:
        raise refuse(bounds.PLACE, f"เป็น{real_kind(data) or 'ไฟล์ข้อความหรือไฟล์ชนิดอื่น'} ไม่ใช่{WHAT} โปรดเลือกไฟล์ใหม่")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refused(error) from error
    try:
        if len(document) > bounds.MOST_PAGES:
            raise bounds.too_much("หน้า", bounds.MOST_PAGES)
        pages = list(_pages(document))
    except pypdfium2.PdfiumError as error:
        raise bounds.damaged(WHAT) from error
    finally:
        document.close()
    return _grid(pages)


def _refused(error: pypdfium2.PdfiumError) -> ReportError:
    return bounds.locked(WHAT) if error.err_code == raw.FPDF_ERR_PASSWORD else bounds.damaged(WHAT)


def _pages(document: pypdfium2.PdfDocument) -> Iterator[Page]:
    written, drawn = 0, Drawn()
    for number in range(len(document)):
        page = document[number]
        found = _page(page, number + 1, letters.MOST - written)
        page.close()
        written, drawn = written + found.letters, drawn.plus(found.drawn)
        drawn.check()
        yield found


def _page(page: pypdfium2.PdfPage, number: int, most_letters: int) -> Page:
    found = letters.letters(page, most_letters)
    rules = ruling.rules(page)
    tables = ruled.tables(rules) if found else []
    cells = sum(len(table.cells) for table in tables)
    drawn = Drawn(rules.points, len(rules.level) * len(rules.upright), cells)
    outside: list[letters.Letter] = []
    for letter in found:
        # The middle of a letter lies in its cell even where the letter touches a line; a mark goes with its letter.
        x, y = min((letter.x + letter.end) / 2, letter.x + letter.size / 2), letter.y - 0.25 * letter.size
        cell = next((cell for table in tables if (cell := table.cell_at(x, y))), None)
        (cell.letters if cell else outside).append(letter)
    width, height = page.get_size()
    lines = flow.lines(outside, number)
    right = max((line.end for line in lines), default=width)
    words = sum(not letter.text.isspace() for letter in found)
    unreadable = letters.unreadable(found)
    is_covered = _is_covered(page, width * height)
    found_pictures = [] if is_covered else pictures.pictures(page, number)
    return Page(number, height, right, lines, tables, words, unreadable, is_covered, found_pictures, drawn)


def _is_covered(page: pypdfium2.PdfPage, area: float) -> bool:
    """Whether pictures cover most of the page."""
    covered = 0.0
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=1):
        left, bottom, right, top = picture.get_bounds()
        covered += max(right - left, 0) * max(top - bottom, 0)
    return covered > _COVERED * area


def _grid(pages: list[Page]) -> Grid:
    written = sum(page.letters for page in pages)
    if written < _FEWEST and any(page.is_covered for page in pages):
        raise refuse(bounds.PLACE, _SCAN)
    if not written:
        raise refuse(bounds.PLACE, f"เป็น PDF ที่ไม่มีข้อความ {_ORIGINAL}")
    if sum(page.unreadable for page in pages) > written / 3:
        raise refuse(bounds.PLACE, f"เป็น PDF ที่ตัวอักษรไม่บอกความหมาย (แบบอักษรไม่มีตารางตัวอักษร) {_ORIGINAL}")
    return _Assembly(pages).grid()


class _Assembly:
    """Pages put together: paragraphs and tables that go on over pages are one."""

    def __init__(self, pages: list[Page]) -> None:
        self.pages = pages
        self.known = margins.repeated((page.height, page.lines) for page in pages)
        self.blocks: list[Block] = []
        self.notes: list[Note] = []
        self._waiting: list[flow.Line] = []
        self._table: joining.Rows | None = None
        self._margins: set[tuple[Kind, str]] = set()
        self._paragraphs = self._tables = 0
        self._right = 0.0
        self._pictures: list[Picture] = []

    def grid(self) -> Grid:
        """All blocks in order."""
        for page in self.pages:
            self._right = page.right
            for found in self._in_order(page):
                if isinstance(found, flow.Line):
                    self._line(found, margins.kind(found, page.height, self.known))
                else:
                    self._add(joining.read(found, page.number), is_first=found is page.tables[0])
            if page.is_covered:
                self._note_picture(page)
            self._pictures += page.pictures
        self._end_words()
        self._end_table()
        return Grid((*self.blocks, *self._pictures), tuple(self.notes))

    def _in_order(self, page: Page) -> list[flow.Line | ruled.RuledTable]:
        found: list[flow.Line | ruled.RuledTable] = [*page.lines, *page.tables]
        return sorted(found, key=lambda each: each.y if isinstance(each, flow.Line) else each.down[0])

    def _line(self, line: flow.Line, kind: Kind) -> None:
        if kind is Kind.BODY:
            self._end_table()
            self._waiting.append(line)
        elif (kind, margins.pattern(line)) not in self._margins:
            self._margins.add((kind, margins.pattern(line)))
            self._put(Paragraph(line.text, Place(page=line.page), kind=kind))

    def _put(self, paragraph: Paragraph) -> None:
        self._paragraphs += 1
        if self._paragraphs > bounds.MOST_PARAGRAPHS:
            raise bounds.too_much("ย่อหน้า", bounds.MOST_PARAGRAPHS)
        self.blocks.append(paragraph)

    def _end_words(self) -> None:
        for number, (text, line) in enumerate(flow.paragraphs(self._waiting, self._right), self._paragraphs + 1):
            self._put(Paragraph(text, Place(page=line.page, paragraph=number)))
        self._waiting = []

    def _add(self, rows: joining.Rows, *, is_first: bool) -> None:
        self._end_words()
        before = self._table
        if before and is_first and before.pages[-1] == rows.pages[0] - 1 and before.goes_on_in(rows):
            before.add(rows)
            return
        self._end_table()
        self._table = rows

    def _end_table(self) -> None:
        if not self._table:
            return
        self._tables += 1
        made = joining.table(self._table, self._tables)
        for page in self._table.broken:
            place = Place(page=page, table=self._tables)
            self.notes.append(Note("row_over_pages", "แถวแรกของหน้านี้อาจเป็นส่วนต่อของแถวท้ายหน้าก่อน", place))
        self.blocks.append(made)
        self._table = None

    def _note_picture(self, page: Page) -> None:
        if page.letters < _FEWEST:
            said = "หน้านี้เป็นภาพ ไม่มีข้อความให้อ่าน"
        else:
            said = "หน้านี้เป็นภาพที่โปรแกรมแปลงเป็นข้อความไว้ โปรดตรวจตัวอักษร"
        self.notes.append(Note("picture_of_a_page", said, Place(page=page.number)))
