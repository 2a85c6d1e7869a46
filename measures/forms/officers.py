"""Who answers for a measure: from the agency's list, or new to it."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from accounts.models import Agency, Unit
from editing.fields import ThaiTextField, offer_read
from editing.versions import Value, Values, Version, read
from measures.forms.lists import put_rows
from measures.forms.progress import RowForm, rows_of
from measures.models import Officer
from measures.services.officers import NewOfficer, known

DUTY_FIELDS = ("pk", "base", "removed", "officer", "name", "post", "unit")


TWICE = (
    "ท่านเลือกจากรายชื่อและพิมพ์ไว้ด้วย โปรดใช้อย่างใดอย่างหนึ่ง หากจะใช้ที่พิมพ์ ให้เลือก “ไม่อยู่ในรายชื่อ” "
    "หากจะใช้ผู้ที่เลือก ให้ลบที่พิมพ์และเลือกสำนัก/กองเป็น “ไม่ระบุ”"
)


NOBODY = "ต้องมีผู้รับผิดชอบอย่างน้อย 1 คน โปรดเลือกผู้ที่จะรับช่วง หากยังไม่มีผู้รับช่วง โปรดแจ้งผู้ประสานงาน ITA"


class Offered:
    """Whom and which units the rows of a measure's officers offer: read once for all of them.

    `standing` are the officers on the measure already: they stay in the list when they are active no more.
    """

    def __init__(self, agency: Agency, standing: Collection[int]) -> None:
        self.officers = Officer.objects.offered(agency, standing).select_related("unit")
        self.units = Unit.objects.filter(agency=agency)


class DutyForm(RowForm):
    """One responsible officer: chosen, or typed where the list does not have them."""

    kind = "ผู้รับผิดชอบคน"
    officer = forms.ModelChoiceField(
        label="เลือกจากรายชื่อ", queryset=Officer.objects.none(), required=False, empty_label="ไม่อยู่ในรายชื่อ พิมพ์ด้านล่าง"
    )
    name = ThaiTextField(label="คำนำหน้า ชื่อ และนามสกุล", required=False, max_length=150)
    post = ThaiTextField(label="ตำแหน่ง", required=False, max_length=200)
    unit = forms.ModelChoiceField(label="สำนัก/กอง", queryset=Unit.objects.none(), required=False, empty_label="ไม่ระบุ")

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        for name in ("officer", "name"):
            self.fields[name].wanted = True  # type: ignore[attr-defined]  # one of the two: see ita_portal.frame.form_fields
        offer_read(self, "officer", offered.officers, lambda officer: officer.line)
        offer_read(self, "unit", offered.units)
        if not self.add_prefix("officer").startswith("duties-0-") and not self["name"].value():
            self.fields["officer"].empty_label = "ไม่เลือก"  # type: ignore[attr-defined]  # a ModelChoiceField's

    @property
    def is_empty(self) -> bool:
        return not any(str(self[name].value() or "").strip() for name in ("officer", "name", "post"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("officer") and not cleaned.get("name") and "officer" not in self.errors:
            self.add_error("name", "โปรดเลือกจากรายชื่อ หรือพิมพ์คำนำหน้า ชื่อ และนามสกุล")
        if cleaned.get("officer") and _typed_another(cleaned):
            self.add_error("name", TWICE)
        return cleaned

    def wanted(self) -> Officer | NewOfficer:
        """Returns whom the row names, after is_valid."""
        cleaned = self.cleaned_data
        return cleaned["officer"] or NewOfficer(cleaned["name"], cleaned["post"], cleaned["unit"])

    @property
    def summary(self) -> str:
        """Whom the row names, for a row that is about to go."""
        try:
            officer = self.fields["officer"].clean(self["officer"].value())
        except ValidationError:
            officer = None
        return officer.line if officer else str(self["name"].value() or "")


def _typed_another(cleaned: dict[str, Any]) -> bool:
    """Whether what was typed beside a chosen officer says anything else than the choice."""
    officer: Officer = cleaned["officer"]
    typed = {name: cleaned[name] for name in ("name", "post", "unit") if cleaned.get(name)}
    return any(getattr(officer, name) != value for name, value in typed.items())


DutyRows = rows_of(DutyForm)


def version_of(officers: Sequence[int]) -> Version:
    """Who stands on a measure, to be compared with what was chosen."""
    keys = [str(pk) for pk in officers]
    return Version(",".join(keys), {"duties": list(keys)})


def seen(base: str) -> list[int]:
    """Whom a form was drawn with, by what version_of called them."""
    return [int(key) for key in base.split(",") if key.isdecimal() and len(key) < 19]


class DutyList:
    """The list of responsible officers as one part of a form: a row is an officer's key, or who was typed as JSON."""

    rows: ClassVar[frozenset[str]] = frozenset({"duties"})

    def __init__(self, data: QueryDict, *, agency: Agency, standing: Collection[int], may_empty: bool) -> None:
        """`standing` as Offered takes it, with whom the form was drawn among them; `may_empty`: nobody may be left."""
        self.agency, self.base, self.may_empty = agency, data.get("base", ""), may_empty
        offered = Offered(agency, [*standing, *seen(self.drawn_from().digest)])
        self.formset = DutyRows(data, prefix="duties", form_kwargs={"offered": offered})

    def is_valid(self) -> bool:
        return self.formset.is_valid() and (self.may_empty or self._names_somebody())

    def _names_somebody(self) -> bool:
        """Whether anybody is left; else says so in the last row that shows its fields."""
        if self.wanted():
            return True
        rows = [row for row in self.formset.forms if isinstance(row, DutyForm)]
        shown = [row for row in rows if not row.gone] or rows
        for row in shown[-1:]:
            row.add_error("officer", NOBODY)
        return not rows

    def drawn_from(self) -> Version:
        return read(self.base)

    def wanted(self) -> list[Officer | NewOfficer]:
        """Returns whom the rows name, in order, after is_valid."""
        rows = [row for row in self.formset.forms if isinstance(row, DutyForm)]
        return [row.wanted() for row in rows if not row.is_empty and not row.gone]

    def typed(self) -> Values:
        return {"duties": list(dict.fromkeys(self._key(each) for each in self.wanted()))}

    def _key(self, wanted: Officer | NewOfficer) -> str:
        if isinstance(wanted, Officer):
            return str(wanted.pk)
        officer = known(self.agency, wanted)
        if officer is not None:
            return str(officer.pk)
        facts = {"name": wanted.name, "post": wanted.post}
        return json.dumps({**facts, "unit": str(wanted.unit.pk) if wanted.unit else ""}, ensure_ascii=False)

    def put(self, data: QueryDict, part: str, value: Value) -> None:
        put_rows(data, part, [{"officer": key} if key.isdecimal() else _typed(key) for key in value])

    def name_of(self, part: str) -> str:
        return "ผู้รับผิดชอบ"

    def shown(self, part: str, value: Value) -> list[str]:
        keys = [int(key) for key in value if key.isdecimal()]
        lines = {
            str(officer.pk): officer.line
            for officer in Officer.objects.filter(agency=self.agency, pk__in=keys).select_related("unit")
        }
        return [lines.get(key, "") if key.isdecimal() else self._line(_typed(key)) for key in value]

    def _line(self, typed: dict[str, str]) -> str:
        unit = Unit.objects.filter(agency=self.agency, pk=typed["unit"]).first() if typed["unit"] else None
        return Officer(agency=self.agency, name=typed["name"], post=typed["post"], unit=unit).line

    def third(self, part: str) -> str:
        return "both"


def _typed(key: str) -> dict[str, str]:
    """Who was typed; nobody for what no page of ours could have said."""
    try:
        facts = json.loads(key)
    except ValueError:
        facts = None
    facts = facts if isinstance(facts, dict) else {}
    return {name: str(facts.get(name, "")) for name in ("name", "post", "unit")}
