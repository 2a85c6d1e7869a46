"""The forms of a new measure, and of officers and a day for many measures at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict

from editing.fields import ChosenRows, ThaiDateField, offer
from editing.form_layout import FilterHelper, PortalHelper
from measures.forms.days.dates import DateWithEcho, Echo, echo_of, of_due_date
from measures.forms.measure import MeasureForm
from measures.forms.progress import DATE_HELP
from measures.models import EDITABLE, Measure, Officer, Plan
from thai.dates import format_date


def officers_field(help_text: str) -> ChosenRows:
    """The choice of those who answer for a measure; `offer_officers` says who there is."""
    return ChosenRows(
        label="ผู้รับผิดชอบ",
        queryset=Officer.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=help_text,
    )


def offer_officers(form: forms.Form, plan: Plan) -> None:
    """Lets the form choose among the agency's officers who are still there."""
    officers = Officer.objects.filter(agency=plan.agency, is_active=True).select_related("unit")
    offer(form, "officers", officers, _line)


def _line(officer: Officer) -> str:
    return officer.short_line if officer.user_id else f"{officer.short_line} (ยังไม่มีบัญชีเข้าใช้)"


class NewMeasureForm(MeasureForm):
    """A measure that isn't there yet, with who answers for it."""

    officers = officers_field("เลือกได้หลายคน จัดลำดับหรือเพิ่มผู้ที่ไม่อยู่ในรายชื่อได้ภายหลังที่หน้ามาตรการ")

    helper = PortalHelper("code", "question", DateWithEcho("due_on", echo="due_echo", due=True), "officers")

    def __init__(self, data: QueryDict | None = None, *, plan: Plan, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(data, plan=plan, **kwargs)
        offer_officers(self, plan)

    @classmethod
    def _parts(cls) -> Iterator[str]:
        yield from (part for part in super()._parts() if part not in ("officers", "details"))


class FindForm(forms.Form):
    """What an item of the year's list is looked for by."""

    find = forms.CharField(
        label="รหัส คำในข้อคำถาม หรือเครื่องมือ",
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": "200"}),
    )
    helper = FilterHelper()


class AssignForm(forms.Form):
    """Which measures, and what of officers and day they are given; what is left empty stays as it is."""

    measures = ChosenRows(
        label="มาตรการ",
        queryset=Measure.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "โปรดเลือกมาตรการอย่างน้อย 1 เรื่อง"},
    )
    officers = officers_field("ไม่เลือกคือไม่เปลี่ยน")
    way = forms.ChoiceField(
        label="ผู้ที่รับผิดชอบอยู่แล้ว",
        choices=[("add", "คงไว้ และเพิ่มผู้ที่เลือกต่อท้าย"), ("replace", "ใช้ผู้ที่เลือกแทนทั้งหมด")],
        widget=forms.RadioSelect,
        initial="add",
        required=False,
    )
    due_on = ThaiDateField(label="ครบกำหนด", required=False, help_text=f"เว้นว่างคือไม่เปลี่ยน {DATE_HELP}")

    helper = PortalHelper("measures", "officers", "way", DateWithEcho("due_on", echo="due_echo", due=True))

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["due_on"].year = plan.year  # type: ignore[attr-defined]  # a date field
        rows = Measure.objects.kept().filter(plan=plan, state__in=EDITABLE).by_code()
        offer(self, "measures", rows.prefetch_related("duties__officer"), _named)
        offer_officers(self, plan)
        self.fields["way"].wanted = True  # type: ignore[attr-defined]  # drawn without (ถ้ามี)

    @property
    def due_echo(self) -> Echo:
        """How the due date is read."""
        return echo_of(self["due_on"].value(), of_due_date(self.plan), year=self.plan.year)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("officers") and not cleaned.get("due_on"):
            self.add_error("officers", "โปรดเลือกผู้รับผิดชอบ หรือพิมพ์วันครบกำหนดด้านล่าง อย่างน้อยหนึ่งอย่าง")
        return cleaned

    def said(self) -> str:
        """What was given, in words: who, how, and the day; after is_valid."""
        cleaned, words = self.cleaned_data, []
        if names := " ".join(officer.name for officer in cleaned["officers"]):
            words.append(f"{'ใช้แทนผู้รับผิดชอบเดิม' if cleaned['way'] == 'replace' else 'เพิ่มผู้รับผิดชอบ'}: {names}")
        if cleaned["due_on"]:
            words.append(f"ครบกำหนด {format_date(cleaned['due_on'])}")
        return " ".join(words)


def _named(measure: Measure) -> str:
    names = ", ".join(duty.officer.name for duty in measure.duties.all())
    return f"{measure.shown_code} {measure.question} ({names or 'ยังไม่ระบุผู้รับผิดชอบ'})"
