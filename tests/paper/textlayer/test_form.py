"""The report itself, on its own form: all that the document says can be read out of its PDF."""

import html
import re
from dataclasses import replace
from functools import cache

import pytest

from document import Action, MarkedText, Measure, Officer, ReportDocument
from document.readers import text as text_reader
from paper import html as html_writer
from paper import report_pdf as pdf_writer
from paper.paper import Paper
from tests.document.samples import SEED
from tests.paper.readback import IN_ORDER, Reader, poppler, poppler_raw, squeezed
from tests.paper.textlayer.dictionary import chunks, words

AGENCY = "องค์การบริหารส่วนตำบลจำปา"
SEED_REPORT = text_reader.read(SEED, agency=AGENCY).document


def measure(number: int, texts: list[str]) -> Measure:
    heading, step, action, outcome, name = texts
    return Measure(
        code=f"E{number}",
        code_as_written=f"E{number}",
        tool="EIT",
        question="",
        heading=f"มาตรการข้อ E{number} {heading} :",
        steps=(MarkedText("๑.", step),),
        actions=(Action("1.", action),),
        outcomes=(MarkedText("-", outcome),),
        officers=(Officer(name, "", "", name),),
    )


@cache
def dictionary_report() -> ReportDocument:
    """Rows short enough to be kept whole, so that no page break cuts a cell, with 3,000 words of the dictionary."""
    cells = chunks(words(every=20), 4)
    rows = [measure(i, cells[i : i + 5]) for i in range(0, len(cells) - 5, 5)]
    return replace(SEED_REPORT, agency="เทศบาลเมืองก๊ำฝั่งปู่", measures=tuple(rows))


@cache
def dictionary_pdf() -> bytes:
    return pdf_writer.write(dictionary_report(), Paper())


def spoken(document: ReportDocument) -> str:
    """All that the page's HTML says, without white space, and without the places that the paper offers to break at."""
    body = html_writer.write(document, Paper()).partition("<body")[2].partition(">")[2]
    return squeezed(html.unescape(re.sub(r"<[^>]*>", "", body)).replace("\u200b", ""))


def without_repeated(text: str, document: ReportDocument) -> str:
    """The text without the head of the table, the agency in the margin and the numbers of pages, wherever."""
    for repeated in ("".join(document.columns), document.agency):
        text = text.replace(squeezed(repeated), "")
    return re.sub(r"หน้า\d+จาก\d+", "", text)


@pytest.mark.parametrize("read", IN_ORDER)
def test_every_character_of_a_long_report_comes_back_in_order(read: Reader) -> None:
    document = dictionary_report()
    text = squeezed(read(dictionary_pdf()))
    assert without_repeated(text, document) == without_repeated(spoken(document), document)


@pytest.mark.parametrize("read", [poppler, *IN_ORDER])
def test_no_sara_am_of_the_sample_report_is_lost(read: Reader) -> None:
    text = squeezed(read(pdf_writer.write(SEED_REPORT, Paper())))
    said, head = spoken(SEED_REPORT), squeezed("".join(SEED_REPORT.columns))
    pages = len(re.findall(r"หน้า\d+จาก\d+", text))
    furniture = (pages - 1) * AGENCY.count("ำ") + (text.count("ผู้รับผิดชอบ") - said.count("ผู้รับผิดชอบ")) * head.count("ำ")
    assert said.count("ำ") >= 52
    assert text.count("ำ") == said.count("ำ") + furniture


def test_popplers_own_order_holds_the_same_characters() -> None:
    written = pdf_writer.write(SEED_REPORT, Paper())
    assert sorted(squeezed(poppler(written))) == sorted(squeezed(poppler_raw(written)))


def test_thai_digits_by_setting_come_back_as_printed() -> None:
    text = squeezed(poppler_raw(pdf_writer.write(SEED_REPORT, Paper(digits="thai"))))
    assert "๒๙กันยายน๒๕๖๖" in text
    assert "E13" in text
