"""Our own PDF, printed anew by another program and so without its facts, is read by its words."""

from __future__ import annotations

from typing import Any

import pytest

from document import Measure
from document.grids import pdf
from document.readers import by_grid
from document.readers import text as text_reader
from paper import report_pdf
from paper.paper import Paper
from tests.document.samples import SEED

REPORT = text_reader.read(SEED).document


def bare(measure: Measure) -> list[Any]:
    """What it says, white space aside: where a line ends on paper, Thai doesn't tell whether a space stood."""
    found: list[Any] = [measure.code, "".join(measure.heading.split())]
    found += [(each.marker, "".join(each.text.split())) for each in (*measure.steps, *measure.outcomes)]
    for action in measure.actions:
        days = [(each.start, each.end, each.open_ended) for each in action.dates]
        found.append((action.marker, "".join(action.text.split()), days))
    return found


@pytest.mark.parametrize("paper", [Paper(), Paper(orientation="portrait")], ids=["landscape", "portrait"])
def test_the_seed_on_paper_says_the_same_in_words(paper: Paper) -> None:
    found = by_grid.read(pdf.read(report_pdf.write(REPORT, paper)))
    assert found.by_words
    assert [bare(each) for each in found.document.measures] == [bare(each) for each in REPORT.measures]
    assert [each.officers for each in found.document.measures] == [each.officers for each in REPORT.measures]
    assert (found.document.assessed_year, found.document.measures_year) == (2565, 2566)
    assert found.document.reported_on == REPORT.reported_on
