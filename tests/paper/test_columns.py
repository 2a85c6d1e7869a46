"""The columns of the paper are as wide as what stands in them wants, within limits."""

from dataclasses import replace

import pytest

from document import Action, MarkedText, Measure, Officer
from document.readers import text as text_reader
from paper.sheet import columns
from paper.sheet.columns import Orientation
from paper.sheet.measuring import letters
from tests.document.samples import SEED

MEASURES = text_reader.read(SEED).document.measures
ORIENTATIONS: list[Orientation] = ["landscape", "portrait"]
WORDS = "ประชาสัมพันธ์ช่องทางการให้บริการ "


def with_much_in(column: int) -> list[Measure]:
    """Measures of which one column runs on for pages."""
    much, little = WORDS * 60, WORDS
    texts = [much if column == number else little for number in range(4)]
    officer = Officer("นายดี งามยิ่ง", "นักวิชาการ", "กองช่าง", "")
    measure = replace(
        MEASURES[0],
        steps=(MarkedText("1.", texts[0]),),
        actions=(Action("1.", texts[1]),),
        outcomes=(MarkedText("-", texts[2]),),
        officers=(officer,),
    )
    return [measure] * 3


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_the_columns_fill_the_sheet_within_their_limits(orientation: Orientation) -> None:
    paper = columns.sheet(orientation)
    for measures in ([], MEASURES[:1], MEASURES, *map(with_much_in, range(3))):
        first, second, third, fourth = columns.widths(measures, orientation)
        assert first + second + third + fourth == 100
        assert (first in paper.first, third in paper.third, fourth in paper.fourth) == (True, True, True)
        assert 24 <= second <= 44


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_column_that_runs_on_takes_from_those_that_are_empty(orientation: Orientation) -> None:
    usual = columns.sheet(orientation).usual
    for column in range(3):
        assert columns.widths(with_much_in(column), orientation)[column] > usual[column], column


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_short_report_has_the_usual_columns(orientation: Orientation) -> None:
    assert columns.widths(MEASURES[1:2], orientation) == columns.sheet(orientation).usual


def test_a_name_that_fits_a_column_of_officers_gets_one_in_which_it_fits() -> None:
    for name in ("นายดี งามยิ่ง", "นายมณฑล หอมเหมือน"):
        many = [replace(each, officers=(Officer(name, "", "", ""),)) for each in with_much_in(0)]
        width = columns.widths(many, "landscape")[3]
        assert columns.sheet("landscape").room(width) >= letters(name)
