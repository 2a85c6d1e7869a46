"""Forms that know what they were drawn from, so that a save sees what another changed meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar, Protocol

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import QueryDict

from editing.fields import ThaiTextField
from editing.versions import Value, Values, Version, read
from thai.dates import format_date


class Versioned(Protocol):
    """What saving beside others asks of a form, or of a form with lists: its parts as a browser posts them."""

    rows: ClassVar[frozenset[str]]  # parts that are lists, whose rows are merged where no two changes meet

    def is_valid(self) -> bool: ...

    def drawn_from(self) -> Version: ...

    def typed(self) -> Values: ...

    def put(self, data: QueryDict, part: str, value: Value) -> None: ...

    def name_of(self, part: str) -> str: ...

    def shown(self, part: str, value: Value) -> list[str]: ...

    def third(self, part: str) -> str: ...


class VersionedForm(forms.Form):
    """A form of plain fields; `together` names fields that only make sense together and are chosen as one part."""

    rows: ClassVar[frozenset[str]] = frozenset()
    together: ClassVar[dict[str, tuple[str, ...]]] = {}
    names: ClassVar[dict[str, str]] = {}  # of parts that are no field

    base = forms.CharField(widget=forms.HiddenInput, required=False)

    @classmethod
    def version(cls, digest: str, facts: Mapping[str, object]) -> Version:
        """What is stored, as the form would post it."""
        return Version(digest, {part: cls._posted(part, facts) for part in cls._parts()})

    @classmethod
    def drawn(cls, digest: str, facts: Mapping[str, object]) -> dict[str, object]:
        """What the form is drawn from: its initial values."""
        return {**facts, "base": cls.version(digest, facts).sign()}

    @classmethod
    def _parts(cls) -> Iterator[str]:
        others = {name for fields in cls.together.values() for name in fields}
        yield from cls.together
        yield from (name for name in cls.base_fields if name != "base" and name not in others)

    @classmethod
    def _posted(cls, part: str, facts: Mapping[str, object]) -> Value:
        if part in cls.together:
            return [str(_plain(cls.base_fields[name], facts.get(name))) for name in cls.together[part]]
        return _plain(cls.base_fields[part], facts.get(part))

    def drawn_from(self) -> Version:
        """The version that the form was drawn from."""
        return read(str(self["base"].value() or ""))

    def typed(self) -> Values:
        """What was typed, after is_valid."""
        return {part: self._posted(part, self.cleaned_data) for part in self._parts()}

    def put(self, data: QueryDict, part: str, value: Value) -> None:
        """Writes another value of a part into the data of a form."""
        fields = self.together.get(part)
        if fields is not None:
            for name, each in zip(fields, value, strict=False):
                data[name] = each
        elif isinstance(value, list):
            data.setlist(part, value)
        else:
            data[part] = value

    def name_of(self, part: str) -> str:
        """Returns the name by which the page calls the part."""
        return self.names[part] if part in self.names else str(self.fields[part].label)

    def shown(self, part: str, value: Value) -> list[str]:
        """A value as a person reads it, a line each; none for an empty one."""
        fields = self.together.get(part)
        if fields is not None:
            pairs = zip(fields, value, strict=False)
            lines = [(str(self.fields[name].label), self._label(name, each)) for name, each in pairs]
            while lines and not lines[-1][1]:
                lines.pop()
            # One that was cleared is said too, where something stands behind it: else nobody would see that it is gone.
            return [f"{label}: {line or 'ยังไม่ระบุ'}" for label, line in lines]
        values = value if isinstance(value, list) else [value]
        return [line for line in (self._label(part, each) for each in values) if line]

    def _label(self, name: str, value: str) -> str:
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return "เลือก" if value else "ไม่เลือก"
        if not value or not isinstance(field, forms.ChoiceField):
            return value
        try:
            chosen = field.clean(value)
        except ValidationError:
            return "ผู้หรือรายการที่เลือกไม่ได้แล้ว"
        if isinstance(field, forms.ModelChoiceField):
            return str(field.label_from_instance(chosen))
        return str(dict(field.widget.choices)[chosen])

    def third(self, part: str) -> str:
        """What can be done beside choosing one of two: `merge` long words, `type` short ones, or nothing."""
        field = self.fields.get(part)
        if not isinstance(field, ThaiTextField):
            return ""
        return "merge" if isinstance(field.widget, forms.Textarea) else "type"


def _plain(field: forms.Field, value: object) -> Value:
    """A typed or stored value as a browser posts it; text cleaned, so that invisible differences are none."""
    if isinstance(value, list | tuple | set | frozenset):
        return sorted(str(each) for each in value)
    if isinstance(field, ThaiTextField):
        return field.to_python(value)
    if isinstance(value, bool):
        return "on" if value else ""
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, Model):
        return str(value.pk)
    return "" if value is None else str(value)
