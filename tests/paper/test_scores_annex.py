"""The annex of scores before and after stands behind the report on a page of its own, and in Word and web page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from document import Measure, ReportDocument
from document.grid import Grid
from document.grids import docx
from document.grids import html as web
from document.kinds.scored import HEADING, lines
from document.readers import by_grid
from paper import html, pictures, word
from paper.paper import Paper
from paper.sheet import web_page
from reports.formats import pdf_reader
from tests.document.other_kinds import PAIRS, with_scores
from tests.paper.readback import by_pypdf, pdfium, poppler, poppler_raw, squeezed
from tests.reports.frozen import PAPER, frozen, seed

ROWS = ("ข้อI1162.40ข้อI1276.55เพิ่มขึ้น14.15", "ข้อE1366.31ข้อE1366.31เท่าเดิม")
LEFT_OUT = "อีก1มาตรการไม่มีคะแนนสองปีที่เทียบกันได้จึงไม่แสดง"
Read = Callable[[bytes], str]


@pytest.fixture(scope="module", params=["landscape", "portrait"])
def pdf(request: pytest.FixtureRequest) -> bytes:
    return frozen(with_scores(), replace(PAPER, orientation=request.param))


def test_a_report_without_scores_has_the_page_that_it_had() -> None:
    assert HEADING not in html.write(seed(), PAPER)
    assert "annex.css" not in html.write(seed(), PAPER)


@pytest.mark.parametrize("read", [poppler, poppler_raw, pdfium, by_pypdf])
def test_every_word_of_it_reads_back(pdf: bytes, read: Read) -> None:
    text = squeezed(read(pdf))
    said = squeezed(HEADING), squeezed("ไม่ได้บอกว่าเปลี่ยนเพราะมาตรการ"), LEFT_OUT
    assert [words for words in said if words not in text] == []
    annex = text.split(squeezed(HEADING))[1]
    figures = ("62.40", "76.55", "66.31", "ข้อI11", "ข้อI12", "ข้อE13", "เพิ่มขึ้น14.15", "เท่าเดิม")
    assert [words for words in figures if words not in annex] == []
    if read is not poppler:  # which mixes the lines of neighbouring cells
        assert [row for row in ROWS if row not in annex] == []


def test_it_begins_a_page_behind_the_signatures(pdf: bytes) -> None:
    pages = [squeezed(each) for each in pictures.texts(pdf)]
    [own] = [number for number, text in enumerate(pages) if squeezed(HEADING) in text]
    assert own == len(pages) - 1
    assert squeezed("ผู้อนุมัติ") in pages[own - 1]


def test_many_rows_go_on_under_a_head_of_their_own() -> None:
    measures = tuple(replace(seed(3).measures[0], question=f"คำถามที่ {number}") for number in range(40))
    pairs = tuple(replace(PAIRS[0], measure=number + 1) for number in range(40))
    document = replace(with_scores(), measures=measures, scores=pairs)
    texts = [squeezed(each) for each in pictures.texts(frozen(document))]
    own = [text for text in texts if "ข้อI1276.55" in text]
    assert len(own) > 1
    assert all("คะแนนปี2565คะแนนปี2566เปลี่ยนแปลง" in text for text in own)
    assert sum(text.count("76.55") for text in own) == 40
    assert "มาตรการไม่มีคะแนน" not in own[-1], "of each measure something is said"


def test_a_question_longer_than_a_page_breaks_and_is_whole() -> None:
    long: Measure = replace(seed(3).measures[0], question="น้ำใจ" * 900)
    document = replace(with_scores(), measures=(long, *seed(3).measures[1:]))
    assert squeezed(pdfium(frozen(document))).count("น้ำใจ") == 900


def test_the_setting_of_digits_leaves_codes() -> None:
    text = squeezed(pdfium(frozen(with_scores(), replace(PAPER, digits="thai"))))
    assert "ข้อI11๖๒.๔๐ข้อI12๗๖.๕๕เพิ่มขึ้น๑๔.๑๕" in text


def test_the_file_is_read_back_whole(pdf: bytes) -> None:
    found = pdf_reader.read(pdf)
    assert found.document == with_scores()
    [said] = [each.message for each in found.warnings if each.kind == "scores"]
    assert said.startswith("รายงานนี้มีคะแนนก่อนและหลังของ 2 ข้อ ซึ่งไม่นำเข้ากับรายงาน")


@pytest.mark.parametrize(
    ("write", "read"),
    [(word.write, docx.read), (lambda document, paper: web_page.write(document, paper).encode(), web.read)],
    ids=["Word", "web page"],
)
def test_word_and_web_page_say_it_and_are_read_back(
    write: Callable[[ReportDocument, Paper], bytes], read: Callable[[bytes], Grid]
) -> None:
    grid = read(write(with_scores(), Paper()))
    words = [" ".join(each.words.split()) for each in grid.paragraphs()]
    assert [line for line in (HEADING, *lines(with_scores())) if line not in words] == []
    assert by_grid.read(grid).document == with_scores()
    plain = read(write(seed(3), Paper()))
    by_words = [by_grid.read(replace(each, facts=""), agency=seed(3).agency).document for each in (grid, plain)]
    assert by_words[0] == by_words[1], "by words alone it is the report without them"
