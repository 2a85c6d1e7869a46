"""What schema 2 says beside the form's columns stands in every file that is written of a report, and on the paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from accounts.models import Agency
from document import Detail, ReportDocument
from document.grid import Grid
from document.grids import docx, sheets
from document.writers import csv, text, xlsx
from paper import html, report_pdf
from paper import word as word_writer
from paper.paper import Paper
from paper.sheet.columns import widths
from tests.paper.readback import pdfium, poppler, poppler_raw, squeezed
from tests.reports.compiling.taking.documents import CODED, UNCODED, a_document

DOCUMENT = a_document(Agency(name="องค์การบริหารส่วนตำบลทุ่งสายธาร"))
LINES = ("ระยะเวลา : ไตรมาส 1 - 4", "งบประมาณ : ไม่ใช้งบประมาณ", "ตัวชี้วัดความสำเร็จ : มีประกาศ\nอย่างน้อย 1 ฉบับ")
HEAD = ("ส่วนราชการ สำนักปลัด", "เรื่อง รายงานผล")


def of_grid(grid: Grid) -> str:
    """All words of a file, as it is read."""
    found = [each.words for each in grid.paragraphs()]
    return "\n".join([*found, *(cell.text for table in grid.tables() for row in table.rows for cell in row)])


WRITTEN: dict[str, Callable[[ReportDocument], str]] = {
    "text": text.write,
    "word": lambda said: of_grid(docx.read(word_writer.write(said, Paper()))),
    "workbook": lambda said: of_grid(sheets.read(xlsx.write(said))),
    "page": lambda said: re.sub("<[^>]+>", "", html.write(said, Paper())),
}


@pytest.mark.parametrize("what", WRITTEN)
def test_a_file_holds_details_and_the_memos_head(what: str) -> None:
    held = squeezed(WRITTEN[what](DOCUMENT).replace("\u200b", ""))
    assert [line for line in (*LINES, *HEAD) if squeezed(line) not in held] == []


def test_the_table_for_spreadsheets_holds_details_and_all_items() -> None:
    held = squeezed(csv.write(DOCUMENT).decode())
    assert [line for line in (*LINES, "E13 E14") if squeezed(line) not in held] == []


@pytest.mark.parametrize("read", [poppler, poppler_raw, pdfium])
@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
def test_the_paper_prints_each_detail_under_the_steps(read: Callable[[bytes], str], orientation: str) -> None:
    printed = squeezed(read(report_pdf.write(DOCUMENT, Paper(orientation=orientation))))  # type: ignore[arg-type]  # one of the two
    assert [line for line in (*LINES, *HEAD) if squeezed(line) not in printed] == []
    if read is pdfium:
        assert printed.index(squeezed(CODED.steps[-1].text)) < printed.index(squeezed(LINES[0]))


def test_long_details_make_the_first_column_wide() -> None:
    long = replace(CODED, details=(Detail("note", "", "รายละเอียด " * 400),))
    assert widths((long, long), "landscape")[0] > widths((CODED, UNCODED), "landscape")[0]


def test_the_text_form_says_when_it_does_not_keep_them() -> None:
    assert not text.keeps_all(DOCUMENT)
