"""Form fields that take what Thai people type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet

from thai.text import clean


class ThaiTextField(forms.CharField):
    """Text in the writer's words, invisible characters gone and marks in one order; `lines` keeps line breaks."""

    def __init__(self, *, lines: bool = False, rows: int | None = None, **kwargs: Any) -> None:  # noqa: ANN401
        self.lines = lines
        if rows:
            kwargs["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(**kwargs)

    def to_python(self, value: object) -> str:
        text = clean(super().to_python(value) or "")
        if self.lines:
            return "\n".join(line.strip() for line in text.splitlines()).strip()
        return " ".join(text.split())


def offer(form: forms.Form, name: str, rows: QuerySet[Any], label: Callable[[Any], str] = str) -> None:
    """Sets what a choice of a form offers, and how a row of it is named."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{name} is no choice of rows")
    field.queryset = rows
    field.label_from_instance = label  # type: ignore[assignment]  # Django's way to name a row is to override it
