"""Photographs stand behind the report with their captions, files and links in a list; the same bytes each time."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import pikepdf
import pytest
from pikepdf import Name
from PIL import Image

from document import ReportDocument
from document.values import SCHEMA
from paper import archive, html, pictures, report_pdf
from paper.annex.photographs import LARGEST, printable, room
from paper.paper import Paper
from paper.typeset import ForeignFileError, render
from tests.evidence.making import a_picture
from tests.paper.illustrated import DIGEST, LINK, LONG, NAME, is_jpeg, proved
from tests.paper.readback import by_pypdf, pdfium, poppler, poppler_raw, squeezed
from tests.reports.frozen import PAPER, frozen, seed

HEADING = "ภาคผนวก ภาพประกอบ"


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page."""
    return [squeezed(each) for each in pictures.texts(pdf)]


def pictures_on(pdf: bytes) -> list[int]:
    """How many pictures each page draws."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [sum(str(each.operator) == "Do" for each in pikepdf.parse_content_stream(page)) for page in opened.pages]


def figures(pdf: bytes) -> list[str]:
    """The alternative text of each figure of the structure, in order."""
    found = []

    def walk(element: pikepdf.Object) -> None:
        if element.get("/S") == Name.Figure:
            found.append(str(element.Alt))
        for kid in element.get("/K", []):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                walk(kid)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        walk(opened.Root.StructTreeRoot.K[0])
    return found


@pytest.fixture(scope="module", params=["landscape", "portrait"])
def paper(request: pytest.FixtureRequest) -> Paper:
    return replace(PAPER, orientation=request.param)


def drawn(document: ReportDocument, paper: Paper, like: Paper) -> bytes:
    return frozen(document, replace(like, photographs=paper.photographs))


_captioned = cache(drawn)  # a file that several readers read: a paper is no other by its photographs


def test_a_report_without_evidence_has_the_bytes_that_it_had(paper: Paper) -> None:
    report = seed()
    assert report.schema == SCHEMA
    assert "ภาคผนวก" not in html.write(report, paper)
    assert "annex.css" not in html.write(report, paper)


def test_several_stand_on_a_page_and_the_first_beside_the_heading(paper: Paper) -> None:
    document, own = proved(24)
    pdf = drawn(document, own, paper)
    shown = [count for count in pictures_on(pdf) if count]
    assert sum(shown) == 24
    assert min(shown[:-1]) >= 2
    assert len(shown) <= 6
    texts = pages_of(pdf)
    [first] = [number for number, text in enumerate(texts) if squeezed(HEADING) in text]
    assert pictures_on(pdf)[first] >= 2
    assert squeezed("ผู้อนุมัติ") in texts[first - 1], "behind the report's own end"
    for number, (count, text) in enumerate(zip(pictures_on(pdf), texts, strict=True)):
        assert text.count("ภาพที่") == count, f"captions stay with their pictures: page {number + 1}"


def test_each_picture_is_told_by_its_caption_to_those_who_dont_see_it(paper: Paper) -> None:
    document, own = proved(3)
    told = figures(drawn(document, own, paper))
    assert [each for each in told if "ร้องเรียน" in each] == [each.caption for each in document.evidence[:3]]


@pytest.mark.parametrize("read", [poppler_raw, pdfium, poppler])
def test_captions_of_any_length_read_back_whole(paper: Paper, read: object) -> None:
    document, own = proved(4, caption=(LONG * 4)[:500])
    text = squeezed(read(_captioned(document, own, paper)))  # type: ignore[operator]  # a reader
    if read is not poppler:  # which mixes the lines of neighbours
        assert text.count(squeezed((LONG * 4)[:500])) == 4
    for words in ("รายการที่ 1", DIGEST, LINK, squeezed(NAME)):
        assert squeezed(words) in text
    assert "มาตรการE13วันที่2กันยายน2566" in text


def test_pypdf_reads_them_too() -> None:
    document, own = proved(1)
    assert squeezed("จุดที่") in squeezed(by_pypdf(frozen(document, own)))


def test_the_setting_of_digits_leaves_names_digests_and_addresses(paper: Paper) -> None:
    document, own = proved(1)
    text = squeezed(pdfium(drawn(document, own, replace(paper, digits="thai"))))
    assert DIGEST in text
    assert squeezed(LINK) in text
    assert "ภาพที่๑" in text


def test_the_same_report_gives_the_same_bytes_and_its_data_lie_inside(paper: Paper) -> None:
    document, own = proved(2)
    first = drawn(document, own, paper)
    again, own = proved(2)
    assert drawn(again, own, paper) == first
    assert b'"caption"' in (archive.attached(first, archive.REPORT, limit=10**6) or b"")


def test_twenty_four_photographs_stay_under_five_megabytes(paper: Paper) -> None:
    document, own = proved(24, noisy=True)
    assert max(map(len, own.photographs.values())) <= 200 * 1024
    pdf = drawn(document, own, paper)
    assert 1_000_000 < len(pdf) < 5_000_000


def test_pictures_lie_in_the_file_as_they_were_made_small() -> None:
    document, own = proved(2)
    with pikepdf.open(io.BytesIO(report_pdf.write(document, own))) as opened:
        streams = [each for each in opened.objects if isinstance(each, pikepdf.Stream)]
        images = [each for each in streams if each.get("/Subtype") == Name.Image]
        assert {each.read_raw_bytes() for each in images} == set(own.photographs.values())
        assert all("/DCTDecode" in str(each.Filter) for each in images)


def test_a_paper_without_the_pictures_says_which_they_are() -> None:
    document, _ = proved(1)
    text = squeezed(pdfium(report_pdf.write(document, Paper())))
    assert squeezed(f"SHA-256 {document.evidence[0].digest}") in text
    assert squeezed("ภาพที่ 1") in text


def test_no_other_picture_is_asked_for() -> None:
    with pytest.raises(ForeignFileError):
        render('<html lang="th"><body><img src="photograph:missing" alt="x"></body></html>', title="x")


@pytest.mark.parametrize("size", [(2560, 1920), (1920, 2560), (64, 48), (2560, 20)])
def test_a_picture_is_made_as_small_as_it_must_be(size: tuple[int, int]) -> None:
    kept = a_picture(size=size, noisy=True)
    small = printable(kept)
    assert len(small) <= LARGEST
    assert is_jpeg(small)
    assert printable(kept) == small
    with Image.open(io.BytesIO(small)) as found:
        assert max(found.size) <= 1280
        assert abs(found.width / found.height - size[0] / size[1]) < 0.02 * size[0] / size[1]


def test_many_pictures_share_the_room() -> None:
    assert [room(count) for count in (0, 1, 24, 48, 1000)] == [LARGEST, LARGEST, LARGEST, LARGEST // 2, 40_000]
    assert len(printable(a_picture(size=(2560, 1920), noisy=True), largest=room(1000))) <= 40_000
