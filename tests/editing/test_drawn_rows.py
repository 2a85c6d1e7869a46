"""A row of a list is drawn once for what it shows, and anew for anything else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pytest_django import Settings

from editing.lists.drawn_rows import drawn_rows

TEMPLATE = "a_row.html"


@dataclass(frozen=True)
class Row:
    name: str
    number: int = 1


@pytest.fixture(autouse=True)
def template(tmp_path: Path, settings: Settings) -> Path:
    """A row's template, in a folder of the test's own."""
    file = tmp_path / TEMPLATE
    file.write_text("<tr><td>{{ row.name }}</td><td>{{ row.number }}</td></tr>", encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    return file


def test_each_row_is_drawn_in_its_place() -> None:
    assert drawn_rows(TEMPLATE, [Row("ก"), Row("ข", 2)]) == [
        "<tr><td>ก</td><td>1</td></tr>",
        "<tr><td>ข</td><td>2</td></tr>",
    ]


def test_what_somebody_typed_is_text() -> None:
    assert drawn_rows(TEMPLATE, [Row("<b>&")]) == ["<tr><td>&lt;b&gt;&amp;</td><td>1</td></tr>"]


def test_the_same_row_is_drawn_once_and_another_anew() -> None:
    row = Row("ก")
    [first] = drawn_rows(TEMPLATE, [row])
    [again] = drawn_rows(TEMPLATE, [replace(row)])
    [other] = drawn_rows(TEMPLATE, [replace(row, number=2)])
    assert again is first
    assert other == "<tr><td>ก</td><td>2</td></tr>"


def test_a_template_that_was_changed_draws_anew(template: Path, settings: Settings) -> None:
    drawn_rows(TEMPLATE, [Row("ก")])
    template.write_text("<tr><td>{{ row.name }}</td></tr>", encoding="utf-8")
    settings.TEMPLATES = [*settings.TEMPLATES]  # as a development server, which reads it again
    assert drawn_rows(TEMPLATE, [Row("ก")]) == ["<tr><td>ก</td></tr>"]
