"""A grid comes as it was out of the process that read a stranger's file, with no more pictures than there is room."""

import pytest

from document.grid import Cell, Grid, Kind, Note, Paragraph, Picture, Place, Table
from document.grids import wire
from tests.document.grids.makers import picture

PLACE = Place(page=2, table=1, row=3, column=4)
PHOTO = Picture(picture(), "image/png", PLACE, "ภาพที่ 1 อบรม")


def test_everything_of_a_grid_comes_back() -> None:
    table = Table(((Cell((Paragraph("ก\nข", PLACE, "1.", 2),), PLACE, 2, 3), Cell()),), PLACE, ruled=False)
    blocks = (Paragraph("หัว", kind=Kind.HEAD, heading=1), table, PHOTO, Picture(b"x", "image/gif"))
    grid = Grid(blocks, (Note("key", "ข้อความ", PLACE),), "{}")
    assert wire.from_json(wire.to_json(grid)) == grid


def test_a_picture_that_stands_on_every_page_goes_once() -> None:
    grid = Grid((Picture(bytes(100_000), "image/bmp"),) * 100)
    assert len(wire.to_json(grid)) < 200_000
    assert wire.from_json(wire.to_json(grid)) == grid


@pytest.mark.parametrize(("bound", "most"), [("MOST_BYTES", 10), ("MOST_PICTURES", 2)])
def test_pictures_beyond_the_bounds_are_left_out_and_noted(
    bound: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, bound, most)
    pictures = [Picture(bytes([number]) * 5, "image/png") for number in range(4)]
    found = wire.from_json(wire.to_json(Grid((Paragraph("ก"), *pictures, Paragraph("ข")))))
    assert found.blocks == (Paragraph("ก"), *pictures[:2], Paragraph("ข"))
    assert [(each.key, each.message[:12]) for each in found.notes] == [("pictures_left_out", "ภาพ 2 ภาพมาก")]
