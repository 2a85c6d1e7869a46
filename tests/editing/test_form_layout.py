"""A form's layout says order, headings and templates of its fields; the page's template keeps the form round them."""

import re

import pytest
from crispy_forms.layout import HTML, Field
from django import forms
from django.template import Context, Template

from editing.form_layout import USERNAME, FilterHelper, PortalHelper


class Office(forms.Form):
    base = forms.CharField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label="ชื่อ")
    telephone = forms.CharField(label="โทรศัพท์", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


def page(form: forms.Form, **context: object) -> str:
    """What `{% crispy form %}` draws in a page of this context."""
    return Template("{% crispy form %}").render(Context({"form": form, "csrf_token": "a token", **context}))


def laid_out(*layout: object) -> forms.Form:
    form = Office()
    form.helper = PortalHelper(*layout)  # type: ignore[attr-defined]  # crispy's
    return form


def ids(html: str) -> list[str]:
    return re.findall(r'<(?:input|select)[^>]* id="([^"]+)"', html)


def test_hidden_fields_come_first_and_the_others_in_the_order_of_the_layout() -> None:
    html = page(laid_out("telephone", HTML("<h2>รูปแบบ</h2>"), "name"))
    assert ids(html) == ["id_base", "id_seen", "id_telephone", "id_name"]
    assert html.index("id_telephone") < html.index("<h2>รูปแบบ</h2>") < html.index("id_name")


def test_what_the_layout_leaves_out_is_not_drawn() -> None:
    assert ids(page(laid_out("name"))) == ["id_base", "id_seen", "id_name"]


def test_the_form_tag_and_its_token_are_the_templates_own() -> None:
    for html in (page(laid_out("name")), page(Office())):
        assert "<form" not in html and "csrf" not in html and "a token" not in html


def test_a_form_without_a_helper_is_drawn_whole_with_its_hidden_fields_last() -> None:
    assert ids(page(Office())) == ["id_name", "id_telephone", "id_base", "id_seen"]


@pytest.mark.parametrize("layout", [("nmae",), ("name", "name")], ids=["unknown", "twice"])
def test_a_layout_that_names_no_field_or_one_twice_is_a_mistake_that_is_seen(layout: tuple[str, ...]) -> None:
    with pytest.raises(Exception, match=r"Could not resolve form field|should only be rendered once"):
        page(laid_out(*layout))


def test_a_field_may_have_a_template_of_its_own() -> None:
    html = page(laid_out("telephone", Field("name", template="portal/filter.html")))
    assert '<label for="id_name">ชื่อ</label><input type="text"' in html
    assert html.count('<div class="field">') == 1


def test_a_piece_of_the_layout_knows_the_page() -> None:
    class Person:
        username = "กานดา"

    class Request:
        user = Person()

    html = page(laid_out(USERNAME, "name"), request=Request())
    assert '<input type="text" autocomplete="username" value="กานดา" hidden>' in html


@pytest.mark.parametrize(("shows", "errors"), [(False, 0), (True, 1)])
def test_a_filter_says_what_is_wrong_only_where_its_page_refuses_it(shows: bool, errors: int) -> None:
    form = Office({"telephone": "1"})
    form.helper = FilterHelper(form_show_errors=shows)  # type: ignore[attr-defined]  # crispy's
    html = page(form)
    assert html.count('<p class="error" id="error_name">โปรดพิมพ์ชื่อ</p>') == errors
    assert "(ถ้ามี)" not in html and 'class="field' not in html
