"""What a file that is brought in shows: its grid, or the document of a file that a portal wrote."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from accounts.models import Agency
from document import ReportDocument, from_json
from document import to_data as document_data
from document.doubts import Doubt
from document.embedded import unwrapped, words_digest
from document.errors import refuse
from document.grid import Grid, Note, Picture
from document.grids import text, wire
from document.readers.encoding import decode
from files import store
from ita.catalogue import Catalogue
from reports.formats import sandboxed
from reports.formats.registry import READABLE, format_of, reader_for

PLACE = "ไฟล์"
TEXT, CLIPBOARD = ".txt", "clipboard"
# What browsers draw and nothing runs in; another picture is told by its words alone.
DRAWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


@dataclass(frozen=True, slots=True)
class Source:
    """The grid of a file of words, or a portal's document with its doubts and what its signatures prove."""

    grid: Grid | None = None
    document: ReportDocument | None = None
    doubts: tuple[Doubt, ...] = ()
    proof: str = ""


def read_source(agency: Agency, data: bytes, extension: str, catalogue: Catalogue) -> Source:
    """What a file shows. Raises ReportError for one that can't be read, or whose facts are another agency's."""
    found = format_of(extension)
    if extension == CLIPBOARD:
        return Source(sandboxed.grid_of(CLIPBOARD, data))
    if found is None or not (found.reader or found.grid):
        raise refuse("", f"อ่านไฟล์ชนิดนี้ไม่ได้ อ่านได้เฉพาะ {' '.join(READABLE)} หรือวางข้อความแทน")
    if found.extension == TEXT:
        return Source(_of_text(data))
    if found.grid:
        return _of_words(agency, sandboxed.grid_of(found.grid, data))
    from reports.formats import pdf_reader  # noqa: PLC0415 - loaded where a PDF is read

    if found.extension == ".pdf" and pdf_reader.report_in(data) is None:
        return Source(sandboxed.grid_of("pdf", data))
    reader = reader_for(extension)
    if reader is None:
        raise AssertionError(extension)  # a format with neither was refused above
    reading = reader(data, catalogue=catalogue)
    _require_own(agency, reading.document)
    return Source(None, reading.document, reading.warnings, reading.proof)


def _of_text(data: bytes) -> Grid:
    decoded = decode(data)
    grid = text.grid(decoded.text)
    return replace(grid, notes=(*grid.notes, Note("encoding", decoded.doubt))) if decoded.doubt else grid


def _of_words(agency: Agency, grid: Grid) -> Source:
    """A file that a portal wrote and nobody changed comes by its facts."""
    found = unwrapped(grid.facts) if grid.facts else None
    if found is None:
        return Source(grid)
    if found.words == words_digest(grid):
        _require_own(agency, found.document)
        return Source(grid, found.document)
    note = Note("written-on", "ข้อความถูกแก้หลังออกจากระบบ จึงอ่านตามข้อความในไฟล์")
    return Source(replace(grid, notes=(*grid.notes, note), facts=""))


def _require_own(agency: Agency, document: ReportDocument) -> None:
    if document.agency not in ("", agency.name):
        raise refuse("", f"เป็นรายงานของ “{document.agency}” ไม่ใช่ของ{agency.name}")


def keep_pictures(grid: Grid | None) -> tuple[Grid | None, list[str]]:
    """The grid without the bytes of its pictures, and their digests in the store; empty for what no browser draws."""
    if grid is None:
        return None, []
    digests = [store.put(each.data) if each.media_type in DRAWN else "" for each in grid.pictures()]
    blocks = tuple(replace(each, data=b"") if isinstance(each, Picture) else each for each in grid.blocks)
    return replace(grid, blocks=blocks), digests


def to_data(source: Source) -> dict[str, Any]:
    """The source as a draft holds it: plain data for JSON."""
    data = {
        "grid": json.loads(wire.to_json(source.grid)) if source.grid else None,
        "document": document_data(source.document) if source.document else None,
        "doubts": [[each.key, each.place, each.message] for each in source.doubts],
        "proof": source.proof,
    }
    return {name: _storable(value) for name, value in data.items()}


def _storable(value: Any) -> Any:  # noqa: ANN401 - JSON
    """JSON without what no database of ours holds: NUL, and halves of a sign."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_storable(each) for each in value]
    if isinstance(value, dict):
        return {name: _storable(each) for name, each in value.items()}
    return value


def from_data(found: Mapping[str, Any]) -> Source:
    """The source that `to_data` wrote."""
    return Source(
        wire.from_json(json.dumps(found["grid"])) if found["grid"] else None,
        from_json(found["document"]) if found["document"] else None,
        tuple(Doubt(key, place, message) for key, place, message in found["doubts"]),
        found["proof"],
    )
