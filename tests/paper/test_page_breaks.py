"""Where a page of the report may end: never in a measure's heading, never right under it."""

import re
from dataclasses import replace
from typing import Literal

import pypdfium2
import pytest

from document import Action, MarkedText, Measure, Officer, ReportDocument
from document.readers import text as text_reader
from paper import report_pdf
from paper.paper import Paper
from paper.sheet.linebreaks import Column
from paper.templatetags.paper import lines_to_begin
from tests.document.samples import SEED
from tests.paper.readback import squeezed

HEADING = "มาตรการข้อ E14 หน่วยงานเปิดโอกาสให้บุคคลภายนอกได้เข้าไปมีส่วนร่วมปรับปรุงพัฒนาการดำเนินงานให้ดีขึ้นมากน้อยเพียงใด :"
STEP = "มอบหมายผู้รับผิดชอบในการสื่อสาร ตอบข้อซักถาม หรือให้คำอธิบายผ่านช่องทางติดต่อ " * 8


def measure(heading: str, step: str) -> Measure:
    return Measure(
        code="E14",
        code_as_written="E14",
        tool="EIT",
        question="",
        heading=heading,
        steps=(MarkedText("1.", step),),
        actions=(Action("1.", STEP),),
        outcomes=(MarkedText("-", "ประชาชนมีการรับรู้และมีส่วนร่วม " * 6),),
        officers=(Officer("นายดี งามยิ่ง", "นักวิชาการ", "กองช่าง", "นายดี งามยิ่ง นักวิชาการ กองช่าง"),),
    )


def report(lines_before: int) -> ReportDocument:
    """A measure of so many one-line steps, so that the next one begins lower by a line each time."""
    first = replace(
        measure("มาตรการข้อ E13 :", "ก"), steps=(MarkedText("", "ก"),) * lines_before, actions=(Action("1.", "ทำแล้ว"),)
    )
    seed = text_reader.read(SEED).document
    return replace(seed, measures=(first, measure(HEADING, STEP)))


def pages(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        return [squeezed(page.get_textpage().get_text_range()) for page in document]


@pytest.mark.parametrize(("orientation", "fewest"), [("landscape", 2), ("portrait", 10)])
def test_no_page_ends_within_a_heading_or_right_under_it(
    orientation: Literal["landscape", "portrait"], fewest: int
) -> None:
    begun_low = set()
    for lines in range(fewest, fewest + 14, 2):
        printed = pages(report_pdf.write(report(lines), Paper(orientation=orientation)))
        at = [number for number, text in enumerate(printed) if "E14หน่วยงาน" in text]
        assert len(at) == 1
        assert squeezed(HEADING) + "1.มอบหมาย" in printed[at[0]]
        assert "นายดีงามยิ่งนักวิชาการกองช่าง" in re.sub(r".*E14", "", printed[at[0]])
        begun_low.add(at[0])
    assert len(begun_low) > 1, "some of them were moved to the next page, some were not"


@pytest.mark.parametrize(("letters", "lines"), [(1, 5), (66, 5), (67, 6), (220, 12), (5000, 12)])
def test_a_row_wants_its_heading_and_two_lines_and_never_a_whole_page(letters: int, lines: int) -> None:
    assert lines_to_begin("ก" * letters, Column(28, (), lambda text: set())) == lines
