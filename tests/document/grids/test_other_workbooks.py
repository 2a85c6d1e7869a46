"""Sheets of LibreOffice and of old Excel are seen as those of Excel; a web page that is called .xls is read too."""

import io
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlwt

from document.grids import sheets
from tests.document.grids import seen
from tests.document.grids.makers import ods, workbook


def cell(text: str, attributes: str = "", *, tag: str = "table-cell") -> str:
    words = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n")) if text else ""
    return f"<table:{tag} {attributes}>{words}</table:{tag}>"


def rows(*lines: str) -> str:
    return "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)


def sheet(content: str, attributes: str = 'table:name="แผ่น"') -> str:
    return f"<table:table {attributes}>{content}</table:table>"


def test_spans_dates_and_shown_values_of_libreoffice() -> None:
    content = rows(
        cell("ที่") + cell("มาตรการ", 'table:number-columns-spanned="2"') + cell("", tag="covered-table-cell"),
        cell("1\nสอง", 'table:number-rows-spanned="2"')
        + cell("5/1/23", 'office:value-type="date" office:date-value="2023-01-05"')
        + cell("85%", 'office:value-type="percentage" office:value="0.85" table:formula="of:=1"'),
        cell("", tag="covered-table-cell")
        + cell("ม.ค. 66", 'office:value-type="date" office:date-value="2023-01-01"')
        + cell("#REF!", 'table:formula="of:=A0"'),
    )
    grid = sheets.read(ods(sheet(content)))
    assert seen.spans(seen.table(grid)) == [
        [("ที่", 1, 1), ("มาตรการ", 1, 2)],
        [("1\nสอง", 2, 1), ("5 มกราคม 2566", 1, 1), ("85%", 1, 1)],
        [("มกราคม 2566", 1, 1), ("#REF!", 1, 1)],
    ]
    assert seen.notes(grid) == ["formula", "cell_error"]


def test_repeated_and_hidden_parts_of_libreoffice() -> None:
    hidden = '<table:table-row table:visibility="collapse">' + cell("ลับ") + cell("ลับ") + "</table:table-row>"
    content = (
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
        + rows(cell("ก", 'table:number-columns-repeated="2"') + cell("ลับ") + cell("ข"))
        + f"<table:table-header-rows>{hidden}</table:table-header-rows>"
        + f'<table:table-row table:number-rows-repeated="2">{cell("ค") + cell("ง")}</table:table-row>'
        + '<table:table-row table:number-rows-repeated="1048571">'
        + '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    gone = sheet(rows(cell("ไม่เห็น")), 'table:name="ลับ" table:style-name="gone"')
    grid = sheets.read(ods(sheet(content) + gone))
    assert seen.blocks(grid) == ["แผ่น", [["ก", "ก", "ข"], ["ค", "ง", ""], ["ค", "ง", ""]]]
    assert seen.notes(grid) == ["hidden_rows", "hidden_columns", "hidden_sheets"]


def test_words_within_words_of_libreoffice() -> None:
    text = 'ก<text:s text:c="2"/>ข<text:span>ค<text:line-break/>ง</text:span>'
    remark = "<office:annotation><text:p>ไม่อ่าน</text:p></office:annotation>"
    note = f"<table:table-cell>{remark}<text:p>จ</text:p></table:table-cell>"
    grid = sheets.read(ods(sheet(rows(cell(text) + note))))
    assert seen.cells(seen.table(grid)) == [["ก  ขค\nง", "จ"]]


def old_excel(fill: Any) -> bytes:
    book = xlwt.Workbook()
    fill(book, book.add_sheet("มาตรการ"))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_old_excel_is_seen_as_the_new() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_merge(0, 0, 0, 3, "รายงาน")
        lines: list[list[Any]] = [["ที่", "มาตรการ", "วันที่", "ร้อยละ"], [1, "ก\nข"], [2, "ลับ"], [3, "ค"]]
        for row, line in enumerate(lines, start=1):
            for column, value in enumerate(line):
                sheet.write(row, column, value)
        sheet.write(2, 2, date(2023, 1, 5), xlwt.easyxf(num_format_str="d mmm yyyy"))
        sheet.write(2, 3, 0.85, xlwt.easyxf(num_format_str="0%"))
        sheet.row(3).hidden = True
        book.add_sheet("ลับ").write(0, 0, "ไม่เห็น")
        book.get_sheet(1).visibility = 1

    grid = sheets.read(old_excel(fill))
    head, first = ["ที่", "มาตรการ", "วันที่", "ร้อยละ"], ["1", "ก\nข", "5 มกราคม 2566", "85%"]
    assert seen.blocks(grid) == ["มาตรการ", "รายงาน", [head, first, ["3", "ค", "", ""]]]
    assert seen.notes(grid) == ["hidden_rows", "hidden_sheets"]


def test_a_web_page_that_is_called_xls_is_read() -> None:
    page = "<html><meta charset=windows-874><table><tr><td>ที่<td>มาตรการ<tr><td>1<td>จัดทำคู่มือ</table>"
    assert seen.blocks(sheets.read(page.encode("cp874"))) == [[["ที่", "มาตรการ"], ["1", "จัดทำคู่มือ"]]]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_what_libreoffice_saves_is_seen_as_what_it_opened(kind: str, tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 2, "รายงาน")
        sheet.write_row(1, 0, ["ที่", "มาตรการ", "วันที่"])
        sheet.merge_range(2, 0, 3, 0, "1")
        sheet.write_row(2, 1, ["จัดทำคู่มือ\nและเผยแพร่"])
        sheet.write_datetime(2, 2, date(2023, 1, 5), book.add_format({"num_format": "d mmmm yyyy"}))
        sheet.write_row(3, 1, ["ประชุม", "ทุกเดือน"])

    made = tmp_path / "a.xlsx"
    made.write_bytes(workbook(fill))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", "--headless", home, "--convert-to", kind, "--outdir", str(tmp_path), str(made)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    saved = tmp_path / f"a.{kind}"
    if not saved.exists():
        pytest.skip("LibreOffice is installed without its sheets")
    assert sheets.read(saved.read_bytes()) == sheets.read(made.read_bytes())
