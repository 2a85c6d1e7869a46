"""Web pages of Word, LibreOffice, Google Docs and by hand: words in order, markers as they are drawn, spans."""

import base64

import pytest

from document.grid import Kind, Paragraph, Picture, Place
from document.grids import html
from tests.document.grids import seen
from tests.document.grids.makers import picture

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta http-equiv=Content-Type content="text/html; charset=windows-874"><title>ไม่อ่าน</title>
<style><!-- p.MsoNormal {color:red} --></style>
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>ไม่อ่าน</o:Author></o:DocumentProperties></xml><![endif]-->
</head><body lang=TH><div class=WordSection1>
<h1>รายงานผล<o:p></o:p></h1>
<p class=MsoNormal>ตามที่<del>ไม่อ่าน</del><ins>ได้รับ</ins>ผล
การประเมิน&nbsp;ITA<span style='display:none;mso-hide:all'>ซ่อน</span><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
lang=TH><span style='mso-list:Ignore'>๑.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span>
<![endif]>จัดทำคู่มือ</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><!--[if !supportLists]--><span
style='font-family:Symbol'><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span></span><!--[endif]-->ข้อย่อย<br>บรรทัดใหม่</p>
<table border=1><tr><td rowspan=2><p class=MsoNormal>ก</p><p class=MsoNormal>ข</p></td><td colspan=2>ค</td></tr>
<tr><td>ง</td><td>จ</td></tr></table>
<div style='mso-element:footnote-list'><div style='mso-element:footnote'><p>เชิงอรรถ</p></div></div>
<div style='mso-element:comment-list'><p>ความเห็น</p></div>
</div></body></html>"""


@pytest.mark.parametrize("codec", ["cp874", "utf-8", "utf-8-sig", "utf-16"])
def test_words_own_export(codec: str) -> None:
    grid = html.read(WORD.encode(codec, "xmlcharrefreplace"))
    assert seen.blocks(grid) == [
        "รายงานผล",
        "ตามที่ได้รับผล การประเมิน ITA",
        "๑. จัดทำคู่มือ",
        "• ข้อย่อย\nบรรทัดใหม่",
        [["ก\nข", "ค"], ["ง", "จ"]],
        "เชิงอรรถ",
    ]
    assert seen.spans(seen.table(grid)) == [[("ก\nข", 2, 1), ("ค", 1, 2)], [("ง", 1, 1), ("จ", 1, 1)]]
    assert [each.level for each in grid.paragraphs()] == [0, 0, 0, 1]
    assert [each.heading for each in grid.paragraphs()] == [1, 0, 0, 0]
    assert [each.text for each in grid.paragraphs(Kind.FOOT)] == ["เชิงอรรถ"]
    assert seen.notes(grid) == ["changes"]


def paragraphs(page: str) -> list[str]:
    return [each.words for each in html.read(page.encode()).paragraphs()]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<ol start=3><li>ก<li value=9>ข<li>ค</ol>", ["3. ก", "9. ข", "10. ค"]),
        ("<ol type=a><li>ก<li>ข</ol><ol type=I><li>ค</ol>", ["a. ก", "b. ข", "I. ค"]),
        ("<ol style='list-style-type: thai'><li>ก<li>ข</ol>", ["๑. ก", "๒. ข"]),
        ("<ul><li>ก<ul style='list-style-type:none'><li>ข</ul></ul>", ["• ก", "ข"]),
        ("<ol><li><p>ก</p><p>ข</p><li></li><li>ค</ol>", ["1. ก", "ข", "3. ค"]),
        ("<ol class='lst-kix_x-1 start' start=1><li>ก</ol>", ["1. ก"]),
        ("<li>ก", ["• ก"]),
        ("<p>ก<div>ข</div>ค<p>ง<br>จ<br><br>ฉ", ["ก", "ข", "ค", "ง\nจ\nฉ"]),
        ("<p>  ก \n <b> ข</b>&nbsp;&#3588;&ang;</p><pre>ก\n ข</pre>", ["ก ข ค∠", "ก\nข"]),
        ("<p hidden>ก<p style='visibility: hidden'>ข<script>ค</script><noscript>ง</noscript><p>จ", ["จ"]),
        ("<dl><dt>ก<dd>ข</dl><blockquote>ค</blockquote><h6>ง</h6>", ["ก", "ข", "ค", "ง"]),
        ("<label><input type=checkbox checked> ก</label><input type=hidden value=ข><input value=ค>", ["☑ กค"]),
        ("<table><caption>ตาราง</caption><tr><td>ก</table>", ["ตาราง"]),
    ],
)
def test_paragraphs_and_lists_are_as_browsers_show_them(page: str, words: list[str]) -> None:
    assert paragraphs(page) == words


def test_levels_of_lists() -> None:
    page = "<ol><li>ก<ul><li>ข</ul></ol><ol class='lst-kix_a-2'><li>ค</ol><table><tr><td><ol><li>ง</ol></table>"
    grid = html.read(page.encode())
    assert [each.level for each in grid.paragraphs()] == [0, 1, 2]
    assert seen.table(grid).rows[0][0].paragraphs[0].level == 0


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("<thead><tr><th>ก<th>ข<tbody><tr><td>ค<td>ง<tfoot><tr><td>จ<td>ฉ", [["ก", "ข"], ["ค", "ง"], ["จ", "ฉ"]]),
        ("<tr><td rowspan=0>ก<td>ข<tr><td>ค", [["ก", "ข"], ["ค"]]),
        ("<tr><td>ก<table><tr><td>ข<td>ค<tr><td>ง</table>จ<td>ฉ", [["ก\nข | ค\nง\nจ", "ฉ"]]),
        ("<tr><td><td>ก", [["", "ก"]]),
    ],
    ids=["groups", "to the end", "nested", "empty"],
)
def test_cells_of_tables(table: str, rows: list[list[str]]) -> None:
    assert seen.cells(seen.table(html.read(f"<table>{table}</table>".encode()))) == rows


def test_absurd_spans_go_to_the_edges() -> None:
    rows = "<tr><td colspan=99999>ก<tr><td rowspan=99999 colspan=x>ข<td>ค<tr><td>ง<td rowspan=-1>จ"
    assert seen.spans(seen.table(html.read(f"<table>{rows}</table>".encode()))) == [
        [("ก", 1, 2)],
        [("ข", 2, 1), ("ค", 1, 1)],
        [("ง", 1, 1), ("จ", 1, 1)],
    ]


def test_a_cell_that_reaches_down_moves_those_beside_it() -> None:
    rows = "<tr><td>ก<td rowspan=2>ข<td>ค<tr><td>ง<td>จ"
    [_, below] = seen.table(html.read(f"<table>{rows}</table>".encode())).rows
    assert [(cell.text, cell.place.column) for cell in below] == [("ง", 1), ("จ", 3)]


def test_pictures_in_the_page_are_kept_and_others_noted() -> None:
    data = base64.b64encode(picture()).decode()
    figure = f"<figure><img src='data:image/png;base64,{data}'><figcaption>ประชุม</figcaption></figure>"
    inside = f"<table><tr><td>ก<td><img alt=ภาพ src='data:image/jpg;base64,{data}'></table>"
    grid = html.read(
        f"<p>ก{figure}{inside}<img src=http://example.org/a.png><img src='data:image/png;base64,@'>".encode()
    )
    assert [block for block in grid.blocks if not isinstance(block, Paragraph)][0:1] == [
        Picture(picture(), "image/png", Place(), "ประชุม")
    ]
    assert list(grid.pictures())[1:] == [Picture(picture(), "image/jpeg", Place(table=1, row=1, column=2), "ภาพ")]
    assert [each.text for each in grid.paragraphs()] == ["ก"]
    assert [(note.key, note.message[:8]) for note in grid.notes] == [("pictures", "ภาพ 2 ภา")]


def test_headers_and_footers_of_libreoffice() -> None:
    grid = html.read('<div title="header"><p>หัว</p></div><p>เนื้อ</p><div title="footer"><p>ท้าย</p></div>'.encode())
    kinds = {each.text: each.kind for each in grid.paragraphs(*Kind)}
    assert kinds == {"หัว": Kind.HEAD, "เนื้อ": Kind.BODY, "ท้าย": Kind.FOOT}


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (b"<meta charset=windows-874><p>\xa1\xa2", "กข"),
        (b"<meta charset=windows-1252><p>\x93&#3585;\x94", "“ก”"),
        ("<meta charset=windows-874><p>" + "รายงานผล" * 20, "รายงานผล" * 20),
        (b"<p>" + ("รายงานผล" * 20).encode("cp874"), "รายงานผล" * 20),
    ],
    ids=["few Thai letters", "western with numbers", "declares another", "declares none"],
)
def test_encodings_as_declared_and_as_they_are(page: str | bytes, words: str) -> None:
    grid = html.read(page.encode() if isinstance(page, str) else page)
    assert [each.text for each in grid.paragraphs()] == [words]
