"""The table's left edge ends on each page where its rows end, also where the last row goes on to stand with the end."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
from PIL import Image

from document import Action, MarkedText, Measure, Officer, ReportDocument
from document.readers import text as text_reader
from paper import report_pdf
from paper.paper import Paper
from tests.document.samples import SEED
from tests.paper.readback import squeezed

DOTS = 4  # to a millimetre
LEFT, RIGHT = 30, 297 - 20  # millimetres from the page's left edge
LEAST = 60  # dots: letters and boxes of signatures are lower than a row


def row(lines: int) -> Measure:
    return Measure(
        code="E13",
        code_as_written="E13",
        tool="EIT",
        question="",
        heading="มาตรการข้อ E13 :",
        steps=(MarkedText("", "ก"),) * lines,
        actions=(Action("1.", "ทำแล้ว"),),
        outcomes=(MarkedText("-", "ดี"),),
        officers=(Officer("นายดี งามยิ่ง", "นักวิชาการ", "กองช่าง", "นายดี งามยิ่ง นักวิชาการ กองช่าง"),),
    )


def report(lines: int) -> ReportDocument:
    return replace(text_reader.read(SEED).document, measures=(row(lines),) * 4)


def foot_of_edge(page: Image.Image, at: int) -> int:
    """Where the longest line down the page at a distance from its left ends, in dots from the top; 0 for none."""
    strip = page.crop((at * DOTS - 2, 0, at * DOTS + 3, page.height))
    dark = [min(strip.crop((0, y, strip.width, y + 1)).tobytes()) < 160 for y in range(strip.height)]
    longest = foot = run = 0
    for y, is_dark in enumerate(dark):
        run = run + 1 if is_dark else 0
        if run > max(longest, LEAST):
            longest, foot = run, y
    return foot


def test_no_edge_goes_on_below_the_last_row_of_a_page() -> None:
    moved = 0
    for lines in range(3, 12):
        with pypdfium2.PdfDocument(report_pdf.write(report(lines), Paper())) as pdf:
            pages = [page.render(scale=DOTS * 25.4 / 72).to_pil().convert("L") for page in pdf]
            rows = [squeezed(page.get_textpage().get_text_range()).count("มาตรการข้อE13") for page in pdf]
        for number, page in enumerate(pages[:-1]):
            if rows[number]:
                assert abs(foot_of_edge(page, LEFT) - foot_of_edge(page, RIGHT)) <= 2, (lines, number)
        moved += rows[-1] == 1
    assert moved, "somewhere the last row alone stands with the end of the report"
