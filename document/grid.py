"""What every file is before anybody understands it: paragraphs, tables and pictures in order, each with its place.

A grid knows nothing of reports: a reader of a kind of file (document.grids) makes it, and document.understanding reads
reports out of it, the same way whatever the file was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """Where on its page a paragraph stands."""

    BODY = "body"
    HEAD = "head"  # a page's header
    FOOT = "foot"  # a page's footer or a footnote
    BOX = "box"  # a text box, which floats beside the words


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, as a person finds it: numbers from 1, 0 where the file has no such thing."""

    page: int = 0
    sheet: str = ""
    table: int = 0
    row: int = 0
    column: int = 0
    paragraph: int = 0
    line: int = 0

    def __str__(self) -> str:
        parts = [f"แผ่นงาน {self.sheet}" if self.sheet else "", f"หน้า {self.page}" if self.page else ""]
        if self.table:
            parts += [f"ตารางที่ {self.table}", f"แถวที่ {self.row}" if self.row else ""]
            parts.append(f"ช่องที่ {self.column}" if self.column else "")
        elif self.line:
            parts.append(f"บรรทัดที่ {self.line}")
        elif self.paragraph:
            parts.append(f"ย่อหน้าที่ {self.paragraph}")
        if self.table and self.line:
            parts.append(f"(บรรทัดที่ {self.line})")
        return " ".join(part for part in parts if part) or "ไฟล์"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words between two ends of a paragraph; "\\n" where the writer broke a line within it.

    `marker` is the number or dash that the program draws before a list's item and that stands nowhere in the words
    ("1.", "๑.", "1.1", "ก.", "•"), `level` how far the item is set in (from 0). `heading` is the outline level of a
    heading (from 1), 0 for other words.
    """

    text: str
    place: Place = Place()
    marker: str = ""
    level: int = 0
    heading: int = 0
    kind: Kind = Kind.BODY

    @property
    def words(self) -> str:
        """What a person sees: the marker and the words."""
        return f"{self.marker} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the file, as it lies there, with the words that stand as its caption or alternative text."""

    data: bytes = field(repr=False)
    media_type: str
    place: Place = Place()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its paragraphs; `row_span` and `column_span` count the rows and columns that it covers (from 1).

    Words of a table within the cell stand among its paragraphs, row after row, cells parted by " | ".
    """

    paragraphs: tuple[Paragraph, ...] = ()
    place: Place = Place()
    row_span: int = 1
    column_span: int = 1

    @property
    def text(self) -> str:
        """All words of the cell, a line a paragraph."""
        return "\n".join(each.words for each in self.paragraphs if each.words)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells as the file has them: a cell that covers others stands once, at its upper left corner.

    `column` of a cell's place is that of the grid of columns, so that cells of one column have one number whatever is
    merged beside them. `ruled` is False where nothing but tabs or white space parts the cells.
    """

    rows: tuple[tuple[Cell, ...], ...]
    place: Place = Place()
    ruled: bool = True

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return max((cell.place.column + cell.column_span - 1 for row in self.rows for cell in row), default=0)

    def full(self) -> tuple[tuple[Cell | None, ...], ...]:
        """The rows with every column in its place: None where no cell is or where one reaches in from the left; a cell
        that reaches down stands in each of its rows.
        """
        width = self.width
        filled: list[list[Cell | None]] = [[None] * width for _ in self.rows]
        for top, row in enumerate(self.rows):
            for cell in row:
                for below in range(top, min(top + cell.row_span, len(self.rows))):
                    filled[below][cell.place.column - 1] = cell
        return tuple(tuple(row) for row in filled)


Block = Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader of files did that a person should know: changes taken as accepted, a formula's last value taken."""

    key: str
    message: str
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Grid:
    """A whole file: its blocks in the order of reading, and the notes of whoever read the bytes.

    `facts` is what a portal put beside the words when it wrote the file (document.embedded), empty in all others.
    """

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    facts: str = ""

    def paragraphs(self, *kinds: Kind) -> Iterator[Paragraph]:
        """The paragraphs outside tables of these kinds (of the body by default), in order."""
        wanted = kinds or (Kind.BODY,)
        return (each for each in self.blocks if isinstance(each, Paragraph) and each.kind in wanted)

    def tables(self) -> Iterator[Table]:
        """The tables in order."""
        return (each for each in self.blocks if isinstance(each, Table))

    def pictures(self) -> Iterator[Picture]:
        """The pictures in order."""
        return (each for each in self.blocks if isinstance(each, Picture))

    @property
    def is_empty(self) -> bool:
        """Whether not one word stands in it."""
        tables = any(cell.text for table in self.tables() for row in table.rows for cell in row)
        return not tables and not any(each.words for each in self.blocks if isinstance(each, Paragraph))


def letters(column: int) -> str:
    """The letters of a column, counted from 0, as spreadsheets name it."""
    named, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        named = chr(ord("A") + rest) + named
    return named
