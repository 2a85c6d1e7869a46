"""Photographs are kept beside a report with their captions; neither is part of its words."""

import base64

from document.grid import Grid, Paragraph, Picture, Place
from document.readers import by_grid
from document.understanding.photographs import photographs
from reports.formats import sandboxed
from tests.document.corpus.makers import pages
from tests.document.corpus.recipes import word_more
from tests.document.grids.makers import picture
from tests.document.samples import CLOSING, HEADER, OPENING, ROW, TITLE
from tests.document.tables import table_of

JPEG = picture("JPEG", (40, 30))


def test_a_word_files_photographs_come_with_the_reading_out_of_its_own_process() -> None:
    found = sandboxed.reader_of("docx")(word_more.PICTURES.make())
    assert tuple(each.caption for each in found.pictures) == word_more.PICTURES.pictures
    assert {each.media_type for each in found.pictures} == {"image/jpeg"}
    assert all(each.data.startswith(b"\xff\xd8\xff") for each in found.pictures)
    assert found.document.cover == ()


def test_a_picture_that_stands_twice_is_one_with_its_caption() -> None:
    pictures = [(b"a", ""), (b"b", ""), (b"a", "ภาพที่ 1"), (b"b", ""), (b"a", "ภาพที่ 2")]
    grid = Grid(tuple(Picture(data, "image/png", caption=caption) for data, caption in pictures))
    found = [(each.data, each.caption) for each in photographs(grid)]
    assert found == [(b"b", ""), (b"a", "ภาพที่ 1"), (b"a", "ภาพที่ 2")]


def test_captions_of_a_printed_page_go_to_its_pictures_in_order_where_there_are_as_many() -> None:
    here, there = Place(page=2), Place(page=3)
    words = (Paragraph("ภาพที่ 1 อบรม", here), Paragraph("ภาพที่ 2 ประชุม", here), Paragraph("ภาพที่ 3", there))
    pictures = [
        Picture(bytes([number]), "image/jpeg", place) for number, place in enumerate((here, here, there, there))
    ]
    found = photographs(Grid((*words, *pictures)))
    assert [each.caption for each in found] == ["ภาพที่ 1 อบรม", "ภาพที่ 2 ประชุม", "", ""]


def test_words_like_a_caption_stay_where_a_file_has_no_pictures() -> None:
    rows = [[(text, 1, 1) for text in line.split("\t")] for line in (HEADER, ROW)]
    words = (Paragraph("ปัญหา/อุปสรรค"), Paragraph("ภาพกิจกรรมไม่ชัดเจน"), Paragraph("ข้อเสนอแนะ"), Paragraph(CLOSING))
    grid = Grid((Paragraph(TITLE), Paragraph(OPENING), table_of(rows), *words))
    assert [each.text for each in by_grid.read(grid).document.problems] == ["ภาพกิจกรรมไม่ชัดเจน"]


def test_a_page_with_its_own_pictures() -> None:
    source = f"data:image/jpeg;base64,{base64.b64encode(JPEG).decode()}"
    page = pages.page(
        TITLE,
        OPENING,
        [HEADER.split("\t"), ROW.split("\t")],
        CLOSING,
        f'<figure><img src="{source}"><figcaption>ภาพที่ 1 อบรม</figcaption></figure>',
    )
    found = sandboxed.reader_of("html")(page)
    assert [(each.data, each.caption) for each in found.pictures] == [(JPEG, "ภาพที่ 1 อบรม")]
