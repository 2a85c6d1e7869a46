"""Form fields that take what Thai people type."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from editing.fields import ThaiTextField, offer
from thai import dates
from thai.digits import to_arabic

__all__ = ["ThaiDateField", "ThaiTextField", "YearField", "offer"]


class ThaiDateField(forms.Field):
    """A date in any form that thai.dates reads, shown back in full."""

    widget = forms.TextInput

    def to_python(self, value: object) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return dates.parse_date(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="date") from error

    def prepare_value(self, value: object) -> object:
        return dates.format_date(value) if isinstance(value, date) else value

    def has_changed(self, initial: object, data: object) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class YearField(forms.IntegerField):
    """A year of the Buddhist era, in Thai or Arabic digits."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django as it came
        super().__init__(min_value=2550, max_value=2700, **kwargs)
        self.error_messages["invalid"] = "โปรดพิมพ์ปี พ.ศ. สี่หลัก เช่น 2566"
        self.widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def to_python(self, value: object) -> int | None:
        return super().to_python(to_arabic(str(value)) if value is not None else None)
