"""Names on paper hold together as long as they fit, and never run out of the sheet."""

import re

import pytest

from paper.sheet.linebreaks import Column
from paper.templatetags.paper import column_name, line_name

COLUMN = Column(11, (), lambda text: set())
BOUND = re.compile(r'<span class="nb">(.*?)</span>')


@pytest.mark.parametrize("name", ["นายดี งามยิ่ง", "ว่าที่ร้อยตรีหญิง น้ำฝน กิ๊ฟท์น้อย", "ก" * 30, "ก" + "\u0e34" * 50])
def test_a_name_on_a_line_of_its_own_does_not_break(name: str) -> None:
    assert BOUND.fullmatch(line_name(name))


@pytest.mark.parametrize("name", ["ก" * 31, "นาย" + "ก" * 147, "นางสาวกนกวรรณประภาภรณ์ วงศ์ศรีสุวรรณพัฒนกุลไพศาล"])
def test_a_name_longer_than_half_a_sheet_may_break(name: str) -> None:
    assert line_name(name) == name


def test_in_the_column_a_long_name_breaks_at_its_spaces_and_its_longest_part_anywhere() -> None:
    assert BOUND.fullmatch(column_name("นายดี งาม", COLUMN))
    assert column_name(f"นายดี {'ก' * 150}", COLUMN) == f'<span class="nb">นายดี</span> {"ก" * 150}'


@pytest.mark.parametrize("name", ["<b>ก</b>", "<b>" + "ก" * 150])
def test_what_a_name_holds_is_no_markup(name: str) -> None:
    for drawn in (line_name(name), column_name(name, COLUMN)):
        assert "<b>" not in drawn
        assert "&lt;b&gt;" in drawn
