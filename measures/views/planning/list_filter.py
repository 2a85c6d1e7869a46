"""What the list of measures is narrowed by, as it is drawn: what it offers and what was chosen are values, so that the
same form is drawn once, as its rows are. Fields that look up units and officers are made for a search alone.
"""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache

from django import forms
from django.template import Template
from django.template.loader import get_template
from django.utils.safestring import SafeString

from measures.filters import FilterForm, MeasureFilter

_TEMPLATE = "measures/measure/_filter.html"
_MOST = 100  # forms, of 10 kB each where fifty officers are offered
Choices = tuple[tuple[int, str], ...]


def drawn_filter(found: MeasureFilter) -> SafeString:
    """The form of a list's filter with what was asked, in two queries."""
    units, officers = found.units.values_list("pk", "short_name"), found.officers.values_list("pk", "name")
    template = get_template(_TEMPLATE).template  # type: ignore[attr-defined]  # of Django's own engine
    return _drawn(template, found.asked, tuple(units), tuple(officers))


@lru_cache(_MOST)
def _drawn(template: Template, asked: tuple[str, ...], units: Choices, officers: Choices) -> SafeString:
    """`template` is another once a development server has read it anew."""
    fields = {name: each.field for name, each in deepcopy(MeasureFilter.base_filters).items()}  # a filter keeps its own
    for name, choices in (("unit", units), ("officer", officers)):
        offered = [("", fields[name].empty_label), *choices]
        fields[name] = forms.ChoiceField(label=fields[name].label, choices=offered, required=False)
    data = dict(zip(fields, asked, strict=True)) if any(asked) else None
    form = type("DrawnFilter", (FilterForm,), fields)(data)
    return SafeString(get_template(_TEMPLATE).render({"form": form}))  # what a template drew
