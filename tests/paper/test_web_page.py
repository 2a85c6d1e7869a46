"""The report as one web page: the form's table, nothing beside it, read back equal by its facts and by its words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from document import MarkedText
from document.grid import Kind
from document.grids import html as html_grid
from document.readers import by_grid
from document.readers import text as text_reader
from document.readers.reading import Reading
from paper.paper import Paper
from paper.sheet.web_page import write
from tests.document.samples import SEED

REPORT = text_reader.read(SEED).document
LANDSCAPE, PORTRAIT = Paper(), Paper(orientation="portrait")


def read(page: str) -> Reading:
    return by_grid.read(html_grid.read(page.encode()))


@pytest.mark.parametrize("paper", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
def test_the_seed_is_read_back_equal_by_its_facts_and_by_its_words(paper: Paper) -> None:
    written = write(REPORT, paper)
    assert (read(written).document, read(written).by_words) == (REPORT, False)
    without = re.sub("<script.*?</script>", "", written, flags=re.DOTALL)
    assert (read(without).document, read(without).by_words) == (REPORT, True)
    assert write(REPORT, paper) == written
    assert f"size: A4 {paper.orientation}" in written


def test_with_the_agencys_digits_the_facts_stay_what_they_are() -> None:
    written = write(REPORT, replace(LANDSCAPE, digits="thai"))
    assert "ปีงบประมาณ ๒๕๖๖" in "".join(each.words for each in html_grid.read(written.encode()).paragraphs(Kind.BODY))
    assert read(written).document == REPORT


def test_what_somebody_wrote_in_the_page_counts() -> None:
    outcome = REPORT.measures[0].outcomes[0].text
    found = read(write(REPORT, LANDSCAPE).replace(f"{outcome}</p>", f"{outcome} และเผยแพร่ทางเว็บไซต์</p>"))
    assert found.by_words and "written-on" in {each.key for each in found.warnings}
    assert found.document.measures[0].outcomes[0].text == f"{outcome} และเผยแพร่ทางเว็บไซต์"


def test_nothing_lies_beside_it_and_nothing_in_it_runs() -> None:
    page = write(REPORT, LANDSCAPE)
    assert re.findall(r"\b(?:src|href|action|on\w+)=|url\(|@import", page) == []
    assert re.findall(r"<script[^>]*>", page) == ['<script type="application/json" id="ita-portal-report">']


def test_words_are_words_whatever_they_look_like() -> None:
    typed = '</script><script>alert(1)</script> <b>ก</b> & "ข" {{ 1 }} {% now %}'
    odd = replace(REPORT, title=typed, problems=(MarkedText("", typed), MarkedText("", "ก\ufffeข")))
    page = write(odd, LANDSCAPE)
    assert (page.count("<script"), page.count("<b>")) == (1, 0)
    words = [each.words for each in html_grid.read(page.encode()).paragraphs()]
    assert words.count(typed) == 2 and "กข" in words
    assert read(page).document == replace(odd, problems=(odd.problems[0], MarkedText("", "กข")))


def test_facts_that_are_no_report_are_passed_over() -> None:
    page = re.sub(
        r"(<script[^>]*>).*?(</script>)", r'\1{"report": {"schema": 9}, "words": 1}\2', write(REPORT, LANDSCAPE)
    )
    assert read(page).document == REPORT
