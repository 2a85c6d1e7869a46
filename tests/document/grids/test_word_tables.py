"""Word's tables: spans as they are seen, wrapped rows and cells, tables within cells, and no table that is too odd."""

import pytest

from document.errors import ReportError
from document.grid import Grid, Kind, Paragraph, Picture, Place, Table
from document.grids import docx as reader
from tests.document.grids.word_files import JPEG, box, docx, p, part, picture, r, relation, sdt, tbl, tc, tr


def grid_of(*body: str) -> Grid:
    return reader.read(docx(*body))


def only(grid: Grid) -> Table:
    (table,) = grid.tables()
    return table


def cells(table: Table) -> list[list[tuple[str, int, int, int]]]:
    """Each cell's words, column, and how many rows and columns it covers."""
    return [[(each.text, each.place.column, each.row_span, each.column_span) for each in row] for row in table.rows]


def test_cells_that_cover_columns_and_rows() -> None:
    table = only(
        grid_of(
            tbl(
                tr("มาตรการ", tc("ผล", span=2), tc("หมายเหตุ", merge="restart")),
                tr(tc("1", merge="restart"), "ก", "ข", tc(p(), merge="")),
                tr(tc(p(), merge="continue"), tc("ค", span=2), tc(p(), merge="")),
            )
        )
    )
    assert cells(table) == [
        [("มาตรการ", 1, 1, 1), ("ผล", 2, 1, 2), ("หมายเหตุ", 4, 3, 1)],
        [("1", 1, 2, 1), ("ก", 2, 1, 1), ("ข", 3, 1, 1)],
        [("ค", 2, 1, 2)],
    ]
    assert table.width == 4
    assert [[cell and cell.text for cell in row] for row in table.full()][2] == ["1", "ค", None, "หมายเหตุ"]


def test_rows_that_begin_and_end_within_the_grid() -> None:
    said = '<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'
    table = only(grid_of(tbl(tr("ก", "ข", "ค"), tr("ง", said=said))))
    assert cells(table)[1] == [("ง", 2, 1, 1)]


def test_old_merges_of_columns() -> None:
    merged = [tc("ก", said='<w:hMerge w:val="restart"/>'), tc("ข", said="<w:hMerge/>"), "ค"]
    assert cells(only(grid_of(tbl(tr(*merged))))) == [[("ก\nข", 1, 1, 2), ("ค", 3, 1, 1)]]


def test_a_merge_without_a_beginning_or_of_another_width_is_a_cell_of_its_own() -> None:
    table = only(grid_of(tbl(tr(tc("ก", merge=""), "ข"), tr(tc("ค", merge=""), "ง"), tr(tc("จ", merge="", span=2)))))
    assert cells(table) == [[("ก\nค", 1, 2, 1), ("ข", 2, 1, 1)], [("ง", 2, 1, 1)], [("จ", 1, 1, 2)]]


def test_words_of_a_cell_that_is_merged_away_are_not_lost() -> None:
    table = only(grid_of(tbl(tr(tc("ก", merge="restart")), tr(tc("ซ่อนอยู่", merge="")))))
    assert cells(table) == [[("ก\nซ่อนอยู่", 1, 2, 1)], []]


@pytest.mark.parametrize("span", [2**31, 10**25, 250, -3])
def test_a_span_that_no_table_has_ends_with_the_table(span: int) -> None:
    table = only(grid_of(tbl(tr("ก", "ข", "ค"), tr(tc("กว้าง", said=f'<w:gridSpan w:val="{span}"/>')), columns=3)))
    assert table.width == 3
    assert table.rows[1][0].text == "กว้าง"


def test_rows_and_cells_within_controls_and_other_wraps() -> None:
    row = tr(sdt(tc("ก")), f"<w:customXml>{tc('ข')}</w:customXml>")
    wrapped = f"<w:customXml><w:customXmlPr/>{sdt(tr('ค', tc(sdt(p('ง')))))}</w:customXml>"
    alternate = f'<mc:AlternateContent><mc:Choice Requires="w14">{tr("จ")}</mc:Choice>'
    alternate += f"<mc:Fallback>{tr('ฉ')}</mc:Fallback></mc:AlternateContent>"
    table = only(grid_of(sdt(tbl(row, wrapped, alternate))))
    assert [[cell.text for cell in row] for row in table.rows] == [["ก", "ข"], ["ค", "ง"], ["จ"]]


def test_hidden_rows_and_deleted_cells_stay_out() -> None:
    grid = grid_of("x", tbl(tr("ก", tc("ลบ", said="<w:cellDel/>"), "ข"), tr("ซ่อน", said="<w:hidden/>")))
    assert [[cell.text for cell in row] for row in only(grid).rows] == [["ก", "ข"]]
    assert [each.key for each in grid.notes] == ["revisions", "hidden"]


def test_a_table_whose_rows_are_all_deleted_is_none() -> None:
    grid = grid_of("x", tbl(tr("ก", said="<w:del/>")), tbl(tr("ข")))
    assert only(grid).place == Place(table=1)


def test_places_within_tables() -> None:
    grid = grid_of("ก่อน", tbl(tr("ก")), "หลัง", tbl(tr("ข", tc(p("ค"), p("ง")))))
    second = list(grid.tables())[1]
    assert second.rows[0][1].place == Place(table=2, row=1, column=2)
    assert [each.place for each in second.rows[0][1].paragraphs] == [Place(table=2, row=1, column=2)] * 2
    assert [each.place.paragraph for each in grid.paragraphs()] == [1, 2]


def test_a_table_within_a_cell_is_read_row_after_row() -> None:
    inner = tbl(tr("ก", tc(p("ข"), p("ค"))), tr(tc(p("ง"), p("จ"), span=2)), tr(tc(p()), tc(p())))
    grid = grid_of(tbl(tr(tc(p("ก่อน"), inner, p("หลัง")), "ข้าง")))
    first = only(grid).rows[0][0]
    assert [each.text for each in first.paragraphs] == ["ก่อน", "ก | ข\nค", "ง", "จ", "หลัง"]
    assert {each.place for each in first.paragraphs} == {Place(table=1, row=1, column=1)}


def nested(depth: int) -> str:
    inner = p("ลึกสุด")
    for _ in range(depth):
        inner = tbl(tr(tc(inner, p())))
    return inner


def test_ten_tables_within_each_other_are_read_and_eleven_are_not() -> None:
    assert only(grid_of(nested(10))).rows[0][0].text == "ลึกสุด"
    with pytest.raises(ReportError, match="ซ้อนกันลึกเกินไป"):
        grid_of(nested(11))
    with pytest.raises(ReportError, match="ซ้อนกันลึกเกินไป"):
        grid_of(nested(400))


def test_a_box_in_a_cell_stays_in_the_cell_and_a_table_in_a_box_is_a_table() -> None:
    grid = grid_of(tbl(tr(tc(p("ก", box(p("กล่อง") + tbl(tr("ข", "ค"))))))), p("ง", box(tbl(tr("จ", "ฉ")))))
    first, second = grid.tables()
    assert [(each.kind, each.text) for each in first.rows[0][0].paragraphs] == [
        (Kind.BODY, "ก"),
        (Kind.BOX, "กล่อง"),
        (Kind.BOX, "ข | ค"),
    ]
    assert [cell.text for cell in second.rows[0]] == ["จ", "ฉ"]


def test_pictures_of_cells_stand_behind_the_table_with_the_words_below_them() -> None:
    photographs = tbl(
        tr(tc(p(picture()), p("ภาพที่ 1 ประชุม")), tc(p(picture())), tc(p(picture(words="ป้ายหน้าห้อง")))),
        tr("ก", "รูปที่ 2 อบรม", "ข"),
    )
    grid = reader.read(
        docx(photographs, "หลัง", related=(relation("p1", "image", "media/a.jpeg"),), parts={"word/media/a.jpeg": JPEG})
    )
    assert [type(each) for each in grid.blocks] == [Table, Picture, Picture, Picture, Paragraph]
    assert [(each.caption, each.place.row, each.place.column) for each in grid.pictures()] == [
        ("ภาพที่ 1 ประชุม", 1, 1),
        ("รูปที่ 2 อบรม", 1, 2),
        ("ป้ายหน้าห้อง", 1, 3),
    ]


def test_a_table_in_a_header_becomes_lines_of_it() -> None:
    grid = reader.read(
        docx(
            "เนื้อ",
            '<w:sectPr><w:headerReference w:type="default" r:id="h1"/></w:sectPr>',
            related=(relation("h1", "header", "header1.xml"),),
            parts={"word/header1.xml": part("hdr", tbl(tr("ตรา", "เทศบาลตำบลทุ่งไทร")) + p(r("")))},
        )
    )
    assert [(each.kind, each.text) for each in grid.blocks if isinstance(each, Paragraph)] == [
        (Kind.HEAD, "ตรา | เทศบาลตำบลทุ่งไทร"),
        (Kind.BODY, "เนื้อ"),
    ]
