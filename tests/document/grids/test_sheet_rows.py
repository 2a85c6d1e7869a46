"""Cells of a sheet become lines and tables: what stands alone above or below a table is no row of it."""

import pytest

from document import ReportError
from document.grid import Grid, Table
from document.grids.sheet_rows import Merge, Sheet, blocks, without
from tests.document.grids import seen


def sheet(rows: list[str], *merges: Merge) -> Sheet:
    """A sheet whose cells are words parted by "|"; empty ones are none."""
    made = Sheet("แผ่น", merges=list(merges))
    for row, line in enumerate(rows):
        for column, text in enumerate(line.split("|")):
            if text.strip():
                made.cells[row, column] = text.strip()
    return made


def read(rows: list[str], *merges: Merge) -> list[str | list[list[str]]]:
    return seen.blocks(Grid(tuple(blocks(sheet(rows, *merges)))))


HEAD, ROW = "ที่|มาตรการ|ผล", "1|จัดทำคู่มือ|แล้ว"


def test_lines_above_and_below_a_table_are_paragraphs() -> None:
    rows = ["รายงาน", "ปี 2566", HEAD, ROW, "ปัญหา : ไม่มี"]
    assert read(rows) == ["รายงาน", "ปี 2566", [HEAD.split("|"), ROW.split("|")], "ปัญหา : ไม่มี"]


def test_blank_rows_part_two_tables() -> None:
    assert read([HEAD, ROW, "", HEAD, ROW]) == [[HEAD.split("|"), ROW.split("|")]] * 2


def test_empty_columns_and_rows_around_a_table_are_cut() -> None:
    [table] = blocks(sheet(["", "||ก|ข", "||ค|ง"]))
    assert isinstance(table, Table)
    assert seen.cells(table) == [["ก", "ข"], ["ค", "ง"]]
    place = table.rows[0][0].place
    assert (place.row, place.column, place.line, place.sheet) == (1, 1, 2, "แผ่น")


def test_a_line_in_the_middle_of_a_table_is_a_row_of_it() -> None:
    rows = [HEAD, "ด้านที่ 1", ROW]
    assert read(rows) == [[HEAD.split("|"), ["ด้านที่ 1", "", ""], ROW.split("|")]]


def test_a_last_row_with_one_cell_further_right_is_a_row() -> None:
    assert read([HEAD, ROW, "|ขั้นที่สอง|"]) == [[HEAD.split("|"), ROW.split("|"), ["", "ขั้นที่สอง", ""]]]


def test_a_last_row_merged_over_the_columns_is_a_line() -> None:
    assert read([HEAD, ROW, "|ลงชื่อ|"], Merge(2, 1, 2, 2))[1:] == ["ลงชื่อ"]


def test_a_merged_title_over_two_rows_is_one_line() -> None:
    assert read(["รายงาน", "", HEAD, ROW], Merge(0, 0, 1, 2)) == ["รายงาน", [HEAD.split("|"), ROW.split("|")]]


def test_a_cell_that_reaches_down_holds_its_rows_together() -> None:
    [table] = blocks(sheet([HEAD, "1|ก|ข", "|ค|", "|ง|"], Merge(1, 0, 3, 0)))
    assert isinstance(table, Table)
    assert seen.spans(table)[1:] == [
        [("1", 3, 1), ("ก", 1, 1), ("ข", 1, 1)],
        [("ค", 1, 1), ("", 1, 1)],
        [("ง", 1, 1), ("", 1, 1)],
    ]
    assert [cell.text if cell else None for cell in table.full()[3]] == ["1", "ง", ""]


def test_words_under_a_merged_cell_are_seen_by_nobody() -> None:
    assert read(["ก|ซ่อน|ข", "ค|ง|จ"], Merge(0, 0, 0, 1)) == [[["ก", "ข"], ["ค", "ง", "จ"]]]


def test_a_title_merged_over_all_columns_of_the_program_reaches_as_far_as_there_are_words() -> None:
    assert read(["ก|ข", "ค|", "ง|จ"], Merge(1, 0, 1, 16_383)) == [[["ก", "ข"], ["ค"], ["ง", "จ"]]]


def test_merges_over_each_other_leave_the_first() -> None:
    assert read(["ก|ข|ค", "ง|จ|ฉ"], Merge(0, 0, 1, 1), Merge(1, 1, 1, 2)) == [[["ก", "ค"], ["ฉ"]]]


def test_hidden_rows_and_columns_are_left_out_and_lines_keep_their_numbers() -> None:
    seen_sheet = without(sheet([HEAD, "1|ลับ|ก", "2|ลับ|ข", "3|ลับ|ค"], Merge(1, 0, 2, 0)), {1, 2}, {1})
    [table] = blocks(seen_sheet)
    assert isinstance(table, Table)
    assert seen.cells(table) == [["ที่", "ผล"], ["3", "ค"]]
    assert [row[0].place.line for row in table.rows] == [1, 4]


def test_a_merged_cell_whose_first_row_is_hidden_keeps_its_words() -> None:
    [table] = blocks(without(sheet(["หนึ่ง|ก", "|ข", "|ค", "สอง|ง"], Merge(0, 0, 2, 0)), {0}, set()))
    assert isinstance(table, Table)
    assert seen.spans(table) == [[("หนึ่ง", 2, 1), ("ข", 1, 1)], [("ค", 1, 1)], [("สอง", 1, 1), ("ง", 1, 1)]]


@pytest.mark.parametrize(
    ("made", "what"),
    [
        (Sheet(cells={(0, column): "ก" for column in range(201)}), "คอลัมน์"),
        (Sheet(cells={(0, 0): "ก", (0, 16_383): "ข", (1, 0): "ค"}), "คอลัมน์"),
        (Sheet(cells={(row, 0): "ก" for row in range(200_001)}), "ช่อง"),
        (Sheet(cells={(0, 0): "ก"}, merges=[Merge(row, 0, row + 199, 199) for row in range(0, 10_000, 200)]), "ช่อง"),
    ],
    ids=["201 columns", "two cells far apart", "200,001 cells", "huge merges"],
)
def test_more_than_a_report_has_is_refused(made: Sheet, what: str) -> None:
    with pytest.raises(ReportError) as error:
        blocks(made)
    assert seen.refusal(error).startswith(f"มี{what}เกิน")
