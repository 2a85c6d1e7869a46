"""Form fields that take what Thai people type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator

import clock
from thai import dates
from thai.characters import private_use_words, undrawn_words
from thai.digits import to_arabic
from thai.fiscal import BUDDHIST_ERA
from thai.text import clean

# Of a field for a date: the phone's keyboard says ถัดไป, and portal.js makes Enter go on instead of sending the form.
DATE_ATTRS = {"enterkeyhint": "next", "data-date": True}


_TWO_DIGITS = re.compile("[5-9][0-9]")
_FIRST_YEAR, _LAST_YEAR = 2550, 2700


class ThaiTextField(forms.CharField):
    """Text in the writer's words, invisible characters gone and marks in one order; `lines` keeps line breaks.

    Private-use characters are refused, for nobody else sees what the writer saw. What is `printed` in a report says by
    `doubt` which of its characters the paper's fonts lack.
    """

    def __init__(
        self,
        *,
        lines: bool = False,
        rows: int | None = None,
        printed: bool = True,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        self.lines, self.printed = lines, printed
        self.asks: tuple[str, ...] = ()  # what else is doubtful about the text, as its page found it
        if rows:
            kwargs["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(**kwargs)

    def to_python(self, value: object) -> str:
        text = clean(super().to_python(value) or "")
        if self.lines:
            return "\n".join(line.strip() for line in text.splitlines()).strip()
        return " ".join(text.split())

    def validate(self, value: str) -> None:
        super().validate(value)
        if words := private_use_words(value):
            raise ValidationError(words, code="private_use")

    def doubt(self, value: object, *, stored: bool) -> str:
        """What to tell beside the field of the text in it; `stored` text was perhaps never cleaned and checked."""
        sentences = [private_use_words(str(value or "")) if stored else ""]
        if self.printed:
            sentences.append(undrawn_words(self.to_python(value)))
        sentences += self.asks
        return " ".join(filter(None, sentences))


class ChosenRows(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django's class takes none
    """Several rows by their keys; a number that no key can be is refused like any that is not offered."""

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - as Django has it
        try:
            return super().clean(value)
        except OverflowError as error:  # SQLite takes no number of more than 64 bits
            unknown = max(map(str, value), key=len)
            params = {"value": unknown}
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params=params
            ) from error


def offer(form: forms.Form, name: str, rows: QuerySet[Any], label: Callable[[Any], str] = str) -> None:
    """Sets what a choice of a form offers, and how a row of it is named."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{name} is no choice of rows")
    field.queryset = rows
    field.label_from_instance = label  # type: ignore[assignment]  # Django's way to name a row is to override it


class _ReadChoices(ModelChoiceIterator):
    """What a choice offers, of rows that are read once, however many choices offer them."""

    def __init__(self, field: Any, rows: QuerySet[Any]) -> None:  # noqa: ANN401 - of any choice of rows
        super().__init__(field)
        self._rows = rows

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        yield from map(self.choice, self._rows)


def offer_read(form: forms.Form, name: str, rows: QuerySet[Any], label: Callable[[Any], str] = str) -> None:
    """The same as offer(), for a form of which a page has many: handed the same `rows`, they read them once."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.iterator = partial(_ReadChoices, rows=rows)  # type: ignore[assignment]  # called as the class would be
    offer(form, name, rows, label)


class ThaiDateField(forms.Field):
    """A date in any form that thai.dates reads, shown back in full.

    `year` is the fiscal year that a day without its year is of, of the Buddhist era; None where the page has none. A
    `later` day comes after the work of that year: in October it is of the next.
    """

    widget = forms.TextInput
    year: int | None = None
    later = False

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), **DATE_ATTRS}

    def to_python(self, value: object) -> Any:  # noqa: ANN401 - a date, or what a field of more than one says
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return self.of_day(value)
        try:
            return self.read(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="date") from error

    def of_day(self, day: date) -> Any:  # noqa: ANN401 - as to_python
        """The value of a field that holds a stored day."""
        return day

    def read(self, text: str) -> Any:  # noqa: ANN401 - as to_python
        """What is typed; ValueError in Thai."""
        read = dates.read_later_day if self.later else dates.read_day
        return read(text, today=clock.today(), year=self.year)

    def prepare_value(self, value: object) -> object:
        return dates.format_date(value) if isinstance(value, date) else value

    def has_changed(self, initial: object, data: object) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class ThaiSpanField(ThaiDateField):
    """A date field that also takes a range, an open start, a month or a quarter; its value is a thai.dates.Span."""

    def of_day(self, day: date) -> dates.Span:
        return dates.Span(day, day)

    def read(self, text: str) -> dates.Span:
        return dates.read_span(text, today=clock.today(), year=self.year)


class YearField(forms.IntegerField):
    """A year of the Buddhist era, in Thai or Arabic digits; 67 is 2567."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django as it came
        super().__init__(min_value=_FIRST_YEAR, max_value=_LAST_YEAR, **kwargs)
        self.error_messages["invalid"] = "โปรดพิมพ์ปี พ.ศ. สี่หลัก เช่น 2566"
        self.error_messages["common_era"] = "ปี {} เป็น ค.ศ. โปรดพิมพ์เป็น พ.ศ. หมายถึง {} หรือไม่"
        self.widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def to_python(self, value: object) -> int | None:
        typed = to_arabic(str(value)).strip() if value is not None else None
        year = super().to_python(f"25{typed}" if typed and _TWO_DIGITS.fullmatch(typed) else typed)
        if year is not None and _FIRST_YEAR <= year + BUDDHIST_ERA <= _LAST_YEAR:
            words = self.error_messages["common_era"].format(year, year + BUDDHIST_ERA)
            raise ValidationError(words, code="common_era")
        return year
