"""Templates can be read: indented by what is open, one element a line, no wider than a screen."""

from __future__ import annotations

import re
from pathlib import Path

from tests.house.templates import faults
from tests.house.tree import project_files, text_of

WELL_LAID_OUT = """{% extends "_page.html" %}
{% block main %}
  <div class="narrow">
    <a class="btn btn-primary"
      href="{% url "home" %}">หน้าแรก</a>
    {% if name %}
      <p class="lead">{{ name }} <b>และ</b>{% if more %} อีก {{ more }} คน{% endif %}</p>
    {% else %}
      <textarea name="words"{% if locked %} readonly{% endif %}>
{{ words }}</textarea>
    {% endif %}
    <div><dt>ผู้เสนอ</dt><dd>{{ name }}</dd></div>
  </div>
{% endblock main %}
"""


COMPARES_A_STATE = re.compile(r"\{%[^%]*\b(?:state|move|move\.name|status) (?:==|!=) ")


def all_templates() -> list[Path]:
    templates = [path for path in project_files() if path.parts[0] == "templates" and path.suffix == ".html"]
    assert len(templates) > 100
    return templates


def test_no_template_compares_the_state_of_a_measure_or_a_report() -> None:
    """Its view knows the states and names the section: docs/decisions/0023."""
    assert COMPARES_A_STATE.search('{% elif measure.state == "returned" %}')
    assert COMPARES_A_STATE.search('{% if move.name == "complete" %}')
    assert [path.as_posix() for path in all_templates() if COMPARES_A_STATE.search(text_of(path))] == []


def test_every_template_is_laid_out_as_agreed() -> None:
    found = {path.as_posix(): faults(text_of(path)) for path in all_templates()}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_a_template_that_is_laid_out_as_agreed_has_no_faults() -> None:
    assert faults(WELL_LAID_OUT) == []


def test_what_stands_too_far_in_or_out_is_found() -> None:
    assert faults(WELL_LAID_OUT.replace("    {% else %}", "      {% else %}")) == ["8: 6 spaces instead of 4"]
    assert faults(WELL_LAID_OUT.replace("      href", "    href")) == ["5: 4 spaces instead of 6"]
    assert faults(WELL_LAID_OUT.replace("  </div>", "</div>")) == ["13: 0 spaces instead of 2"]


def test_two_elements_on_a_line_are_found() -> None:
    assert faults("<ul><li>หนึ่ง</li></ul>\n") == ["1: 2 elements begin here: ul li"]


def test_a_line_that_is_too_wide_is_found() -> None:
    assert faults(f"<p>{'ก' * 160}</p>\n") == ["1: 167 columns"]
