"""PDF files as programs write them: our own paper read as a stranger's, a page of Chromium's kind, LibreOffice's."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from document.grid import Kind
from document.grids import pdf
from document.grids.pages.flow import joined
from document.readers import text
from document.understanding import understand
from paper import report_pdf
from paper.paper import Paper
from paper.typeset import render
from tests.document.grids import makers, seen
from tests.document.samples import SEED

ROWS = [
    ("1", "จัดทำคู่มือการให้บริการประชาชน", "ดำเนินการแล้วเมื่อวันที่ 5 มกราคม 2566"),
    ("2", "ประชุมชี้แจงเจ้าหน้าที่ทุกกอง", "กำหนดการประชุมทุกเดือน น้ำใจไมตรี"),
]
PAGE = """<html lang=th><style>@page {{size: A4; margin: 2cm; @top-center {{content: "หัวกระดาษ"}}}}
td, th {{border: 1px solid; padding: 3pt}} table {{border-collapse: collapse}} tr {{break-inside: avoid}}</style>
<h1>รายงานผล</h1><table border=1><thead><tr><th>ที่<th>มาตรการ<th>ผล</thead>{rows}</table><p>ลงชื่อ ผู้รายงาน</html>"""
HTML = PAGE.format(rows="".join(f"<tr><td>{'<td>'.join(row)}" for row in ROWS * 30))


def test_our_own_paper_is_read_as_a_strangers() -> None:
    document = text.read(SEED).document
    grid = pdf.read(report_pdf.write(document, Paper()))
    table = seen.table(grid)
    assert [cell.text.partition(" ")[0] for cell in table.rows[0]] == [
        "มาตรการหรือกิจกรรมที่ดำเนินการ",
        "สรุปผลการดำเนินการ",
        "ผลลัพธ์หรือความสำเร็จ",
        "ผู้รับผิดชอบ",
    ]
    found = squeezed(" ".join(cell.text for row in table.rows for cell in row))
    words = [word for each in document.measures for item in (*each.steps, *each.outcomes) for word in item.text.split()]
    # A word that a page's end parts stands in two rows.
    assert len([word for word in words if squeezed(word) not in found]) <= len(
        {row[0].place.page for row in table.rows}
    )
    said = squeezed(" ".join(each.text for each in grid.paragraphs()))
    assert squeezed(document.agency) in said
    assert squeezed(document.opening)[:60] in said
    assert [each.kind for each in grid.paragraphs(Kind.HEAD, Kind.FOOT)] == [Kind.FOOT, Kind.HEAD]


@pytest.mark.parametrize("sides", ["border: 1px solid", "border: solid; border-width: 1px 1px 1px 0"])
def test_borders_that_are_drawn_as_frames_part_the_cells(sides: str) -> None:
    """Each cell with its own, as WeasyPrint draws what does not collapse."""
    apart = HTML.replace("border: 1px solid;", f"{sides};").replace("border-collapse: collapse", "border-spacing: 0")
    table = seen.table(pdf.read(render(apart, title="x")))
    assert [[cell.text for cell in row] for row in table.rows[:2]] == [["ที่", "มาตรการ", "ผล"], list(ROWS[0])]


def test_officers_of_our_own_paper_are_people_with_post_and_unit() -> None:
    document = text.read(SEED).document
    found = understand(pdf.read(report_pdf.write(document, Paper()))).document
    assert [each.officers for each in found.measures] == [each.officers for each in document.measures]
    assert found.reporter == document.reporter


def test_words_behind_a_letter_with_sara_am_stand_apart() -> None:
    grid = pdf.read(report_pdf.write(text.read(SEED).document, Paper()))
    words = " ".join(cell.text for row in seen.table(grid).rows for cell in row)
    assert "จัดทำ E-Service" in words
    assert "วันที่ 1 มิถุนายน" in words
    assert "วันที่1" not in words


@pytest.mark.parametrize(
    ("line", "more", "whole"),
    [
        ("นายดี งามยิ่ง", "นักวิชาการศึกษา", "นายดี งามยิ่ง นักวิชาการศึกษา"),
        ("นางสาวดี งามยิ่ง นักวิชาการ", "กองการศึกษา", "นางสาวดี งามยิ่ง นักวิชาการ กองการศึกษา"),
        ("ประชุมร่วมกับ", "กองการศึกษา", "ประชุมร่วมกับกองการศึกษา"),
        ("คู่มือการให้", "บริการ", "คู่มือการให้บริการ"),
        ("เผยแพร่แผน", "วันที่ 3 ต.ค. 2566", "เผยแพร่แผน วันที่ 3 ต.ค. 2566"),
        ("จัดอบรมเมื่อ", "วันที่ 3 ต.ค. 2566", "จัดอบรมเมื่อวันที่ 3 ต.ค. 2566"),
    ],
)
def test_a_persons_post_and_a_day_on_the_line_below_stand_apart(line: str, more: str, whole: str) -> None:
    assert joined(line, more) == whole


def squeezed(words: str) -> str:
    """Words without the white space that the paper's lines take or leave."""
    return re.sub(r"\s", "", words)


def test_a_table_of_weasyprint_over_pages() -> None:
    grid = pdf.read(render(HTML, title="รายงาน"))
    assert seen.cells(seen.table(grid)) == [["ที่", "มาตรการ", "ผล"], *[list(row) for row in ROWS * 30]]
    assert len({row[0].place.page for row in seen.table(grid).rows}) == 3
    assert [each.text for each in grid.paragraphs(*Kind)] == ["หัวกระดาษ", "รายงานผล", "ลงชื่อ ผู้รายงาน"]


def test_clusters_named_by_their_maker_are_read_once() -> None:
    # As Chromium and Google Docs draw a consonant and its mark: two strokes under one name.
    cluster = b"/Span<</ActualText<FEFF0E190E31>>>BDC 1 0 0 1 50 700 Tm(A)Tj 1 0 0 1 58 700 Tm(B)Tj EMC "
    page = b"BT /F 12 Tf " + cluster + b"1 0 0 1 58.1 700 Tm(ok)Tj ET\n"
    assert [each.text for each in pdf.read(makers.pdf([page])).paragraphs()] == ["นัok"]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_table_of_libreoffice_over_pages(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<meta charset=utf-8>{HTML}", encoding="utf-8")
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    for kind, source in (("odt", "a.html"), ("pdf", "a.odt")):
        command = ["soffice", "--headless", home, "--infilter=HTML (StarWriter)"][: 4 if kind == "odt" else 3]
        command += ["--convert-to", kind, "--outdir", str(tmp_path), str(tmp_path / source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    grid = pdf.read((tmp_path / "a.pdf").read_bytes())
    rows = seen.cells(seen.table(grid))
    # LibreOffice parts a row between two pages; its number stands on the first.
    assert [row[0] for row in rows if row[0]] == ["ที่", *["1", "2"] * 30]
    assert rows[0] == ["ที่", "มาตรการ", "ผล"]
    assert squeezed(ROWS[1][2]) in {squeezed(row[2]) for row in rows}
