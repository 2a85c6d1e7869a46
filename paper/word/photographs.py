"""The photographs behind a Word report: each above its caption, which is its alternative text too."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from docx.shared import Mm
from docx.text.run import Run

from document import ReportDocument
from paper.annex.content import Entry, annex_of
from paper.paper import Paper

HEADING = "ภาพประกอบ"
# Width and height: two stand on an upright page, one on a lying one.
_LARGEST = {"landscape": (Mm(200), Mm(125)), "portrait": (Mm(150), Mm(95))}


def photographs_of(report: ReportDocument, paper: Paper) -> Iterator[tuple[bytes, str]]:
    """Each photograph of the paper with its caption, in the order of the annex."""
    annex = annex_of(report, paper)
    for row in annex.rows if annex else ():
        for entry in row:
            if entry.source:
                yield paper.photographs[entry.item.digest], _caption(entry)


def _caption(entry: Entry) -> str:
    day = f" วันที่ {entry.item.day}" if entry.item.day else ""
    return " ".join(f"ภาพที่ {entry.number} {entry.item.caption} มาตรการ {entry.measure}{day}".split())


def place(run: Run, data: bytes, words: str, orientation: str) -> None:
    """Puts a picture into a run, as large as there is room for on such a page, described by the words."""
    shape = run.add_picture(BytesIO(data))
    widest, highest = _LARGEST[orientation]
    share = min(widest / shape.width, highest / shape.height)
    shape.width, shape.height = int(shape.width * share), int(shape.height * share)  # type: ignore[assignment]  # EMU are numbers
    shape._inline.docPr.set("descr", words)  # python-docx has no name for it
