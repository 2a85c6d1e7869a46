"""A row over several pages says on each of them which it is and who answers for it, to the eye alone."""

import re
from dataclasses import replace
from typing import Literal

import pypdfium2
import pytest

from document import Officer
from document.readers import text as text_reader
from paper import report_pdf
from paper.paper import Paper
from tests.document.samples import SEED
from tests.paper.readback import squeezed
from tests.paper.tagged import Structure

DOCUMENT = text_reader.read(SEED).document
ORIENTATIONS: list[Literal["landscape", "portrait"]] = ["landscape", "portrait"]
GOES_ON = re.compile(r"ข้อ(\w+)\(ต่อ\)")


def pages(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        return [squeezed(page.get_textpage().get_text_range()) for page in document]


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_each_further_page_of_a_row_names_it_and_its_officer(orientation: Literal["landscape", "portrait"]) -> None:
    printed = report_pdf.write(DOCUMENT, Paper(orientation=orientation))
    begun, told = [], 0
    for text in pages(printed):
        starts = [each.code_as_written for each in DOCUMENT.measures if f"มาตรการข้อ{each.code_as_written}" in text]
        for code in GOES_ON.findall(text):
            told += 1
            assert code in begun, "it began on an earlier page"
            assert "นายมณฑลหอมเหมือน" in text
        assert len(GOES_ON.findall(text)) <= 1, "only the first row of a page goes on from the page before"
        begun += starts
    assert told >= 2
    assert "(ต่อ)" not in "".join(Structure(printed).drawn.texts.values()), "nobody is read it aloud"


def test_of_several_officers_the_first_stands_for_all() -> None:
    officer = Officer("นายดี งามยิ่ง", "นายช่าง", "", "")
    long = replace(DOCUMENT.measures[0], officers=(officer, *DOCUMENT.measures[0].officers))
    text = "".join(pages(report_pdf.write(replace(DOCUMENT, measures=(long,)), Paper())))
    assert "นายดีงามยิ่งและอีก1คน" in text


def test_a_row_on_one_page_says_nothing_of_going_on() -> None:
    one = replace(DOCUMENT.measures[1], steps=DOCUMENT.measures[1].steps[:1], actions=())
    short = replace(DOCUMENT, measures=(replace(one, steps=(replace(one.steps[0], text="จัดอบรม"),)),))
    assert "(ต่อ)" not in "".join(pages(report_pdf.write(short, Paper())))
