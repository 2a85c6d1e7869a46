"""A grid as JSON and back: how it comes out of the process in which a stranger's file is read."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from document.grid import Block, Cell, Grid, Kind, Note, Paragraph, Picture, Place, Table

_DEFAULTS = asdict(Place())
MOST_BYTES = 25 * 1024 * 1024  # of all pictures together, each counted once
MOST_PICTURES = 200


def to_json(grid: Grid) -> str:
    """The grid as text of ASCII letters; a picture that stands several times goes once, and no more of them than the
    bounds: what is left out is noted.
    """
    kept = _Pictures()
    blocks = [made for each in grid.blocks if (made := _block(each, kept)) is not None]
    notes = [*grid.notes]
    if kept.left_out:
        notes.append(Note("pictures_left_out", f"ภาพ {kept.left_out} ภาพมากหรือใหญ่เกินไป ไม่ได้นำมา โปรดแนบแยก"))
    return json.dumps(
        {
            "blocks": blocks,
            "notes": [[each.key, each.message, _place(each.place)] for each in notes],
            "facts": grid.facts,
            "pictures": [base64.b64encode(data).decode() for data in kept.numbers],
        }
    )


def from_json(text: str | bytes) -> Grid:
    """The grid that `to_json` wrote."""
    found = json.loads(text)
    notes = tuple(Note(key, message, Place(**place)) for key, message, place in found["notes"])
    pictures = [base64.b64decode(each) for each in found["pictures"]]
    return Grid(tuple(_read(each, pictures) for each in found["blocks"]), notes, found["facts"])


@dataclass(slots=True)
class _Pictures:
    """The pictures that go along, each with its number."""

    numbers: dict[bytes, int] = field(default_factory=dict)
    size: int = 0
    shown: int = 0
    left_out: int = 0

    def number(self, data: bytes) -> int | None:
        """The number of a picture; None for one that has no room."""
        self.shown += 1
        if data not in self.numbers and self.size + len(data) <= MOST_BYTES and self.shown <= MOST_PICTURES:
            self.numbers[data] = len(self.numbers)
            self.size += len(data)
        found = self.numbers.get(data) if self.shown <= MOST_PICTURES else None
        self.left_out += found is None
        return found


def _place(place: Place) -> dict[str, Any]:
    return {each.name: value for each in fields(place) if (value := getattr(place, each.name)) != _DEFAULTS[each.name]}


def _block(block: Block, kept: _Pictures) -> dict[str, Any] | None:
    if isinstance(block, Table):
        rows = [[_cell(cell) for cell in row] for row in block.rows]
        return {"rows": rows, "place": _place(block.place), "ruled": block.ruled}
    if isinstance(block, Picture):
        number = kept.number(block.data)
        if number is None:
            return None
        return {"picture": number, "type": block.media_type, "place": _place(block.place), "caption": block.caption}
    return {"paragraph": _paragraph(block)}


def _cell(cell: Cell) -> list[Any]:
    return [[_paragraph(each) for each in cell.paragraphs], _place(cell.place), cell.row_span, cell.column_span]


def _paragraph(paragraph: Paragraph) -> list[Any]:
    return [
        paragraph.text,
        _place(paragraph.place),
        paragraph.marker,
        paragraph.level,
        paragraph.heading,
        paragraph.kind,
    ]


def _read(block: dict[str, Any], pictures: Sequence[bytes]) -> Block:
    if "rows" in block:
        rows = tuple(tuple(_read_cell(cell) for cell in row) for row in block["rows"])
        return Table(rows, Place(**block["place"]), block["ruled"])
    if "picture" in block:
        return Picture(pictures[block["picture"]], block["type"], Place(**block["place"]), block["caption"])
    return _read_paragraph(block["paragraph"])


def _read_cell(cell: list[Any]) -> Cell:
    paragraphs, place, row_span, column_span = cell
    return Cell(tuple(map(_read_paragraph, paragraphs)), Place(**place), row_span, column_span)


def _read_paragraph(found: list[Any]) -> Paragraph:
    text, place, marker, level, heading, kind = found
    return Paragraph(text, Place(**place), marker, level, heading, Kind(kind))
