"""Every document of the corpus is readable, read as a person reads it, and each doubt names its place."""

from __future__ import annotations

import re

import pytest
from _pytest.mark import ParameterSet

from tests.document.corpus.documents import DOCUMENTS, can_be_made, grid_of, read
from tests.document.corpus.expected import Recipe
from tests.document.corpus.figures import figures, tally_of
from tests.document.grids import test_office

ENOUGH = 0.98  # of each field, over all documents
FEWEST = 40
_PLACE = re.compile(
    r"(แผ่นงาน|หน้า|ตารางที่|แถวที่|ช่องที่|ย่อหน้า|บรรทัดที่|มาตรการ|รหัสข้อคำถาม|ผู้รายงาน|ผู้อนุมัติ|ชื่อรายงาน|ส่วน|ปัญหา|ข้อเสนอแนะ|ไฟล์|แฟ้ม|เรียน)"
)


def _made(recipe: Recipe) -> ParameterSet:
    marks = [test_office.needs_libreoffice] if recipe.needs_libreoffice else []
    return pytest.param(recipe, marks=marks, id=recipe.name)


MADE = [_made(each) for each in DOCUMENTS]


def test_the_corpus_is_of_many_makers_and_kinds() -> None:
    assert len(DOCUMENTS) >= FEWEST
    assert len({each.name for each in DOCUMENTS}) == len(DOCUMENTS)
    assert {each.kind for each in DOCUMENTS} == {"docx", "office", "sheets", "csv", "html", "clipboard", "text", "pdf"}
    assert {"python-docx", "LibreOffice", "XML by hand", "XlsxWriter", "WeasyPrint"} <= {
        each.maker for each in DOCUMENTS
    }


@pytest.mark.parametrize("recipe", MADE)
def test_a_document_is_read_and_its_doubts_name_their_places(recipe: Recipe) -> None:
    found = read(recipe)
    assert found.document.measures
    assert [each for each in found.warnings if not (_PLACE.match(each.place) and each.message)] == []


@pytest.mark.parametrize("recipe", MADE)
def test_a_document_is_read_as_a_person_reads_it(recipe: Recipe) -> None:
    tally = tally_of(recipe)
    whole = sum(tally.whole.values())
    assert sum(tally.right.values()) >= ENOUGH * whole, tally.wrong


@pytest.mark.parametrize("recipe", [_made(each) for each in DOCUMENTS if each.pictures])
def test_photographs_are_kept_aside_with_their_captions(recipe: Recipe) -> None:
    grid = grid_of(recipe, recipe.make())
    assert tuple(each.caption for each in grid.pictures()) == recipe.pictures


def test_each_field_is_right_in_nearly_all_documents() -> None:
    counted = figures()
    wanting = [recipe.name for recipe in DOCUMENTS if not can_be_made(recipe)]
    assert {name: counted.wrong for name in counted.whole if counted.share(name) < ENOUGH} == {}, wanting
