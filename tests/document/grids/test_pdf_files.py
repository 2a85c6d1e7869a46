"""PDF files of other makers: ruled tables, tables over pages, paragraphs, headers and footers; scans are refused."""

from itertools import pairwise

import pytest

from document import ReportError
from document.grid import Kind, Picture, Place
from document.grids import pdf
from tests.document.grids import makers, seen
from tests.document.grids.makers import ruled, said

ACROSS, DOWN = [50.0, 150.0, 350.0, 545.0], [800.0, 770.0, 740.0, 710.0]


def grid_of(words: list[list[str]], down: list[float] = DOWN) -> bytes:
    """A drawn table with its words, a row of cells for each line."""
    cells = [
        said(ACROSS[column] + 5, down[row + 1] + 10, text.encode("cp874"))
        for row, line in enumerate(words)
        for column, text in enumerate(line)
        if text
    ]
    return ruled(ACROSS, down) + b"".join(cells)


HEAD, ROWS = ["No", "Measure", "Result"], [["1", "Manual", "Done"], ["2", "Meeting", "Yes"]]


def test_a_ruled_table_and_the_words_around_it() -> None:
    page = said(50, 815, b"Report") + grid_of([HEAD, *ROWS]) + said(50, 690, b"Signed")
    grid = pdf.read(makers.pdf([page]))
    assert seen.blocks(grid) == ["Report", [HEAD, *ROWS], "Signed"]
    assert seen.table(grid).rows[2][1].place == Place(page=1, table=1, row=3, column=2)


@pytest.mark.parametrize("drawn", ["rectangles", "thin", "one path", "clipped", "form"])
def test_lines_in_all_ways_of_drawing(drawn: str) -> None:
    boxes = [(x, y, right - x, top - y) for x, right in pairwise(ACROSS) for top, y in pairwise(DOWN)]
    lines = b"".join(b"%g %g %g 1 re f\n" % (ACROSS[0], y, ACROSS[-1] - ACROSS[0]) for y in DOWN)
    lines += b"".join(b"%g %g 0.5 %g re f\n" % (x, DOWN[-1], DOWN[0] - DOWN[-1]) for x in ACROSS)
    sides = [((x, y, 0.6, h), (x, y, w, h)) for x, y, w, h in boxes] + [
        ((x, y, w, 0.6), (x, y, w, h)) for x, y, w, h in boxes
    ]
    sides += [((545, 710, 0.6, 90), (545, 710, 9, 90)), ((50, 800, 495, 0.6), (50, 800, 495, 9))]
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 999 999]/Matrix[1 0 0 1 10 0]/Length %d>>stream\n%s\nendstream"
    moved = ruled([x - 10 for x in ACROSS], DOWN)
    drawing = {
        "rectangles": b"".join(b"%g %g %g %g re S\n" % box for box in boxes),
        "thin": lines,
        "one path": b"".join(b"%g %g %g %g re\n" % box for box in boxes) + b"S\n",
        "clipped": b"".join(b"q %g %g %g %g re W n %g %g %g %g re f Q\n" % (*clip, *box) for clip, box in sides),
        "form": b"/X Do\n",
    }[drawn]
    words = grid_of([HEAD, *ROWS])[len(ruled(ACROSS, DOWN)) :]
    made = makers.pdf([drawing + words], resources="/XObject<</X 10 0 R>>", objects=[form % (len(moved), moved)])
    assert seen.cells(seen.table(pdf.read(made))) == [HEAD, *ROWS]


def test_missing_lines_merge_cells() -> None:
    lines = (
        b"50 800 495 -90 re S 50 770 m 545 770 l S 150 740 m 545 740 l S 150 770 m 150 710 l S 350 740 m 350 710 l S\n"
    )
    words = (
        said(60, 780, b"Title")
        + said(60, 750, b"1")
        + said(160, 750, b"Wide")
        + said(160, 720, b"a")
        + said(360, 720, b"b")
    )
    assert seen.spans(seen.table(pdf.read(makers.pdf([lines + words])))) == [
        [("Title", 1, 3)],
        [("1", 2, 1), ("Wide", 1, 2)],
        [("a", 1, 1), ("b", 1, 1)],
    ]


def test_a_frame_around_words_is_no_table_nor_is_a_table_within_a_cell() -> None:
    framed = pdf.read(makers.pdf([b"40 600 520 230 re S\n" + said(60, 780, b"Words")]))
    assert seen.blocks(framed) == ["Words"]
    inner = ruled([160, 200, 240], [765, 755, 745]) + said(165, 747, b"x", 6)
    assert seen.cells(
        seen.table(pdf.read(makers.pdf([grid_of([HEAD, ["1", "", "Done"]], [800, 770, 740]) + inner])))
    ) == [
        HEAD,
        ["1", "x", "Done"],
    ]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_seen(rotate: int) -> None:
    turn = {0: b"", 90: b"0 1 -1 0 595 0 cm\n", 180: b"-1 0 0 -1 595 842 cm\n", 270: b"0 -1 1 0 0 842 cm\n"}[rotate]
    down = [500.0, 470.0, 440.0]
    grid = pdf.read(makers.pdf([turn + grid_of([HEAD, ROWS[0]], down)], rotate=rotate))
    assert seen.cells(seen.table(grid)) == [HEAD, ROWS[0]]


def test_a_table_over_pages_is_one_and_its_head_stands_once() -> None:
    pages = [
        said(50, 815, b"Report") + grid_of([HEAD, *ROWS]),
        grid_of([HEAD, ["3", "c", "d"], ["", "e", "f"]]),
        grid_of(ROWS, [800, 770, 740]),
    ]
    grid = pdf.read(makers.pdf(pages))
    assert seen.cells(seen.table(grid)) == [HEAD, *ROWS, ["3", "c", "d"], ["", "e", "f"], *ROWS]
    assert [row[0].place.page for row in seen.table(grid).rows] == [1, 1, 1, 2, 2, 3, 3]
    assert seen.notes(grid) == []


def test_a_row_that_may_go_on_over_pages_is_noted() -> None:
    grid = pdf.read(makers.pdf([grid_of([HEAD, *ROWS]), grid_of([HEAD, ["", "more", ""]], [800, 770, 740])]))
    assert [(note.key, note.place) for note in grid.notes] == [("row_over_pages", Place(page=2, table=1))]


def test_tables_with_words_between_them_or_other_columns_are_two() -> None:
    apart = [grid_of([HEAD, *ROWS]) + said(50, 600, b"Second"), grid_of([HEAD, *ROWS])]
    assert len(list(pdf.read(makers.pdf(apart)).tables())) == 2
    other = [grid_of([HEAD, *ROWS]), ruled([50, 300, 545], [800, 770]) + said(60, 780, b"x")]
    assert len(list(pdf.read(makers.pdf(other)).tables())) == 2


def test_headers_footers_and_page_numbers_are_apart_and_stand_once() -> None:
    pages = [
        said(250, 820, b"Office") + said(50, 700, b"Body %d." % n) + said(280, 20, b"- %d -" % n) for n in (1, 2, 3)
    ]
    grid = pdf.read(makers.pdf(pages))
    assert [each.text for each in grid.paragraphs()] == ["Body 1.", "Body 2.", "Body 3."]
    assert [(each.text, each.kind) for each in grid.paragraphs(Kind.HEAD, Kind.FOOT)] == [
        ("Office", Kind.HEAD),
        ("- 1 -", Kind.FOOT),
    ]


def test_lines_that_run_on_are_one_paragraph() -> None:
    long = b"word " * 20
    page = said(50, 700, long + b"end") + said(50, 684, long + b"end") + said(50, 668, b"short") + said(50, 652, b"New")
    page += said(50, 636, b"1. item") + said(50, 620, b"- dash")
    words = " ".join(["word"] * 20)
    expected = [f"{words} end {words} end short", "New", "1. item", "- dash"]
    assert [each.text for each in pdf.read(makers.pdf([page])).paragraphs()] == expected


def test_thai_in_a_font_of_older_programs_is_thai() -> None:
    page = said(50, 700, "รายงานผลการดำเนินการ".encode("cp874"))
    assert [each.text for each in pdf.read(makers.pdf([page])).paragraphs()] == ["รายงานผลการดำเนินการ"]


def image(data: bytes, size: int) -> bytes:
    return (
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
        b"/Length %d>>stream\n%s\nendstream" % (size, size, len(data), data)
    )


JPEG = makers.picture("JPEG", (8, 8))


def pictured(pages: list[bytes]) -> bytes:
    """A PDF whose pages may draw a picture as /X."""
    return makers.pdf(pages, resources="/XObject<</X 10 0 R>>", objects=[image(JPEG, 8)])


def test_a_scan_is_refused_by_name_and_a_scanned_page_noted() -> None:
    scanned, written = b"q 595 0 0 842 0 0 cm /X Do Q\n", said(50, 700, b"Words enough for a page of a report")
    with pytest.raises(ReportError) as error:
        pdf.read(pictured([scanned, scanned]))
    assert seen.refusal(error).startswith("เป็น PDF จากการสแกนหรือถ่ายภาพ")
    grid = pdf.read(pictured([written, scanned]))
    assert [(note.key, note.place.page) for note in grid.notes] == [("picture_of_a_page", 2)]


def test_photographs_are_kept_aside() -> None:
    page = said(50, 700, b"Words") + b"q 200 0 0 100 50 400 cm /X Do Q q 20 0 0 20 50 300 cm /X Do Q\n"
    assert list(pdf.read(pictured([page])).pictures()) == [Picture(JPEG, "image/jpeg", Place(page=1))]
