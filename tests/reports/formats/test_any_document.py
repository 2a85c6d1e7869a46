"""Whatever a document holds, what the registry writes of it its reader gives back equal."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from document import ReportDocument
from paper.paper import Paper
from reports.formats.registry import format_of, reader_for
from tests.document.strategies import any_document, of_schema_2, of_schema_3

SLOW = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
PAPERS = st.sampled_from([Paper(), Paper(orientation="portrait", digits="thai", letterhead="ที่ทำการ")])


@pytest.mark.django_db
@pytest.mark.parametrize("extension", [".json", ".html", ".docx", ".pdf"])
@SLOW
@given(st.one_of(any_document, of_schema_2(), of_schema_3()), PAPERS)
def test_it_is_read_back_equal(extension: str, document: ReportDocument, paper: Paper) -> None:
    form, read = format_of(extension), reader_for(extension)
    assert form is not None and read is not None
    found = read(form.write(document, paper))
    assert (found.document, found.by_words) == (document, False)
