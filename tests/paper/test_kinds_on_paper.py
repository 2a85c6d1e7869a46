"""The plan and the progress report hold the bars of the result report: every word is read back from their pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from document import MarkedText, ReportDocument
from document.grids import docx, html
from document.kinds.layouts import layout_of, words_of
from document.readers import by_grid
from paper import report_pdf, word
from paper.paper import Paper
from paper.sheet import columns, web_page
from tests.document.other_kinds import a_plan, a_progress_report
from tests.paper.readback import Reader, pdfium, poppler_raw, squeezed

OTHERS = {"plan": a_plan, "progress": a_progress_report}
READERS = {"poppler": poppler_raw, "PDFium": pdfium}


def short(document: ReportDocument) -> ReportDocument:
    """With one short step and one action, so that no row goes on over the page."""
    step = (MarkedText("1.", "จัดทำคู่มือประชาชน (อ้างอิงจาก ๐8) ให้มีความชัดเจน"),)
    measures = (replace(each, steps=step, actions=each.actions[-1:]) for each in document.measures[-1:])
    return replace(document, measures=tuple(measures))


@pytest.fixture(scope="module", params=OTHERS)
def printed(request: pytest.FixtureRequest) -> tuple[ReportDocument, bytes]:
    document = short(OTHERS[request.param]())
    return document, report_pdf.write(document, Paper(orientation="portrait"))


@pytest.mark.parametrize("read", READERS)
def test_every_column_and_list_is_read_back(printed: tuple[ReportDocument, bytes], read: str) -> None:
    document, pdf = printed
    layout, reader = layout_of(document), _reader(read)
    found = squeezed(reader(pdf))
    lists = (*layout.before, *layout.after)
    wanted = [*document.columns, *(f"{each.heading} :" for each in lists)]
    wanted += [item.text for each in lists for item in each.items(document)]
    wanted += [
        words for measure in document.measures for part in layout.between for _, words in words_of(measure, part)
    ]
    wanted += [step.text for measure in document.measures for step in measure.steps]
    wanted += [each.printed for measure in document.measures for each in layout.details(measure)]
    assert [words for words in wanted if squeezed(words) not in found] == []


def _reader(name: str) -> Reader:
    return READERS[name]


@pytest.mark.parametrize("kind", OTHERS)
def test_word_file_and_web_page_are_read_back_equal_and_by_their_words(kind: str) -> None:
    document = OTHERS[kind]()
    for grid in (docx.read(word.write(document, Paper())), html.read(web_page.write(document, Paper()).encode())):
        assert by_grid.read(grid).document == document
        assert by_grid.read(replace(grid, facts="")).by_words


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
def test_the_columns_fill_the_sheet_and_hold_a_name(kind: str, orientation: str) -> None:
    widths = columns.of_document(OTHERS[kind](), orientation)  # type: ignore[arg-type]  # an orientation
    assert sum(widths) == 100 and min(widths) >= 14 and max(widths) <= 44
    assert widths[3] >= columns.sheet(orientation).usual[3]  # type: ignore[arg-type]  # as above
