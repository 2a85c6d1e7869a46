"""Strangers' files read in a process of their own: a grid, or a refusal in Thai, whatever the bytes are."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

from document.errors import Problem, ReportError, refuse
from document.grid import Grid
from document.grids import wire
from document.grids.bounds import PLACE
from document.readers import by_grid
from document.readers.reading import Reading
from ita.catalogue import Catalogue
from pades.examination import sandbox

_TOO_COSTLY = "อ่านไฟล์นี้ใช้เวลาหรือหน่วยความจำมากเกินไป จึงหยุดอ่าน โปรดแบ่งไฟล์ หรือคัดลอกข้อความมาวาง"
_BUSY = "ระบบกำลังอ่านไฟล์อื่นอยู่ โปรดลองอีกครั้งในอีกสักครู่"


def reader_of(kind: str) -> Callable[..., Reading]:
    """The reader of files of a kind (a module of document.grids, or `office`), as the registry wants it."""
    return partial(_read, kind)


def grid_of(kind: str, data: bytes) -> Grid:
    """The grid of a file; ReportError for what can't be read, or not within the bounds."""
    if kind == "office":
        from document.grids import office  # noqa: PLC0415 - loaded where an old file is read

        return office.read(data, read_word=partial(grid_of, "docx"))
    try:
        done = sandbox.run("document.grids.inside", kind.encode() + b"\n" + data)
    except sandbox.Busy as error:
        raise refuse(PLACE, _BUSY) from error
    if done is None:
        raise refuse(PLACE, _TOO_COSTLY)
    if done.startswith(b'{"problems"'):
        raise ReportError([Problem(*each) for each in json.loads(done)["problems"]])
    return wire.from_json(done)


def _read(kind: str, data: bytes, *, agency: str = "", catalogue: Catalogue | None = None, year: int = 0) -> Reading:
    return by_grid.read(grid_of(kind, data), agency=agency, catalogue=catalogue, year=year)
