"""The real report as a PDF: every character of the source in order, every page marked as it should be."""

import re
from collections import Counter
from dataclasses import replace
from typing import Literal

import pypdfium2
import pytest
from pythainlp.tokenize import word_tokenize

from document import ReportDocument
from document.readers import text as reader
from paper import html, report_pdf
from paper.paper import Paper
from tests.document.samples import SEED
from tests.paper.readback import Reader, pdfium, poppler, poppler_raw, squeezed

IN_ORDER = [poppler_raw, pdfium]
CELLS = re.compile(r"[^\t\n*]+")
SOURCE = SEED.decode()
YEAR = "ประจำปีงบประมาณ พ.ศ. 2566"
GOES_ON = re.compile(r"ข้อ(?:11|E14)\(ต่อ\)")  # and whoever answers for it, in the last column
OFFICER = "นายมณฑลหอมเหมือน"


@pytest.fixture(scope="module")
def document() -> ReportDocument:
    return reader.read(SOURCE.encode()).document


@pytest.fixture(scope="module")
def printed(document: ReportDocument) -> bytes:
    return report_pdf.write(document, Paper())


def without_furniture(text: str, document: ReportDocument) -> str:
    """The text read back without repeated headers, running heads, page numbers and the agency under the title."""
    squeezed_text = squeezed(text)
    head = "".join(squeezed(column) for column in document.columns)
    first, *rest = squeezed_text.split(head)
    body = first + head + "".join(rest)
    body = re.sub(r"หน้า\d+จาก\d+", "", body)
    return body.replace(squeezed(document.title + YEAR + document.agency), squeezed(document.title), 1)


def source_rows() -> list[list[str]]:
    """The cells of the source, marks and white space aside."""
    plain = re.sub(r"</?p>|\*\*", " ", SOURCE)
    rows = [line.split("\t") for line in plain.splitlines() if line.count("\t") == 3]
    return [[squeezed(cell) for cell in row] for row in rows if squeezed(row[3]) != "ผู้รับผิดชอบ"]


@pytest.mark.parametrize("read", IN_ORDER)
def test_every_character_outside_the_table_comes_back_in_order(
    read: Reader, printed: bytes, document: ReportDocument
) -> None:
    found = without_furniture(read(printed), document)
    for block in re.split(r"\n\n", re.sub(r"\*\*", "", SOURCE)):
        if "\t" not in block and block.strip():
            assert squeezed(block) in found


@pytest.mark.parametrize("read", IN_ORDER)
def test_cells_come_back_whole_but_for_those_that_a_page_break_cuts(read: Reader, printed: bytes) -> None:
    found = squeezed(read(printed))
    cut = [cell for row in source_rows() for cell in row if cell not in found]
    assert len(cut) <= 2 * 4, "two rows of four cells go on over a page"


@pytest.mark.parametrize("read", IN_ORDER)
def test_no_character_is_added_or_lost(read: Reader, printed: bytes, document: ReportDocument) -> None:
    text, goes_on = squeezed(read(printed)), GOES_ON.findall(squeezed(read(printed)))
    found = Counter(text) - Counter("".join(goes_on) + OFFICER * len(goes_on))
    assert goes_on, "rows go on over a page"
    plain = squeezed(re.sub(r"</?p>|\*\*", " ", SOURCE))
    head = "".join(squeezed(column) for column in document.columns)
    pages = len(pypdfium2.PdfDocument(printed))
    heads = squeezed(read(printed)).count(squeezed(document.columns[0]))
    furniture = Counter("".join(f"หน้า{n}จาก{pages}" for n in range(1, pages + 1)) + document.agency * pages)
    furniture += Counter(squeezed(YEAR))
    wanted = Counter(plain) + furniture
    for _ in range(abs(heads - plain.count(head))):
        wanted = wanted + Counter(head) if heads > plain.count(head) else wanted - Counter(head)
    assert found == wanted


def test_every_word_is_found_by_plain_pdftotext(printed: bytes) -> None:
    found = squeezed(poppler(printed))
    words = {
        word
        for row in CELLS.finditer(re.sub(r"</?p>", " ", SOURCE))
        for word in word_tokenize(row[0], engine="newmm")
        if word.strip()
    }
    assert len(words) > 200
    assert [word for word in words if squeezed(word) not in found] == []


def test_cells_that_no_page_break_cuts_are_whole_in_plain_pdftotext(printed: bytes) -> None:
    found = squeezed(poppler(printed))
    cut = [cell for row in source_rows() for cell in row if cell not in found]
    assert len(cut) <= 2 * 4, "two rows of four cells go on over a page"


def test_the_same_document_and_paper_give_the_same_bytes(printed: bytes, document: ReportDocument) -> None:
    assert report_pdf.write(document, Paper()) == printed


@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
def test_a_draft_says_so_on_each_page_and_a_final_never(
    orientation: Literal["landscape", "portrait"], document: ReportDocument
) -> None:
    draft = pypdfium2.PdfDocument(report_pdf.write(document, Paper(orientation=orientation, draft=True, demo=True)))
    final = pypdfium2.PdfDocument(report_pdf.write(document, Paper(orientation=orientation)))
    assert ["ร่าง" in page.get_textpage().get_text_range() for page in draft] == [True] * len(draft)
    assert ["ตัวอย่างจากระบบสาธิต" in page.get_textpage().get_text_range() for page in draft] == [True] * len(draft)
    assert ["ร่าง" in page.get_textpage().get_text_range() for page in final] == [False] * len(final)
    width, height = draft[0].get_size()
    assert (width > height) == (orientation == "landscape")


def test_the_head_of_the_table_stands_on_every_page_that_the_table_is_on(printed: bytes) -> None:
    pages = [squeezed(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(printed)]
    assert ["ผลลัพธ์หรือความสำเร็จ" in page for page in pages[:-1]] == [True] * (len(pages) - 1)


def test_all_digits_are_thai_where_the_agency_wants_them_but_codes_stay(document: ReportDocument) -> None:
    text = squeezed(poppler_raw(report_pdf.write(document, Paper(digits="thai"))))
    assert "ปีงบประมาณ๒๕๖๖" in text
    assert "มาตรการข้อE13" in text
    assert "อ้างอิงจากo13" in text
    assert re.findall(r"(?<![A-Za-z๐])[0-9]{4}", text) == []


def test_names_are_not_broken_between_title_and_surname(document: ReportDocument) -> None:
    page = html.write(document, Paper())
    may_go_on = page.count('class="goes-on"') // 2  # in the first and the last cell
    assert page.count('<span class="nb">นายมณฑล หอมเหมือน</span>') == 4 + may_go_on
    text = poppler_raw(report_pdf.write(document, Paper()))
    lines = text.splitlines()
    assert sum("นายมณฑล หอมเหมือน" in line for line in lines) == 4 + len(GOES_ON.findall(squeezed(text)))


def test_markup_in_a_report_is_text_on_paper(document: ReportDocument) -> None:
    page = html.write(replace(document, opening='<script>alert(1)</script><img src="x">'), Paper())
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
