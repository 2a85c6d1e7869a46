"""The usual controls are drawn by plain code as Django's own templates draw them, to the letter."""

from __future__ import annotations

from typing import Any

import pytest
from django.forms import Select, SelectMultiple, widgets
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.frame.form_fields import _PLAIN, PortalRenderer

VALUES = st.one_of(st.text(max_size=8), st.integers(-2000, 3000), st.booleans(), st.sampled_from(["<b>", '"', "&amp;"]))
SAFE, LAZY = SafeString("<i>ก</i>"), gettext_lazy("Yes")
LABELS = st.one_of(st.text(max_size=8), st.integers(0, 3000), st.floats(0, 9), st.sampled_from([SAFE, LAZY]))
OPTIONS = st.lists(st.tuples(VALUES, LABELS), max_size=4)
CHOICES = st.lists(st.one_of(st.tuples(VALUES, LABELS), st.tuples(st.text(max_size=5), OPTIONS)), max_size=4)
ATTRIBUTES = st.dictionaries(st.sampled_from(["id", "class", "required", "data-a"]), VALUES, max_size=3)


@given(CHOICES, VALUES, ATTRIBUTES)
def test_any_choice_is_drawn_as_django_draws_it(choices: Any, value: Any, attributes: dict[str, Any]) -> None:
    widget = Select(attributes, choices)
    expected = widget.render("of", value, renderer=DjangoTemplates())
    assert widget.render("of", value, renderer=PortalRenderer()) == expected


@pytest.mark.parametrize("kind", [*_PLAIN, widgets.Textarea])
@given(st.text(max_size=8), st.one_of(st.none(), VALUES, st.just(SAFE), st.just(LAZY)), ATTRIBUTES)
def test_so_is_any_input_and_any_text(kind: type[widgets.Widget], name: str, value: Any, given: dict[str, Any]) -> None:
    widget = kind(given)
    expected = widget.render(name, value, renderer=DjangoTemplates())
    drawn = widget.render(name, value, renderer=PortalRenderer())
    assert (drawn, type(drawn)) == (expected, type(expected))


@pytest.mark.parametrize("widget", [SelectMultiple(), widgets.NullBooleanSelect(), Select({"disabled": True})])
def test_so_are_the_other_kinds_and_nothing_to_choose_from(widget: Any) -> None:
    for value in (None, "", "2"):
        expected = widget.render("of", value, {"id": "id_of"}, DjangoTemplates())
        assert widget.render("of", value, {"id": "id_of"}, PortalRenderer()) == expected
