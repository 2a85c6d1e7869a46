"""Word files (.docx, .docm, .dotx) to a grid: every word that is seen, in the order of reading, with its place.

Nothing of them is run or fetched: no macros, no linked pictures, no embedded files, no entities. How changes, lists,
fields and the rest are taken is in the modules of document.grids.word, and why in decision 29.
"""

from __future__ import annotations

from document.embedded import FACTS, NAMESPACE
from document.errors import refuse
from document.grid import Block, Grid, Kind, Paragraph, Picture
from document.grids import foreign
from document.grids.bounds import PLACE
from document.grids.word import margins
from document.grids.word.floats import with_captions
from document.grids.word.names import Element, W, child
from document.grids.word.package import Package, Unreadable, broken
from document.grids.word.reading import Reading
from document.grids.word.story import Story, Where

_MAIN = "word/document.xml"  # where the package doesn't say


def read(data: bytes) -> Grid:
    """The grid of a Word file; ReportError in Thai for what is none, is locked, damaged or too large, or has no words.

    Headers stand first, then the body, then foot- and endnotes, then footers.
    """
    if error := foreign.of_foreign(data):
        raise error
    package = Package(data)
    main, root = _main(package, data)
    body = child(root, "body")
    reading = Reading(package, root if body is None else body, main)
    if any(name.endswith("vbaproject.bin") for name in package.names()):
        reading.remark("macros")
    words = [] if body is None else with_captions(Story(reading, Where(main)).read(body))
    below = margins.notes(reading)
    blocks = margins.of_pages(reading, Kind.HEAD) + words + below + margins.of_pages(reading, Kind.FOOT)
    _refuse_what_has_no_words(Grid(tuple(words + below)), blocks)
    return Grid(tuple(blocks), reading.remarks(), _facts(package))


def _main(package: Package, data: bytes) -> tuple[str, Element]:
    """The part with the words, by name and as XML."""
    main = package.related("", "officeDocument") or _MAIN
    try:
        root = package.xml(main)
    except Unreadable as error:
        if main.lower() in package.names():
            raise broken() from error
        raise foreign.kind_of_container(package.names(), data) from error
    if root.tag != W + "document":
        raise foreign.kind_of_container(package.names(), data)
    return main, root


def _refuse_what_has_no_words(body: Grid, blocks: list[Block]) -> None:
    """A scan has pictures alone; a header above them doesn't make it a report."""
    if not body.is_empty:
        return
    if any(isinstance(each, Picture) for each in blocks):
        raise refuse(PLACE, "มีแต่ภาพ ไม่มีข้อความให้อ่าน (เอกสารสแกน) โปรดพิมพ์ข้อความ หรือแปลงภาพเป็นข้อความ (OCR) แล้วส่งใหม่")
    if not any(isinstance(each, Paragraph) for each in blocks):
        raise refuse(PLACE, "ว่างเปล่า ไม่มีข้อความรายงาน โปรดตรวจว่าเลือกไฟล์ถูกและบันทึกครบ")


def _facts(package: Package) -> str:
    """The text of the part in which a portal puts the facts of what it writes; empty where there is none."""
    try:
        root = package.xml(FACTS)
    except Unreadable:
        return ""
    return (root.text or "") if root.tag == f"{{{NAMESPACE}}}report" else ""
