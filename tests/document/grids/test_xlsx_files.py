"""Excel's files as they are seen: merged cells, dates, formulas, what is hidden, what other makers write."""

import io
from datetime import date, datetime, time
from typing import Any

import pytest

from document.grid import Picture, Place
from document.grids import sheets
from tests.document.grids import seen
from tests.document.grids.makers import picture, workbook, xlsx

STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1">'
    '<numFmt numFmtId="200" formatCode="0.0%"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="71"/>'
    '<xf numFmtId="200"/><xf numFmtId="14"/></cellXfs></styleSheet>'
)


def test_each_visible_sheet_begins_with_its_name() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["ก", "ข"])
        book.add_worksheet("ว่าง")
        book.add_worksheet("ที่สอง").write_row(3, 3, ["ค", "ง"])
        hidden = book.add_worksheet("ลับ")
        hidden.write(0, 0, "ไม่เห็น")
        hidden.hide()

    grid = sheets.read(workbook(fill))
    assert seen.blocks(grid) == ["มาตรการ", [["ก", "ข"]], "ที่สอง", [["ค", "ง"]]]
    assert [table.place for table in grid.tables()] == [Place(sheet="มาตรการ", table=1), Place(sheet="ที่สอง", table=2)]
    assert [(note.key, note.message[:18]) for note in grid.notes] == [("hidden_sheets", "แผ่นงาน ลับ ซ่อนไว")]


def test_values_are_what_a_person_sees() -> None:
    def fill(book: Any, sheet: Any) -> None:
        formats = {
            code: book.add_format({"num_format": code}) for code in ("d mmmm yyyy", "0.00%", '#,##0.00 "บาท"', "00000")
        }
        sheet.write_row(0, 0, [1, 2.5, True, "ข้อความ\nสองบรรทัด"])
        sheet.write(1, 0, 0.855, formats["0.00%"])
        sheet.write(1, 1, 12345.6, formats['#,##0.00 "บาท"'])
        sheet.write(1, 2, 42, formats["00000"])
        sheet.write_datetime(1, 3, datetime(2023, 1, 5), formats["d mmmm yyyy"])

    grid = sheets.read(workbook(fill))
    assert seen.cells(seen.table(grid)) == [
        ["1", "2.5", "TRUE", "ข้อความ\nสองบรรทัด"],
        ["85.50%", "12,345.60 บาท", "00042", "5 มกราคม 2566"],
    ]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (date(2023, 1, 5), "dd/mm/bbbb", "5 มกราคม 2566"),
        (date(2023, 1, 5), "[$-107041E]d mmmm yyyy;@", "5 มกราคม 2566"),
        (date(2023, 1, 5), "[$-D00041E]0", "44931"),
        (date(2023, 10, 1), "mmm yy", "ตุลาคม 2566"),
        (datetime(2023, 1, 5, 13, 30), "d/m/yyyy h:mm", "5 มกราคม 2566 เวลา 13.30 น."),
        (time(9, 5), "h:mm", "09.05 น."),
    ],
)
def test_real_dates_are_thai_text_in_the_buddhist_era(value: Any, code: str, shown: str) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_datetime(0, 0, value, book.add_format({"num_format": code}))

    assert seen.blocks(sheets.read(workbook(fill))) == ["มาตรการ", shown]


def test_a_year_typed_in_the_wrong_era_is_read_as_meant_and_said() -> None:
    def fill(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "d/m/yyyy"})
        sheet.write_datetime(0, 0, datetime(2566, 1, 5), day)
        sheet.write_datetime(0, 1, datetime(1966, 1, 5), day)

    grid = sheets.read(workbook(fill))
    assert seen.cells(seen.table(grid)) == [["5 มกราคม 2566", "5 มกราคม 2509"]]
    assert [(note.key, note.message[:6]) for note in grid.notes] == [
        ("buddhist_date", "ช่อง A"),
        ("short_year", "ช่อง B"),
    ]


def test_formulas_give_their_last_value_and_are_noted_once() -> None:
    def fill(_: Any, sheet: Any) -> None:
        for row in range(7):
            sheet.write_formula(row, 0, "=1+1", None, row)
            sheet.write(row, 1, "ก")
        sheet.write_formula(7, 0, "=#REF!", None, "#REF!")
        sheet.write(7, 1, "ข")

    grid = sheets.read(workbook(fill))
    assert [row[0] for row in seen.cells(seen.table(grid))] == ["0", "1", "2", "3", "4", "5", "6", "#REF!"]
    assert {note.key: note.message for note in grid.notes} == {
        "formula": "ช่อง A1, A2, A3, A4, A5 และอีก 3 แห่ง เป็นสูตร ใช้ค่าที่คำนวณไว้ล่าสุด",
        "cell_error": "ช่อง A8 เป็นค่าผิดพลาดของสูตร เช่น #REF!",
    }


def test_merged_cells_are_spans_and_hidden_rows_and_columns_are_left_out() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 3, "รายงาน")
        sheet.write_row(1, 0, ["ที่", "ลับ", "มาตรการ", "ผล"])
        sheet.merge_range(2, 0, 4, 0, "1")
        for row in (2, 3, 4):
            sheet.write_row(row, 1, ["ลับ", f"ข้อ {row}", "แล้ว"])
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})

    grid = sheets.read(workbook(fill))
    assert seen.spans(seen.table(grid)) == [
        [("ที่", 1, 1), ("มาตรการ", 1, 1), ("ผล", 1, 1)],
        [("1", 2, 1), ("ข้อ 2", 1, 1), ("แล้ว", 1, 1)],
        [("ข้อ 4", 1, 1), ("แล้ว", 1, 1)],
    ]
    assert [(str(note.key), note.message[:11]) for note in grid.notes] == [
        ("hidden_rows", "แถวที่ 4 ซ่"),
        ("hidden_columns", "คอลัมน์ B ซ"),
    ]
    assert str(seen.table(grid).rows[2][0].place) == "แผ่นงาน มาตรการ ตารางที่ 1 แถวที่ 3 ช่องที่ 2 (บรรทัดที่ 5)"


def test_pictures_of_a_sheet_are_kept_aside() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write(0, 0, "ภาพกิจกรรม")
        sheet.insert_image(2, 0, "a.png", {"image_data": io.BytesIO(picture())})

    assert list(sheets.read(workbook(fill)).pictures()) == [Picture(picture(), "image/png", Place(sheet="มาตรการ"))]


def test_what_other_makers_write_is_read() -> None:
    rows = (
        '<sheetData><row><c t="inlineStr"><is><r><t>ก</t></r><r><t>ข</t></r><rPh><t>ไม่อ่าน</t></rPh></is></c>'
        '<c t="s"><v>0</v></c></row><row r="2"><c r="A2" s="1"><v>44931</v></c><c r="B2" s="2"><v>0.25</v></c></row>'
        '<row r="3"><c r="A3" t="str"><f>1</f><v>ค_x000D_ง</v></c><c r="B3" t="d" s="3"><v>2023-01-05</v></c></row>'
        '<row r="4"><c r="A4" s="99"><v>7</v></c><c r="B4" t="b"><v>1</v></c><c r="C4"><f>1+1</f></c></row></sheetData>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" '
        'Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/styles" Target="styles.xml"/>'
        '<Relationship Id="rId3" Type="x/sharedStrings" Target="texts.xml"/></Relationships>'
    )
    texts = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>ร่วม</t></si></sst>'
    grid = sheets.read(xlsx(rows, **{"styles.xml": STYLES, "texts.xml": texts, "_rels/workbook.xml.rels": relations}))
    assert seen.cells(seen.table(grid)) == [
        ["กข", "ร่วม"],
        ["5 มกราคม 2566", "25.0%"],
        ["ค\nง", "5 มกราคม 2566"],
        ["7", "TRUE"],
    ]
    assert seen.notes(grid) == ["formula", "uncomputed"]
