"""Who answers for a measure: from the agency's list, or new to it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Agency, Unit
from measures.forms.fields import ThaiTextField, offer
from measures.forms.progress import RowForm, rows_of
from measures.models import Officer
from measures.services.officers import NewOfficer

DUTY_FIELDS = ("pk", "base", "removed", "officer", "name", "post", "unit")


TWICE = (
    "ท่านเลือกจากรายชื่อและพิมพ์ไว้ด้วย โปรดใช้อย่างใดอย่างหนึ่ง หากจะใช้ที่พิมพ์ ให้เลือก “ไม่อยู่ในรายชื่อ” "
    "หากจะใช้ผู้ที่เลือก ให้ลบที่พิมพ์และเลือกสำนัก/กองเป็น “ไม่ระบุ”"
)


class DutyForm(RowForm):
    """One responsible officer: chosen, or typed where the list does not have them."""

    officer = forms.ModelChoiceField(
        label="เลือกจากรายชื่อ", queryset=Officer.objects.none(), required=False, empty_label="ไม่อยู่ในรายชื่อ พิมพ์ด้านล่าง"
    )
    name = ThaiTextField(label="คำนำหน้า ชื่อ และนามสกุล", required=False, max_length=150)
    post = ThaiTextField(label="ตำแหน่ง", required=False, max_length=200)
    unit = forms.ModelChoiceField(label="สำนัก/กอง", queryset=Unit.objects.none(), required=False, empty_label="ไม่ระบุ")

    def __init__(self, *args: Any, agency: Agency, standing: Collection[int], **kwargs: Any) -> None:  # noqa: ANN401
        """`standing` are the officers on the measure already: they stay in the list when they are active no more."""
        super().__init__(*args, **kwargs)
        for name in ("officer", "name"):
            self.fields[name].wanted = True  # type: ignore[attr-defined]  # one of the two: see ita_portal.rendering
        officers = Officer.objects.offered(agency, standing).select_related("unit")
        offer(self, "officer", officers, lambda officer: officer.line)
        offer(self, "unit", Unit.objects.filter(agency=agency))

    @property
    def is_empty(self) -> bool:
        return not any(str(self[name].value() or "").strip() for name in ("officer", "name", "post"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("officer") and not said.get("name") and "officer" not in self.errors:
            self.add_error("name", "โปรดเลือกจากรายชื่อ หรือพิมพ์คำนำหน้า ชื่อ และนามสกุล")
        if said.get("officer") and _typed_another(said):
            self.add_error("name", TWICE)
        return said

    def wanted(self) -> Officer | NewOfficer:
        """Whom the row names; after is_valid."""
        said = self.cleaned_data
        return said["officer"] or NewOfficer(said["name"], said["post"], said["unit"])

    @property
    def summary(self) -> str:
        """Whom the row names, for a row that is about to go."""
        try:
            officer = self.fields["officer"].clean(self["officer"].value())
        except ValidationError:
            officer = None
        return officer.line if officer else str(self["name"].value() or "")


def _typed_another(said: dict[str, Any]) -> bool:
    """Whether what was typed beside a chosen officer says anything else than the choice."""
    officer: Officer = said["officer"]
    typed = {name: said[name] for name in ("name", "post", "unit") if said.get(name)}
    return any(getattr(officer, name) != value for name, value in typed.items())


DutyRows = rows_of(DutyForm)
