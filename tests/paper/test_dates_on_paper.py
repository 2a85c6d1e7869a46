"""A date on paper stands in one line where its column has room for it, and never runs out of its column."""

import re
from dataclasses import replace

import pytest
from django.utils.html import strip_tags

from document import Action
from document.readers import text as text_reader
from paper import html
from paper.paper import Paper
from paper.sheet import columns, dates
from paper.sheet.columns import Orientation
from paper.sheet.measuring import letters
from tests.document.samples import SEED

DOCUMENT = text_reader.read(SEED).document
LONG = "25–27 พฤศจิกายน 2566"
DAY = "27 พฤศจิกายน 2566"
NBSP = "\u00a0"
WHOLE = re.compile(r'<span class="nb">([^<]*)</span>')


def in_column(words: str, room: int) -> str:
    """A cell with these words as they are printed in a column of so many letters."""
    return dates.bound(f"<td>{words.replace(' ', NBSP)}</td>", across=80, rooms=[room])


@pytest.mark.parametrize(
    ("room", "whole"), [(20, [LONG]), (19, [LONG]), (18, ["25–27 พฤศจิกายน"]), (14, ["25–27 พฤศจิกายน"]), (13, [])]
)
def test_a_date_wider_than_its_column_ends_a_line_before_the_year_and_else_is_whole(
    room: int, whole: list[str]
) -> None:
    found = in_column(LONG, room)
    assert WHOLE.findall(found) == whole
    assert strip_tags(found) == LONG


def test_the_dash_of_a_range_stays_with_its_first_day_where_there_is_room() -> None:
    cell = f"<td>1{NBSP}มิถุนายน{NBSP}2566 – 29{NBSP}กันยายน{NBSP}2566</td>"
    wide, narrow = (dates.bound(cell, across=80, rooms=[room]) for room in (20, 13))
    assert WHOLE.findall(wide) == ["1 มิถุนายน 2566 –", "29 กันยายน 2566"]
    assert WHOLE.findall(narrow) == ["1 มิถุนายน 2566", "29 กันยายน"]


def test_each_column_has_its_own_room_and_the_text_outside_of_the_table_the_whole_line() -> None:
    date = LONG.replace(" ", NBSP)
    row = f"<p>{date}</p>" + f"<td>{date}</td>" * 4
    found = dates.bound(row, across=80, rooms=[19, 18, 13, 19])
    assert WHOLE.findall(found) == [LONG, LONG, "25–27 พฤศจิกายน", LONG]


@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
def test_the_second_column_is_wide_enough_for_the_longest_date_of_a_report(orientation: Orientation) -> None:
    measures = [
        replace(each, actions=(*each.actions, Action("9.", f"ประชุมเมื่อวันที่ {DAY}"))) for each in DOCUMENT.measures
    ]
    second = columns.widths(measures, orientation)[1]
    assert columns.sheet(orientation).room(second) >= letters(DAY) == 16
    report = replace(DOCUMENT, measures=tuple(measures))
    assert f'<span class="nb">{DAY}</span>' in html.write(report, Paper(orientation=orientation))


def test_the_closing_line_keeps_its_labels_and_the_day_whole() -> None:
    closing = html.write(DOCUMENT, Paper()).partition('<p class="reporter">')[2]
    assert '<b class="nb">กองงาน :</b>' in closing
    assert re.search(r'<span class="nb"><b>ว/ด/ป</b> \S', closing)
