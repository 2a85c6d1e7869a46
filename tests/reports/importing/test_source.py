"""What a file shows goes into the database and comes back, whatever its letters are."""

from __future__ import annotations

from dataclasses import replace

from document.doubts import Doubt
from document.grid import Cell, Grid, Note, Paragraph, Picture, Place, Table
from document.readers import text
from reports.importing.source import Source, from_data, to_data
from tests.document import samples

PLACE = Place(sheet="แผ่น", table=1, row=2, column=3)
GRID = Grid(
    (
        Paragraph("ชื่อ", Place(paragraph=1), "1.", 1, 2),
        Table(((Cell((Paragraph("ช่อง"),), PLACE, 2, 1),),), Place(table=1), ruled=False),
        Picture(b"", "image/png", PLACE, "ภาพ"),
    ),
    (Note("encoding", "เดารหัส", PLACE),),
)


def test_a_grid_and_a_document_come_back() -> None:
    document = text.read(samples.SEED).document
    for source in (Source(GRID), Source(None, document, (Doubt("a", "ที่", "ข้อความ"),), "พิสูจน์แล้ว")):
        assert from_data(to_data(source)) == source


def test_letters_that_no_database_holds_are_left_out() -> None:
    odd = replace(GRID, blocks=(Paragraph("ก\0ข\ud800ค"),), notes=())
    found = from_data(to_data(Source(odd))).grid
    assert found is not None
    assert [each.words for each in found.paragraphs()] == ["กข?ค"]
