"""CSV files of every program: what parts the cells, quotes, encodings, the guard of our own files."""

import pytest

from document import ReportError
from document.grids import csv
from document.writers.spreadsheet import csv_row
from tests.document.grids import seen

ROWS = [["ที่", "มาตรการ", "ผล"], ["1", "จัดทำคู่มือ\nและเผยแพร่", "แล้ว, ครบ"], ["2", 'เรียก "คู่มือ"', "ยัง; ไม่"]]


def written(rows: list[list[str]], sign: str, end: str = "\r\n") -> str:
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in rows]
    return end.join(sign.join(row) for row in quoted) + end


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
def test_every_delimiter_in_every_encoding(sign: str, codec: str) -> None:
    grid = csv.read(written(ROWS, sign).encode(codec))
    assert seen.blocks(grid) == [ROWS]
    assert seen.notes(grid) == (["encoding"] if codec == "cp874" else [])


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("ที่;ก;ข\n1;1,5;2,5\n2;3,5;4,5\n", [["ที่", "ก", "ข"], ["1", "1,5", "2,5"], ["2", "3,5", "4,5"]]),
        ("1,2,3\n4,5,6\n", [["1", "2", "3"], ["4", "5", "6"]]),
        ("ก\tข, ค, ง\tจ\n1\tข, ค\tฉ\n", [["ก", "ข, ค, ง", "จ"], ["1", "ข, ค", "ฉ"]]),
        ("sep=;\nก;ข\nค,ง,จ;ฉ\n", [["ก", "ข"], ["ค,ง,จ", "ฉ"]]),
        ("ก,ข;ค,ง\nจ,ฉ;ช,ซ\n", [["ก", "ข;ค", "ง"], ["จ", "ฉ;ช", "ซ"]]),
    ],
    ids=["decimal commas", "digits alone", "commas in cells of tabs", "declared", "semicolons in cells"],
)
def test_the_delimiter_is_known_by_the_rows(text: str, rows: list[list[str]]) -> None:
    assert seen.blocks(csv.read(text.encode())) == [rows]


def test_lines_around_the_table_are_paragraphs_and_places_are_lines_of_the_file() -> None:
    grid = csv.read('รายงาน,,\n,,\nที่,ก,ข\n1,"ค\nง",จ\n2,ฉ,ช\nลงชื่อ,,\n'.encode())
    assert seen.blocks(grid) == ["รายงาน", [["ที่", "ก", "ข"], ["1", "ค\nง", "จ"], ["2", "ฉ", "ช"]], "ลงชื่อ"]
    assert [row[0].place.line for row in seen.table(grid).rows] == [3, 4, 6]
    assert str(seen.table(grid).rows[2][1].place) == "ตารางที่ 1 แถวที่ 3 ช่องที่ 2 (บรรทัดที่ 6)"


def test_the_guard_of_our_own_files_is_taken_off() -> None:
    row = ["=1+1", "-5", "- ข้อ", "'อ้าง'", "'=x", "ก"]
    assert seen.cells(seen.table(csv.read(("\ufeff" + csv_row(row) * 2).encode()))) == [row, row]


def test_a_file_cut_within_quotes_is_read_and_said() -> None:
    grid = csv.read('ก,ข\nค,"ง'.encode())
    assert (seen.blocks(grid), seen.notes(grid)) == ([[["ก", "ข"], ["ค", "ง"]]], ["unclosed"])


@pytest.mark.parametrize(
    ("data", "begins"),
    [
        (b"", "ว่างเปล่า"),
        (b"%PDF-1.7", "เป็นแฟ้ม PDF"),
        (b"PK\x03\x04xl/", "เป็นแฟ้ม Excel (.xlsx)"),
        (b'{"a": 1}', "เป็นแฟ้ม JSON ไม่ใช่ไฟล์ CSV โปรดเลือกไฟล์ใหม่"),
        (b"<html><p>x", "เป็นแฟ้ม HTML ไม่ใช่ไฟล์ CSV โปรดเลือกไฟล์ใหม่"),
        ("ก,ข\n".encode()[:-3], "ถูกตัดกลางตัวอักษร"),
        (b"x," * 1_000 + b"x", "มีคอลัมน์เกิน 200"),
        (b'x,y\n1,"' + b"x" * 200_000, "มีช่องที่ยาวผิดปกติ"),
    ],
    ids=["empty", "pdf", "xlsx", "json", "html", "cut", "1,000 columns", "one long cell"],
)
def test_what_is_no_csv_of_a_report_is_refused_by_name(data: bytes, begins: str) -> None:
    with pytest.raises(ReportError) as error:
        csv.read(data)
    assert seen.refusal(error).startswith(begins)
