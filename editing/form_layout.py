"""How a form is laid out by django-crispy-forms: what a form's `helper` is made of.

A form that has an order, headings or groups says so beside its fields, and its page draws it by `{% crispy form %}`:

    helper = PortalHelper("name", "telephone", HTML("<h2>รูปแบบรายงาน</h2>"), "letterhead")

Any other form needs no helper: `{{ form|crispy }}` draws its fields in their order. A row of a list, whose surroundings
are the list's, is a template that draws each field by `{{ form.name|as_crispy_field }}`. The markup is in
templates/portal/; a date with its reading below it is `DateWithEcho` of measures.forms.days.dates.
"""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout
from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString


class PortalHelper(FormHelper):  # type: ignore[misc]  # the package carries no types
    """Draws the fields of a form: the hidden ones, which no layout names, and those of the layout in its order.

    The page's template writes the <form> round them, with its token, its draft and its buttons. `field_template` draws
    each field instead of portal/field.html. A helper isn't changed once it is made: all forms of a class may share one.
    """

    form_tag = False
    disable_csrf = True
    form_action = ""  # crispy would look for an address of this name at every field

    def __init__(self, *layout: object, field_template: str | None = None) -> None:
        super().__init__()
        self.field_template = field_template
        if layout:
            self.layout = Layout(*layout)

    def render_layout(self, form: forms.BaseForm, context: Context, template_pack: str = TEMPLATE_PACK) -> SafeString:
        hidden = format_html_join("", "{}", ((field,) for field in form.hidden_fields()))
        return hidden + SafeString(super().render_layout(form, context, template_pack=template_pack))


class FilterHelper(PortalHelper):
    """Draws what a list is narrowed by: labels above controls in a row, without what a form to be saved says."""

    def __init__(self, *, form_show_errors: bool = False) -> None:
        super().__init__(field_template="portal/filter.html")
        self.form_show_errors = form_show_errors


# Before a password: by it a browser's store of passwords knows whose it is.
USERNAME = HTML('{% include "_username.html" %}')
