"""HTML from the clipboard: of Excel, Google Sheets, Word and LibreOffice, with or without their frames."""

import pytest

from document import ReportError
from document.grids import html
from tests.document.grids import seen

EXCEL = """Version:1.0
StartHTML:0000000105
EndHTML:0000001000
<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet>
<style><!--td {mso-number-format:"\\@";} .xl65 {mso-number-format:"\\[$-1070000\\]d/m/yyyy";}--></style></head><body>
<table border=0><!--StartFragment--><col width=64><col width=64>
<tr height=20><td colspan=2>รายงาน</td></tr>
<tr><td>ที่</td><td>มาตรการ</td></tr><tr><td x:num>1</td><td class=xl65>จัดทำ<br>คู่มือ</td></tr>
<!--EndFragment--></table></body></html>"""
GOOGLE = (
    "<meta charset='utf-8'><google-sheets-html-origin><style><!--br {mso-data-placement:same-cell;}--></style>"
    '<table xmlns="http://www.w3.org/1999/xhtml" data-sheets-root="1"><colgroup><col/></colgroup><tbody><tr>'
    '<td data-sheets-value="{&quot;1&quot;:2,&quot;2&quot;:&quot;ที่&quot;}">ที่</td><td>มาตรการ</td></tr><tr>'
    '<td data-sheets-value="{&quot;1&quot;:3,&quot;3&quot;:1}" rowspan="2">1</td><td>ก<br/>ข</td></tr>'
    "<tr><td>ค</td></tr></tbody></table></google-sheets-html-origin>"
)


def test_a_range_of_excel_parts_its_title_from_the_table() -> None:
    assert seen.blocks(html.fragment(EXCEL)) == ["รายงาน", [["ที่", "มาตรการ"], ["1", "จัดทำ\nคู่มือ"]]]


def test_a_range_of_google_sheets() -> None:
    grid = html.fragment(GOOGLE)
    assert seen.spans(seen.table(grid)) == [
        [("ที่", 1, 1), ("มาตรการ", 1, 1)],
        [("1", 2, 1), ("ก\nข", 1, 1)],
        [("ค", 1, 1)],
    ]


def test_rows_without_their_table_and_bare_words() -> None:
    assert seen.blocks(html.fragment("<tr><td>ก</td><td>ข</td></tr>")) == [[["ก", "ข"]]]
    assert seen.blocks(html.fragment("<!--StartFragment--><b>ก</b> ข<!--EndFragment-->")) == ["ก ข"]


@pytest.mark.parametrize("text", ["", "<p> </p>", "<script>x</script>"])
def test_nothing_on_the_clipboard_is_refused(text: str) -> None:
    with pytest.raises(ReportError) as error:
        html.fragment(text)
    assert seen.refusal(error).startswith("ว่างเปล่า")
