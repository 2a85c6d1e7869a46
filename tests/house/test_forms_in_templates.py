"""Every field of every form is drawn by django-crispy-forms, and every <form> carries its token once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.forms import BaseForm
from django.urls import get_resolver

from tests.house.tree import project_files, python_files, text_of

TEMPLATES = {
    path.relative_to("templates").as_posix(): text_of(path)
    for path in project_files()
    if path.parts[0] == "templates" and path.suffix == ".html"
}
DRAWN_BY_CRISPY = re.compile(
    r"\{% crispy \S*form %\}|\{\{ \S*form\|crispy \}\}|\{\{ \S*form\.\w+\|as_crispy_field \}\}"
)
ANOTHER_WAY = re.compile(
    r"as_field_group|\.as_(?:p|div|ul|table)\b|\{\{ (?:\w+\.)*\w*form \}\}|label_tag|\.errors \}\}"
)
CONTROL = re.compile(r"<(?:input|select|textarea)\b[^>]*>")
BARE_FIELD = re.compile(r"\{\{ (?:\w+\.)*\w*form\.(\w+) \}\}")

# Controls that belong to no form of Django's.
WRITTEN_BY_HAND = {
    "conflict.html": "whose words shall stand: the parts of any form, which only its view knows",
    "measures/decision/hand_in_many.html": "a box before each measure that was read once more",
    "measures/year/copy.html": "a box a line of a list",
    "catalogue/list.html": "a box a line of a list",
    "reports/import/take.html": "a box a line of a list",
}
# A row that was taken out of a list is sent along unseen, and every row says which stored row it is and
# which doubts about it were let stand; what can be taken says which words the page showed.
ROWS = {"measures/progress/_action.html", "measures/progress/_outcome.html", "measures/officers/form.html"}
ROWS |= {"measures/measure/_detail.html", "scores/choose/_candidate.html"}
IDENTITY = {"pk", "base", "removed", "settled", "seen"}
# No field of the form that the page draws: allauth's own attribute, the key as text.
NO_FIELD = {("mfa/totp/activate_form.html", "secret")}


def program() -> list[Path]:
    return [path for path in python_files() if path.parts[0] != "tests"]


def with_includes(text: str) -> str:
    """A template's text, and that of all that it includes by name."""
    names = re.findall(r'\{% include "([^"]+)"', text)
    return text + "".join(with_includes(TEMPLATES[name]) for name in names)


def forms() -> Iterator[tuple[str, str]]:
    """Each <form> with the template that writes it, from its open tag to its end."""
    for name, text in TEMPLATES.items():
        for form in re.findall(r"<form\b.*?</form>", text, flags=re.DOTALL):
            yield name, form


def open_tag(form: str) -> str:
    return form[: form.index(">")]


def seen_controls(form: str) -> list[str]:
    """The controls in a form that a person sees, which the template writes itself."""
    controls = CONTROL.findall(with_includes(form))
    return [each for each in controls if 'type="hidden"' not in each and not re.search(r"\shidden\b", each)]


def form_classes(of: type[BaseForm] = BaseForm) -> Iterator[type[BaseForm]]:
    for each in of.__subclasses__():
        yield each
        yield from form_classes(each)


def field_names() -> set[str]:
    """The names of all fields of the portal's forms and of those of the libraries that it uses."""
    assert get_resolver().url_patterns  # the views are imported, and with them their forms
    declared = {name for form in form_classes() for name in getattr(form, "base_fields", {})}
    added = {name for path in program() for name in re.findall(r'\.fields\["(\w+)"\]', text_of(path))}
    return declared | added


def field_templates() -> set[str]:
    """The templates that draw one field: the pack's, and those that a layout or a helper names."""
    named = {
        name
        for path in program()
        for name in re.findall(r'\b(?:field_)?template\s*=\s*"([\w/]+\.html)"', text_of(path))
    }
    return {name for name in TEMPLATES if name.startswith("portal/") or name in named}


def test_the_walk_sees_forms_and_their_fields() -> None:
    found = {name for name, form in forms() if DRAWN_BY_CRISPY.search(with_includes(form))}
    assert {"settings/agency.html", "account/login.html", "measures/progress/form.html", "verify/verify.html"} <= found
    assert {"login", "oldpassword", "approver", "officer", "province"} <= field_names()
    assert "reports/review/_decision.html" in field_templates()


def test_no_template_draws_a_form_in_another_way() -> None:
    found = {name: ANOTHER_WAY.findall(text) for name, text in TEMPLATES.items()}
    assert {name: ways for name, ways in found.items() if ways} == {}


def test_no_template_draws_a_field_bare() -> None:
    names, of_fields = field_names(), field_templates()
    bare: dict[str, set[str]] = {}
    for name, text in TEMPLATES.items():
        seen = re.sub(r"<div hidden>.*?</div>", "", text, flags=re.DOTALL) if name in ROWS else text
        fields = {field for field in BARE_FIELD.findall(seen) if field in names and (name, field) not in NO_FIELD}
        bare[name] = fields - (IDENTITY if name in ROWS else set())
        if "{{ field }}" in text and name not in of_fields:
            bare[name].add("field")
    assert {name: fields for name, fields in bare.items() if fields} == {}


def test_only_the_listed_forms_have_controls_of_their_own() -> None:
    by_hand = {name for name, form in forms() if seen_controls(form)}
    assert by_hand == set(WRITTEN_BY_HAND)


def test_every_form_that_is_sent_by_post_carries_one_token_and_no_other_does() -> None:
    tokens = re.compile(r"\{% csrf_token %\}|csrfmiddlewaretoken")
    wrong = [
        (name, open_tag(form))
        for name, form in forms()
        if len(tokens.findall(form)) != ('method="post"' in open_tag(form))
    ]
    assert wrong == []


def test_the_pack_holds_no_template_that_nothing_reaches() -> None:
    """crispy reaches the first four by their names; the others are included or named by a helper."""
    entrances = {"portal/field.html", "portal/uni_form.html", "portal/whole_uni_form.html", "portal/layout/div.html"}
    python = "".join(text_of(path) for path in program())
    reached = entrances | {
        name for name in TEMPLATES if f'include "{name}"' in "".join(TEMPLATES.values()) or f'"{name}"' in python
    }
    assert {name for name in TEMPLATES if name.startswith("portal/")} - reached == set()
