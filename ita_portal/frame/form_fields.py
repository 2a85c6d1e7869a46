"""What the templates of fields (templates/portal/) know of a field: classes, ids, Thai messages, for every form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.forms import BoundField, widgets
from django.forms.fields import Field
from django.forms.renderers import DjangoTemplates
from django.template.defaultfilters import stringformat
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from editing.fields import ThaiTextField

_QUESTION = re.compile("ใด|อะไร|อย่างไร|เมื่อไร|ไหม|หรือไม่")
# Those whose template is Django's input.html and nothing else.
_PLAIN = (
    *(widgets.TextInput, widgets.NumberInput, widgets.EmailInput, widgets.URLInput, widgets.PasswordInput),
    *(widgets.HiddenInput, widgets.DateInput, widgets.CheckboxInput, widgets.FileInput),
)
_INPUTS = frozenset(each.template_name for each in _PLAIN)
_TICKED = (widgets.CheckboxInput, widgets.RadioSelect, widgets.CheckboxSelectMultiple)


def css_class(widget: widgets.Widget) -> str:
    """Bootstrap's class for a control, after those that the form gave its widget."""
    if widget.is_hidden:
        return ""
    if isinstance(widget, _TICKED):
        own = "form-check-input"
    else:
        own = "form-select" if isinstance(widget, widgets.Select) else "form-control"
    return " ".join([own, *str(widget.attrs.get("class", "")).split()])


class PortalBoundField(BoundField):
    """A field with its help as help_<name> and its error as error_<name>, the error read out first."""

    @property
    def help_id(self) -> str:
        return f"help_{self.html_name}"

    @property
    def error_id(self) -> str:
        return f"error_{self.html_name}"

    @property
    def doubt_id(self) -> str:
        return f"doubt_{self.html_name}"

    @property
    def doubt(self) -> str:
        """What a person should look at in the text of the field, which may be saved as it is."""
        if not isinstance(self.field, ThaiTextField):
            return ""
        return self.field.doubt(self.value(), stored=not self.form.is_bound)

    @property
    def is_checkbox(self) -> bool:
        return isinstance(self.field.widget, widgets.CheckboxInput)

    @property
    def is_choices(self) -> bool:
        """Radio buttons or boxes: drawn one below the other under a legend."""
        return isinstance(self.field.widget, widgets.RadioSelect | widgets.CheckboxSelectMultiple)

    @property
    def use_fieldset(self) -> bool:
        """Whether a legend, not each control, names what describes them; a file field is one, whatever Django says."""
        return self.field.widget.use_fieldset and not isinstance(self.field.widget, widgets.FileInput)

    @property
    def is_optional(self) -> bool:
        """Says (ถ้ามี) beside the label; an unticked box needs no such word."""
        wanted = getattr(self.field, "wanted", False)  # may be saved empty, but is not done until it is there
        return not (self.field.required or wanted or self.field.disabled or self.is_checkbox)

    @property
    def target(self) -> str:
        """The id that a line of the error summary leads to."""
        return self.id_for_label or (f"{self.auto_id}_0" if self.is_choices else self.auto_id)

    @property
    def messages(self) -> list[str]:
        """The field's errors in Thai; an empty field whose form says nothing of its own says what to type."""
        sentences: list[str] = []
        plain = str(Field.default_error_messages["required"])
        for error in self.errors.as_data():
            texts = [str(text) for text in error.messages]
            sentences += [self.what_to_do() if text == plain else text for text in texts]
        return sentences

    def what_to_do(self) -> str:
        """The cure for an empty field, by the kind of its control."""
        widget = self.field.widget
        if isinstance(widget, widgets.CheckboxInput):
            return f"โปรดทำเครื่องหมายที่ช่อง “{self.label}”"
        if _QUESTION.search(str(self.label)):
            return f"โปรดตอบว่า {self.label}"
        verb = "เลือก" if isinstance(widget, widgets.ChoiceWidget | widgets.FileInput) else "พิมพ์"
        return f"โปรด{verb}{self.label}"

    @property
    def aria_describedby(self) -> str | None:
        if self.is_hidden or self.field.widget.attrs.get("aria-describedby"):
            return None
        parts = [(self.error_id, self.errors), (self.doubt_id, self.doubt), (self.help_id, self.help_text)]
        return " ".join(name for name, words in parts if words)

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> dict[str, Any]:  # noqa: ANN401 - Django's own
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        name = css_class(widget or self.field.widget)
        return {**built, "class": name} if name else built


class PortalRenderer(DjangoTemplates):
    """Draws controls as Django does, each field a PortalBoundField; what is round a control is in templates/portal/."""

    bound_field_class = PortalBoundField

    def render(self, template_name: str, context: Any, request: Any = None) -> SafeString:  # noqa: ANN401 - Django's own
        """The usual controls by plain code: Django's templates include others for each of them, and for each option."""
        if template_name == widgets.Select.template_name:
            return _select(context["widget"])
        if template_name in _INPUTS:
            return _input(context["widget"])
        if template_name == widgets.Textarea.template_name:
            return _textarea(context["widget"])
        return SafeString(super().render(template_name, context, request))


def _input(widget: Mapping[str, Any]) -> SafeString:
    """What django/forms/widgets/input.html draws, to the letter."""
    value = "" if widget["value"] is None else f' value="{_shown(widget["value"])}"'
    name, attributes = conditional_escape(widget["name"]), _attributes(widget["attrs"])
    return SafeString(f'<input type="{widget["type"]}" name="{name}"{value}{attributes}>')  # each part is escaped


def _textarea(widget: Mapping[str, Any]) -> SafeString:
    """What django/forms/widgets/textarea.html draws, to the letter."""
    name, attributes = conditional_escape(widget["name"]), _attributes(widget["attrs"])
    text = conditional_escape(localize(widget["value"])) if widget["value"] else ""
    return SafeString(f'<textarea name="{name}"{attributes}>\n{text}</textarea>')  # as above


def _select(widget: Mapping[str, Any]) -> SafeString:
    """What django/forms/widgets/select.html draws, to the letter."""
    parts = [f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _ in widget["optgroups"]:
        if group:
            parts.append(f'\n  <optgroup label="{conditional_escape(group)}">')
        for option in options:
            label = conditional_escape(localize(option["label"]))
            parts.append(
                f'\n  <option value="{_shown(option["value"])}"{_attributes(option["attrs"])}>{label}</option>\n'
            )
        if group:
            parts.append("\n  </optgroup>")
    return SafeString("".join([*parts, "\n</select>"]))  # each part is escaped


def _attributes(attributes: Mapping[str, Any]) -> str:
    found = ((name, value) for name, value in attributes.items() if value is not False)
    return "".join(
        f" {conditional_escape(name)}" + ("" if value is True else f'="{_shown(value)}"') for name, value in found
    )


def _shown(value: object) -> str:
    return conditional_escape(stringformat(value, "s"))
