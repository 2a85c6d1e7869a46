"""Whatever a document holds, a Word file or web page of it is read back equal: by its facts, and by its words alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from document import ReportDocument
from document.grid import Grid
from document.grids import docx, html
from document.readers import by_grid
from paper import word
from paper.paper import Paper
from paper.sheet import web_page
from tests.document.strategies import any_document, of_schema_2, told_apart

SLOW = settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))
PAPERS = st.sampled_from([Paper(), Paper(orientation="portrait"), Paper(digits="thai")])


@dataclass(frozen=True)
class Form:
    write: Callable[[ReportDocument, Paper], bytes]
    read: Callable[[bytes], Grid]


FORMS = {
    "docx": Form(word.write, docx.read),
    "html": Form(lambda document, paper: web_page.write(document, paper).encode(), html.read),
}


@pytest.mark.parametrize("name", FORMS)
@SLOW
@given(st.one_of(any_document, of_schema_2()), PAPERS)
def test_any_document_is_read_back_equal(name: str, document: ReportDocument, paper: Paper) -> None:
    form = FORMS[name]
    found = by_grid.read(form.read(form.write(document, paper)))
    assert (found.document, found.by_words) == (document, False)


@pytest.mark.parametrize("name", FORMS)
@SLOW
@given(told_apart())
def test_a_document_whose_fields_can_be_told_apart_is_read_back_equal_by_its_words(
    name: str, document: ReportDocument
) -> None:
    form = FORMS[name]
    grid = replace(form.read(form.write(document, Paper())), facts="")
    found = by_grid.read(grid, agency=document.agency)
    assert (found.document, found.by_words) == (document, True)
