"""A grid as JSON and back: how it comes out of the process in which a stranger's file is read."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, fields
from typing import Any

from document.grid import Block, Cell, Grid, Kind, Note, Paragraph, Picture, Place, Table

_DEFAULTS = asdict(Place())


def to_json(grid: Grid) -> str:
    """The grid as text of ASCII letters."""
    return json.dumps(
        {
            "blocks": [_block(each) for each in grid.blocks],
            "notes": [[each.key, each.message, _place(each.place)] for each in grid.notes],
            "facts": grid.facts,
        }
    )


def from_json(text: str | bytes) -> Grid:
    """The grid that `to_json` wrote."""
    found = json.loads(text)
    notes = tuple(Note(key, message, Place(**place)) for key, message, place in found["notes"])
    return Grid(tuple(_read(each) for each in found["blocks"]), notes, found["facts"])


def _place(place: Place) -> dict[str, Any]:
    return {each.name: value for each in fields(place) if (value := getattr(place, each.name)) != _DEFAULTS[each.name]}


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        rows = [[_cell(cell) for cell in row] for row in block.rows]
        return {"rows": rows, "place": _place(block.place), "ruled": block.ruled}
    if isinstance(block, Picture):
        data = base64.b64encode(block.data).decode()
        return {"data": data, "type": block.media_type, "place": _place(block.place), "caption": block.caption}
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


def _read(block: dict[str, Any]) -> Block:
    if "rows" in block:
        rows = tuple(tuple(_read_cell(cell) for cell in row) for row in block["rows"])
        return Table(rows, Place(**block["place"]), block["ruled"])
    if "data" in block:
        return Picture(base64.b64decode(block["data"]), block["type"], Place(**block["place"]), block["caption"])
    return _read_paragraph(block["paragraph"])


def _read_cell(cell: list[Any]) -> Cell:
    paragraphs, place, row_span, column_span = cell
    return Cell(tuple(map(_read_paragraph, paragraphs)), Place(**place), row_span, column_span)


def _read_paragraph(found: list[Any]) -> Paragraph:
    text, place, marker, level, heading, kind = found
    return Paragraph(text, Place(**place), marker, level, heading, Kind(kind))
