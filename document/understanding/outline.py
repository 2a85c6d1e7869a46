"""A grid cut into the parts of a report: cover, title, opening, rows of measures, problems, suggestions, closing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from document.doubts import Doubt
from document.grid import Cell, Grid, Kind, Paragraph, Picture, Table
from document.kinds.layouts import Layout, layout_of_heads
from document.kinds.scored import HEADING as SCORES
from document.understanding.around.closing import begins_closing
from document.understanding.choices import NONE, Choices
from document.understanding.kinds import WITH_ANALYSIS, cut_lists, list_headed
from document.understanding.photographs import is_of_pictures, photographs
from document.understanding.repair import key
from document.understanding.tables.columns import LABELS, Columns, Meaning, by_place, columns_of, with_meanings
from document.understanding.tables.headings import begins_with_code
from document.understanding.tables.rows import TableReader
from document.understanding.tables.upright import laid_down, of_labels

_NUMBER = r"(?:\(?[0-9๐-๙]{1,2}[.)]\s*)?"
# What a head may say beside its own words; other words behind it are the part itself.
_OF = (
    r"(?:\s*/?(?:และ)?\s*(?:ที่พบ|ที่เกิด|(?:ใน|ของ|จาก|ต่อ)?การ(?:ด[ำา]เนิน|ปฏิบัติ|ท[ำา]งาน|ขับเคลื่อน)|เพื่อ|แนวทาง|สำหรับ|อื่น|เพิ่มเติม)"
    r"[^:\s]{0,40}|[^:]{0,40}?(?=\s*:))?"
)
_END = r"\s*(?P<end>:|$|(?<=\s)(?=\S))"
_PROBLEMS = re.compile(rf"{_NUMBER}ปัญหา\s*(?:/|และ|,)?\s*(?:อุปสรรค)?(?P<both>\s*(?:/|และ|,)?\s*ข้อเสนอแนะ)?{_OF}{_END}")
_SUGGESTIONS = re.compile(rf"{_NUMBER}ข้อเสนอแนะ{_OF}{_END}")
_GROUP = re.compile(r"(?:[0-9]{1,2}[.)]?)?(?:แบบ(?:วัด|ตรวจ)|ตัวชี้วัด|ส่วนที่|เครื่องมือ|\(?(?:iit|eit|oit))")
_LONGEST_GROUP = 120


@dataclass(slots=True)
class Outline:
    """The parts, each as its paragraphs, in order; `stray` are those between the rows that are of no part.

    `columns` are those of the first table of measures, `all_columns` those of each by its number in the file; `layout`
    is the kind's of which they are, as we write it, `lists` what stands in the lists of a plan's analysis, by name.
    """

    before: list[Paragraph] = field(default_factory=list)
    tables: TableReader = field(default_factory=TableReader)
    columns: Columns | None = None
    all_columns: dict[int, Columns] = field(default_factory=dict)
    layout: Layout | None = None
    lists: dict[str, list[Paragraph]] = field(default_factory=dict)
    problems: list[Paragraph] = field(default_factory=list)
    suggestions: list[Paragraph] = field(default_factory=list)
    combined: bool = False
    closing: list[Paragraph] = field(default_factory=list)
    stray: list[Paragraph] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def outline(grid: Grid, choices: Choices = NONE) -> Outline:
    """The parts of the first report in the grid, as a person chose of tables; that another report follows is said."""
    parts = _Cutter(choices).cut(laid_down(grid))
    if parts.tables.rows:
        return parts
    labelled = of_labels(grid, is_head)
    return _Cutter(choices).cut(labelled) if labelled else parts


def is_head(line: str) -> bool:
    """Whether a line of its own would be read as the head of a closing part instead of plain text."""
    return bool(_PROBLEMS.match(line) or _SUGGESTIONS.match(line) or begins_closing(line))


def is_group(line: str) -> bool:
    """Whether a line of its own heads the measures that follow: the instrument, an indicator."""
    return len(line) < _LONGEST_GROUP and bool(_GROUP.match(key(line)))


class _Cutter:
    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.parts = Outline(tables=TableReader(choices))
        self.part = "before"
        self.sheet = ""
        self.table = 0
        self.pictures: tuple[Picture, ...] = ()
        self.last: Paragraph | None = None  # right above what comes next
        self.listed: int | None = None  # where in what stands before the table the lists of an analysis may begin

    def cut(self, grid: Grid) -> Outline:
        self.pictures = photographs(grid)
        for block in grid.blocks:
            if self.part == "second" or (self.part == "closing" and block.place.sheet != self.sheet):
                break  # a workbook's other sheets are about the same measures
            self.sheet = block.place.sheet
            if isinstance(block, Table):
                self.table += 1
                self._table(block)
                self.last = None
            elif isinstance(block, Paragraph) and block.kind in (Kind.BODY, Kind.BOX) and block.words:
                if _is_tab(block):
                    self._tab(block.words)
                elif not self._is_of_pictures(block):
                    self._paragraph(block)
                    self.last = block
        return self.parts

    def _tab(self, name: str) -> None:
        """A sheet's name is no part of it; it may name the instrument of its measures."""
        if is_group(name):
            self.parts.tables.begin_group(name)

    def _is_of_pictures(self, paragraph: Paragraph) -> bool:
        """Whether words behind the table belong to its photographs, which are kept with them: caption or heading."""
        return bool(self.pictures) and self.part != "before" and is_of_pictures(paragraph.words, self.pictures)

    def _table(self, table: Table) -> None:
        columns = self._chosen(table) or columns_of(table) or self._known(table)
        if columns is None and self.part == "closing" and _is_rows(table):
            self._second(table, "มีแถวของตารางหลังส่วนท้ายรายงาน")
            return
        if columns is None:
            for cell in _cells(table):
                for paragraph in cell.paragraphs:
                    if paragraph.words:
                        self._paragraph(paragraph)
            return
        if self.part not in ("before", "table") and not self._goes_on(table, columns):
            return
        rows = table.full()[: columns.first_row]
        self._words_over(rows)
        if not self.parts.columns:
            self._begin_measures(table, columns)
        self.parts.all_columns[self.table] = columns
        heading = self._heading_of(table, columns)
        self.part = "table"
        if heading:
            columns = columns.under_heading()
            self.parts.tables.begin_measure(heading, columns)
        self.parts.tables.read(table, columns, self.table)

    def _begin_measures(self, table: Table, columns: Columns) -> None:
        """Takes the first table of measures: by its heads a file is known for a plan, which has lists before it."""
        self.parts.columns = columns
        self.parts.layout = layout_of_heads(columns.heads)
        self._say_columns(table, columns)
        listed, self.listed = self.listed, None
        if self.parts.layout in WITH_ANALYSIS:
            self.parts.before, self.parts.lists = cut_lists(self.parts.before)
        elif listed is not None:
            before, self.parts.before = self.parts.before, self.parts.before[:listed]
            for paragraph in before[listed:]:
                self._before(paragraph, paragraph.words.strip())

    def _chosen(self, table: Table) -> Columns | None:
        """The columns as a person named them, under the table's own heads; None where nobody did."""
        meanings = self.choices.meanings.get(self.table, ())
        return with_meanings(table, meanings) if len(meanings) == table.width else None

    def _heading_of(self, table: Table, columns: Columns) -> Paragraph | None:
        """The line right above a table that names the item of its measure, where no row of it names any."""
        above = self.parts.before[2:] if self.part == "before" else self.parts.stray
        if not above or above[-1] is not self.last or not begins_with_code(above[-1].words):
            return None
        rows = table.full()[columns.first_row :]
        cells = [row[column] for column in columns.at(Meaning.MEASURE) for row in rows]
        if Meaning.CODE in columns.meanings or any(cell and begins_with_code(cell.text) for cell in cells):
            return None
        return (self.parts.before if self.part == "before" else self.parts.stray).pop()

    def _known(self, table: Table) -> Columns | None:
        """The columns of a table without heads: those of the one before it, or by place where it holds measures."""
        width = table.width
        if self.parts.columns and len(self.parts.columns.meanings) == width and self.part == "table":
            known = self.parts.columns
            return Columns(known.meanings, known.heads, 0)
        columns = by_place(width)
        measures = columns.at(Meaning.MEASURE)[0] if columns else 0
        heads = [row[measures] for row in table.full()]
        return columns if any(cell and begins_with_code(cell.text) for cell in heads) else None

    def _goes_on(self, table: Table, columns: Columns) -> bool:
        """A table after the closing part is another report's, and isn't read."""
        if not self.parts.tables.rows:
            return True
        self._second(table, "มีตารางหลังส่วนท้ายรายงาน")
        return False

    def _second(self, block: Table | Paragraph, what: str) -> None:
        message = f"{what} จึงอ่านถึงตรงนี้ ไฟล์หนึ่งควรมีรายงานฉบับเดียว โปรดแยกไฟล์"
        self.parts.doubts.append(Doubt("second", str(block.place), message))
        self.part = "second"

    def _words_over(self, rows: tuple[tuple[Cell | None, ...], ...]) -> None:
        """Words in merged cells over the heads are a title or the head of a group, as they would be over the table."""
        for row in rows:
            cells = [cell for cell in row if cell is not None and cell.text]
            if len(cells) == 1 and cells[0].column_span > 1 and cells[0].row_span == 1:
                for paragraph in cells[0].paragraphs:
                    self._paragraph(paragraph)

    def _say_columns(self, table: Table, columns: Columns) -> None:
        if self.parts.layout is not None or self.table in self.choices.meanings:
            return
        read = [
            f"“{head[:30] or f'ช่องที่ {number}'}” เป็น{LABELS[meaning]}"
            for number, (head, meaning) in enumerate(zip(columns.heads, columns.meanings, strict=True), start=1)
        ]
        place = f"{table.place} หัวตาราง"
        self.parts.doubts.append(Doubt("columns", place, f"หัวตารางต่างจากแบบรายงาน อ่าน {' '.join(read)}"))

    def _paragraph(self, paragraph: Paragraph) -> None:
        words = paragraph.words.strip()
        if self.part == "second" or self._head(paragraph, words):
            return
        if self.part == "before":
            if self.listed is None and list_headed(words):
                self.listed = len(self.parts.before)
            self._before(paragraph, words)
        elif self.part == "table":
            self._between(paragraph, words)
        elif self.part == "closing" and words.startswith(SCORES):
            self.part = "second"  # figures of the portal that wrote the file: they come from scores, not from words
        elif self.part == "closing" and self._is_title(words):
            self._second(paragraph, "พบชื่อรายงานซ้ำหลังส่วนท้ายรายงาน")
        elif self.part in self.parts.lists:
            self.parts.lists[self.part].append(paragraph)
        else:
            getattr(self.parts, self.part).append(paragraph)

    def _before(self, paragraph: Paragraph, words: str) -> None:
        """Takes a line before the table. One under the heading of a list of an analysis heads no measures."""
        if self.listed is None and self.parts.before and is_group(words):
            self.parts.tables.begin_group(words)
        else:
            self.parts.before.append(paragraph)

    def _head(self, paragraph: Paragraph, words: str) -> bool:
        """Takes the head of a part, with the words that follow it on its line."""
        if self.part == "before" and not self.parts.tables.rows:
            return False
        listed = list_headed(words) if self.parts.layout in WITH_ANALYSIS else None
        if listed is not None and self.part != "closing":  # in a workbook the lists stand below the table
            self.part = listed.name
            self.parts.lists.setdefault(listed.name, [])
            return True
        for part, pattern in (("problems", _PROBLEMS), ("suggestions", _SUGGESTIONS)):
            match = pattern.match(words)
            if match and self.part == "closing":
                self._second(paragraph, f"พบหัวข้อ “{words[:30]}” หลังส่วนท้ายรายงาน")
                return True
            if match:
                self.part = part
                self.parts.combined = self.parts.combined or bool(part == "problems" and match["both"])
                if rest := words[match.end() :].strip():
                    getattr(self.parts, part).append(Paragraph(rest, paragraph.place))
                return True
        if self.part != "closing" and begins_closing(words):
            self.part = "closing"
            self.parts.closing.append(paragraph)
            return True
        return False

    def _between(self, paragraph: Paragraph, words: str) -> None:
        if self._is_title(words):
            return
        if is_group(words):
            self.parts.tables.begin_group(words)
            return
        self.parts.stray.append(paragraph)

    def _is_title(self, words: str) -> bool:
        return any(key(words) == key(each.words) for each in self.parts.before[:2])


def _is_tab(paragraph: Paragraph) -> bool:
    """Whether words are a sheet's name."""
    place = paragraph.place
    return bool(place.sheet) and paragraph.words == place.sheet and not place.line


def _is_rows(table: Table) -> bool:
    """Whether a table without heads holds measures."""
    return any(begins_with_code(row[0].text) for row in table.rows if row and len(row) > 1)


def _cells(table: Table) -> list[Cell]:
    return [cell for row in table.rows for cell in row]
