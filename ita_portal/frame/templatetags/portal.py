"""The error summary of ui.md, and the title that begins with it: both read the page's `form` or `forms`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django import template
from django.forms import BaseForm, BaseFormSet
from django.template import Context
from django.utils.safestring import SafeString

from editing.drafting import draft_words
from ita_portal.frame.form_fields import PortalBoundField

register = template.Library()

# HTMX draws nothing by itself, runs nothing that a page brings along, and shows the answers that name a mistake.
_HTMX = {
    "includeIndicatorStyles": False,
    "allowEval": False,
    "allowScriptTags": False,
    "historyCacheSize": 0,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "409|422", "swap": True},
        {"code": "[45]..", "swap": False, "error": True},
    ],
}


@register.simple_tag
def htmx_config() -> SafeString:
    """The settings of HTMX as its `meta` element takes them, between single quotes."""
    return SafeString(json.dumps(_HTMX, separators=(",", ":")))


@dataclass(frozen=True)
class Line:
    """One line of the summary: the id of a field of this page (or nothing), and the field's own words."""

    target: str
    text: str


def lines_of(forms: Iterable[object]) -> Iterator[Line]:
    """Every error of forms and formsets, in the order in which the page shows them; other things are passed by."""
    for form in forms:
        if isinstance(form, BaseFormSet):
            yield from (Line("", str(text)) for text in form.non_form_errors())
            yield from _rows_lines(form)
        elif isinstance(form, BaseForm):
            yield from (Line("", str(text)) for text in form.non_field_errors())
            for field in _as_shown(form):
                yield from field_lines(field)


def _rows_lines(rows: BaseFormSet[BaseForm]) -> Iterator[Line]:
    """Of several rows, each error says first of which it is, where the rows have a name."""
    filled = [form for form in rows.forms if not getattr(form, "is_empty", False)]
    for form in rows.forms:
        called = getattr(form, "called", "") if len(filled) > 1 else ""
        for line in lines_of([form]):
            yield Line(line.target, f"{called}: {line.text}") if called else line


def _as_shown(form: BaseForm) -> Iterator[object]:
    """The fields in the order of the form's layout, where it has one; what that leaves out comes last."""
    layout = getattr(getattr(form, "helper", None), "layout", None)
    named = [pointer.name for pointer in layout.get_field_names()] if layout is not None else []
    shown = [name for name in named if name in form.fields]
    yield from (form[name] for name in dict.fromkeys([*shown, *form.fields]))


def field_lines(field: object) -> Iterator[Line]:
    """A message that doesn't name its field gets the label in front, for the summary stands away from the field.

    The label of a box to tick is a whole sentence: its messages are told by themselves.
    """
    if not isinstance(field, PortalBoundField):
        return
    for text in field.messages:
        label = str(field.label)
        named = not label or field.is_hidden or field.is_checkbox or label in text
        yield Line("" if field.is_hidden else field.target, text if named else f"{label}: {text}")


@register.simple_tag(takes_context=True)
def error_lines(context: Context, forms: object = None) -> list[Line]:
    """The lines of one form, of a list of forms and formsets, or else of the page's own `form` and `forms`."""
    if forms is None or forms == "":
        forms = [context.get("form"), *(context.get("forms") or [])]
    if isinstance(forms, BaseForm | BaseFormSet) or not isinstance(forms, Iterable):
        forms = [forms]
    return list(lines_of(forms))


@register.simple_tag(takes_context=True)
def has_words(context: Context) -> bool:
    """Whether the form that was sent held words that are all still there: nothing was typed, or a password is gone."""
    request = context.get("request")
    if request is None:
        return True  # nobody knows
    data = request.POST
    return bool(draft_words.words(data)) and not any(data[name] for name in data if draft_words.is_secret(name))


@register.simple_tag(takes_context=True)
def takes_focus(context: Context, is_first: bool) -> bool:
    """`{% takes_focus forloop.first as focus %}`: whether the notice of what was done takes the focus.

    A page that goes on to the next of several doubts has it there; one of signing in has it in its form.
    """
    request = context["request"]
    return is_first and request.user.is_authenticated and "doubt" not in request.GET
