"""The parts of a report that was brought in, as fields: of what stands around, and of each measure that is sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from document.correcting import MEASURE_PARTS, head_parts
from document.correcting.measures import codes_of
from document.correcting.report import LISTS
from editing.fields import ThaiTextField, YearField
from editing.versions import Value, Values, Version, read
from ita.limits import LONGEST_TEXT
from reports.importing.marks import entries, mark, marks_of, one_line, prose, read_marks
from reports.importing.sight import HEAD, Sight
from thai.dates import parse_date

_KEY = re.compile(r"([0-9]{1,5}-[0-9]{1,5}-[0-9]{1,3})-base")
_BASE = "base"
LABELS = {
    "title": "ชื่อรายงาน",
    "assessed_year": "ปีของผลคะแนนที่นำมาวิเคราะห์",
    "measures_year": "ปีของมาตรการ",
    "opening": "ข้อความนำ",
    **{each.name: each.heading for each in LISTS},
    "reporter_name": "ผู้รายงาน",
    "reporter_position": "ตำแหน่งของผู้รายงาน",
    "reporter_unit": "กอง/งานของผู้รายงาน",
    "reported_on": "วันที่รายงาน",
    "approver_name": "ผู้อนุมัติ",
    "approver_post": "ตำแหน่งของผู้อนุมัติ",
    "cover": "ข้อความนอกแบบรายงาน",
    "code": "รหัสข้อ",
    "question": "ข้อคำถามหรือตัวชี้วัด",
    "steps": "สิ่งที่ต้องทำ",
    "actions": "การดำเนินการ",
    "outcomes": "ผลลัพธ์",
    "officers": "ผู้รับผิดชอบ",
    "details": "ข้อความอื่นของมาตรการ",
}
_LISTS = {"steps", "actions", "outcomes", "officers", "details", "cover", *(each.name for each in LISTS)}
_LONG = {"title": 2, "opening": 4} | dict.fromkeys(_LISTS, 3)
_LONGEST = {"question": LONGEST_TEXT, "title": LONGEST_TEXT, "opening": LONGEST_TEXT, "code": 200} | {
    "reporter_name": 150, "reporter_position": 200, "reporter_unit": 200, "reported_on": 60, "approver_name": 150,
    "approver_post": 200,
}  # fmt: skip
YEARS = ("assessed_year", "measures_year")


class LinesField(ThaiTextField):
    """A list, an entry a line; a line that is set in goes on with the one above."""

    def to_python(self, value: object) -> str:
        return entries(str(value or ""))


class ProseField(ThaiTextField):
    """Running text in lines."""

    def to_python(self, value: object) -> str:
        return prose(str(value or ""))


class CodesField(ThaiTextField):
    """Codes in any way of typing them; empty for a measure of no item."""

    def validate(self, value: str) -> None:
        super().validate(value)
        try:
            codes_of(value) if value else None
        except ValueError as error:
            raise ValidationError(str(error)) from error


class DayField(ThaiTextField):
    """A day as the report writes it, which has to be one."""

    def validate(self, value: str) -> None:
        super().validate(value)
        try:
            parse_date(value) if value else None
        except ValueError as error:
            raise ValidationError(str(error)) from error


class DraftForm(forms.Form):
    """A part is a field; which measures it holds is what was sent, or the measures of a page.

    It carries for each measure the marks of the words that it was drawn from (reports.importing.marks); after a save
    beside others, the version that these left.
    """

    rows: ClassVar[frozenset[str]] = frozenset()

    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, sight: Sight, keys: Iterable[str] = ()) -> None:
        initial: dict[str, str] = {"base": str(sight.draft.revision)}
        self.sight, self.keys = sight, list(keys_in(data, sight) if data is not None else keys)
        fields: dict[str, forms.Field] = {}
        for key in self.keys:
            words = stored_words(sight, key)
            initial |= {name_of(key, part): text for part, text in words.items()}
            initial[name_of(key, _BASE)] = marks_of(words, parts_of(self.sight, key))
            fields |= {name_of(key, part): field_of(part) for part in parts_of(self.sight, key)}
            fields[name_of(key, _BASE)] = forms.CharField(widget=forms.HiddenInput, required=False)
        super().__init__(data, initial=initial)
        self.fields.update(fields)

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        first, last = (cleaned.get(name_of(HEAD, part)) for part in YEARS)
        if isinstance(first, int) and isinstance(last, int) and first >= last:
            self.add_error(name_of(HEAD, "assessed_year"), f"ปีของผลคะแนนต้องอยู่ก่อนปีของมาตรการ {last}")
        return cleaned

    def add_error(self, field: str | None, error: ValidationError | str) -> None:  # type: ignore[override]  # never a dict here
        """Says of which measure a field is, for the summary stands away from it."""
        seen = self.sight.by_key.get(field.rpartition("-")[0]) if field else None
        if seen is not None and field:
            found = error.messages if isinstance(error, ValidationError) else [error]
            error = ValidationError([f"{self.name_of(field)}: {words}" for words in found])
        super().add_error(field, error)

    def by_key(self) -> Iterator[tuple[str, dict[str, str]]]:
        """What was typed, by measure and part; after is_valid."""
        typed = self.typed()
        for key in self.keys:
            yield key, {part: str(typed[name_of(key, part)]) for part in parts_of(self.sight, key)}

    # How it is saved beside others: see editing.forms.Versioned

    def drawn_from(self) -> Version:
        """The version that the form was drawn from: of its words as much as can be known by their marks."""
        posted = str(self["base"].value() or "")
        version = read(posted)
        if version.digest:
            return version
        values: Values = {}
        for key in self.keys:
            known = read_marks(str(self[name_of(key, _BASE)].value() or ""), parts_of(self.sight, key))
            stored = stored_words(self.sight, key)
            for part in parts_of(self.sight, key):
                name = name_of(key, part)
                mine = str(self.cleaned_data.get(name) or "") if hasattr(self, "cleaned_data") else ""
                same = [text for text in (stored[part], mine) if mark(text) == known[part]]
                if same:
                    values[name] = same[0]
        return Version(posted, values)

    def typed(self) -> Values:
        """What was typed, after is_valid."""
        names = [name_of(key, part) for key in self.keys for part in parts_of(self.sight, key)]
        return {name: str(self.cleaned_data.get(name) or "") for name in names}

    def put(self, data: QueryDict, part: str, value: Value) -> None:
        """Writes another value of a part into the data of a form."""
        data[part] = str(value)

    def name_of(self, part: str) -> str:
        """What the page calls a part: a measure's says of which."""
        key, _, name = part.rpartition("-")
        label = LABELS[name]
        seen = self.sight.by_key.get(key)
        return label if key == HEAD else f"มาตรการที่ {seen.number} {label}" if seen else label

    def shown(self, part: str, value: Value) -> list[str]:
        """A value as a person reads it, a line each."""
        return str(value).splitlines()

    def third(self, part: str) -> str:
        """Long words can be merged, short ones typed."""
        return "merge" if part.rpartition("-")[2] in _LONG else "type"


def name_of(key: str, part: str) -> str:
    """The name of a part's field."""
    return f"{key}-{part}"


def parts_of(sight: Sight, key: str) -> tuple[str, ...]:
    """The parts of a measure, or of what stands around the measures."""
    if key != HEAD:
        return MEASURE_PARTS
    return head_parts(sight.read) if sight.read else ()


def stored_words(sight: Sight, key: str) -> dict[str, str]:
    """What stands now, by part, as its field posts it back."""
    words = sight.words(key)
    return {part: _normal(part, words.get(part, "")) for part in parts_of(sight, key)}


def _normal(part: str, text: str) -> str:
    return entries(text) if part in _LISTS else prose(text) if part in _LONG else one_line(text)


def version_of(sight: Sight, keys: Iterable[str]) -> Version:
    """What the form would show of what is stored now."""
    values: Values = {name_of(key, part): text for key in keys for part, text in stored_words(sight, key).items()}
    return Version(str(sight.draft.revision), values)


def is_same(part: str, one: str, other: str) -> bool:
    """Whether two texts of a part are the same for a reader: white space within lines aside."""
    return _normal(part, one) == _normal(part, other)


def keys_in(data: QueryDict, sight: Sight) -> Iterator[str]:
    """The keys of what was sent that are still there: of measures, and of what stands around."""
    if name_of(HEAD, _BASE) in data and sight.read is not None:
        yield HEAD
    yield from (key for key in _sent(data) if key in sight.by_key)


def vanished(data: QueryDict, sight: Sight) -> dict[str, dict[str, str]]:
    """What was typed, by part, into measures that are not there any more, by key: no field shows it again."""
    found: dict[str, dict[str, str]] = {}
    for key in _sent(data):
        if key not in sight.by_key:
            known = read_marks(data.get(name_of(key, _BASE), ""), MEASURE_PARTS)
            texts = {part: _normal(part, data.get(name_of(key, part), "")) for part in MEASURE_PARTS}
            words = {part: text for part, text in texts.items() if text and mark(text) != known[part]}
            found |= {key: words} if words else {}
    return found


def _sent(data: QueryDict) -> Iterator[str]:
    yield from (match[1] for name in data if (match := _KEY.fullmatch(name)))


def field_of(part: str) -> forms.Field:
    """The field of a part; that it may be empty is said nowhere, for what a report lacks is asked as a doubt."""
    field = _made(part)
    field.wanted = True  # type: ignore[attr-defined]  # read by ita_portal.frame.form_fields
    return field


def _made(part: str) -> forms.Field:
    label, longest = LABELS[part], _LONGEST.get(part)
    if part in YEARS:
        return YearField(label=label)
    if part in _LISTS:
        return LinesField(label=label, lines=True, rows=_LONG[part], required=False, strip=False)
    if part == "code":
        return CodesField(label=label, required=False, max_length=longest)
    if part == "reported_on":
        return DayField(label=label, required=False, max_length=longest)
    if part in _LONG:
        return ProseField(label=label, lines=True, rows=_LONG[part], required=part == "title", max_length=longest)
    rows = 2 if part == "question" else None
    return ThaiTextField(label=label, required=False, max_length=longest, rows=rows)
