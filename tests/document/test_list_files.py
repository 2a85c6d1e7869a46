"""Lists as files: the first table as CSV, a sheet a table as a workbook, real days, never a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date

import pytest

from document.grid import Table as GridTable
from document.grids import sheets
from document.writers.tables import FORMATS, Table, list_format
from document.writers.workbook import Value, height

DAY = date(2023, 9, 29)
ROWS: list[list[Value]] = [["=1+1", 12, DAY], ["http://127.0.0.1/\nบรรทัดสอง", None, None], ["ก" * 40_000, 0, DAY]]
TABLES = [Table("มาตรการ", [("คำ", 30), ("จำนวน", 8), ("วัน", 14)], ROWS), Table("อื่น", [("ที่", 8)], [])]


def written(extension: str) -> bytes:
    found = list_format(extension)
    assert found is not None
    return found.write("รายการ", TABLES)


def parts() -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(written("xlsx"))) as package:
        return {name: package.read(name).decode() for name in package.namelist() if name.endswith(".xml")}


def test_csv_holds_the_first_table_with_days_in_words_and_formulas_as_text() -> None:
    rows = list(csv.reader(io.StringIO(written("csv").decode("utf-8-sig"))))
    assert rows[:3] == [
        ["คำ", "จำนวน", "วัน"],
        ["'=1+1", "12", "29 กันยายน 2566"],
        ["http://127.0.0.1/\nบรรทัดสอง", "", ""],
    ]
    assert len(rows) == 4


def test_a_workbook_has_a_sheet_a_table_with_real_days_and_numbers() -> None:
    found = parts()
    assert re.findall(r'<sheet name="([^"]+)"', found["xl/workbook.xml"]) == ["มาตรการ", "อื่น"]
    sheet = found["xl/worksheets/sheet1.xml"]
    assert f"<v>{(DAY - date(1899, 12, 30)).days}</v>" in sheet and "<v>12</v>" in sheet
    assert 'formatCode="[$-107041E]d mmm yyyy"' in found["xl/styles.xml"]
    assert not any("<f>" in each or "<hyperlink" in each for name, each in found.items() if "worksheets" in name)
    assert "=1+1" in found["xl/sharedStrings.xml"]
    assert written("xlsx") == written("xlsx")


def test_a_workbook_reads_back_as_the_table() -> None:
    [table] = [each for each in sheets.read(written("xlsx")).blocks if isinstance(each, GridTable)][:1]
    assert [cell.text for cell in table.rows[1]] == ["=1+1", "12", "29 กันยายน 2566"]


def test_rows_are_as_high_as_their_words() -> None:
    assert height([("ก" * 30, 30), (5, 8), (None, 8)]) == 20
    assert height([("น้ำ" * 15, 30)]) == 20  # marks above take no room
    assert height([("ก\nข\n" + "ค" * 31, 30)]) == 80
    assert height([("ก" * 300, 30)], rows=5) == 40
    assert height([("ก" * 40_000, 30)]) == 409


@pytest.mark.parametrize("extension", ["", "pdf", "XLSX", ".csv"])
def test_there_is_no_other_form(extension: str) -> None:
    assert list_format(extension) is None
    assert [each.extension for each in FORMATS] == ["xlsx", "csv"]
