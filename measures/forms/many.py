"""The form of many new measures at once: a row each, with officers and a day for all of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from editing.codes import read_code
from editing.fields import ThaiDateField, ThaiTextField
from editing.form_layout import PortalHelper
from ita.codes import tool_of
from ita.limits import LONGEST_TEXT
from measures.forms.assignment import offer_officers, officers_field
from measures.forms.days.dates import DateWithEcho, Echo, echo_of, of_due_date
from measures.forms.progress import DATE_HELP, RowForm, rows_of
from measures.models import Plan
from measures.services.catalogue import unlisted
from measures.services.measure import Wanted
from measures.services.planning import items

ROW_FIELDS = ("code", "question", "steps")
BEGIN_WITH = 4  # rows of an empty form


class NewRowForm(RowForm):
    """One measure: where no question is typed, it is the wording of the year's list."""

    code = ThaiTextField(
        label="รหัสข้อ", max_length=20, error_messages={"required": "โปรดพิมพ์รหัสข้อ เช่น E13 หรือลบข้อความในแถวนี้ทั้งหมด"}
    )
    question = ThaiTextField(
        label="ข้อคำถามหรือตัวชี้วัด",
        rows=2,
        required=False,
        max_length=LONGEST_TEXT,
        help_text="เว้นว่างไว้ ระบบใช้ถ้อยคำจากรายการของปี",
    )
    steps = ThaiTextField(
        label="สิ่งที่ต้องทำ",
        rows=3,
        lines=True,
        required=False,
        max_length=LONGEST_TEXT,
        help_text="ขึ้นบรรทัดใหม่เมื่อขึ้นข้อใหม่",
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["code"].widget.attrs["list"] = "codes"
        self.fields["question"].wanted = self.fields["steps"].wanted = True  # type: ignore[attr-defined]  # no (ถ้ามี)

    def clean_code(self) -> str:
        written: str = self.cleaned_data["code"]
        self.read_code = read_code(written)
        if mistake := unlisted(self.read_code, self.plan):
            raise ValidationError(mistake)
        return written

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("code") and not cleaned.get("question") and "question" not in self.errors:
            cleaned["question"] = items.filled(self.plan, {}, self.read_code).get("question", "")
            if not cleaned["question"]:
                self.add_error("question", f"รายการปี {self.plan.assessed_year} ไม่มีถ้อยคำของข้อนี้ โปรดพิมพ์ข้อคำถามหรือตัวชี้วัด")
        return cleaned


NewRows = rows_of(NewRowForm)


class ManyForm(forms.Form):
    """Who answers for the new measures, and their day; `rows` are the measures."""

    due_on = ThaiDateField(label="ครบกำหนดของทุกมาตรการในหน้านี้", required=False, help_text=DATE_HELP)
    officers = officers_field("เป็นผู้รับผิดชอบทุกมาตรการในหน้านี้ เลือกได้หลายคน แก้รายมาตรการได้ภายหลัง")

    helper = PortalHelper(DateWithEcho("due_on", echo="due_echo", due=True), "officers")

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        plan: Plan,
        initial: dict[str, object] | None = None,
        rows: list[dict[str, object]] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.plan = plan
        self.rows = NewRows(data, prefix="rows", initial=rows, form_kwargs={"plan": plan})
        self.fields["due_on"].year = plan.year  # type: ignore[attr-defined]  # a date field
        offer_officers(self, plan)

    @property
    def due_echo(self) -> Echo:
        """How the due date is read."""
        return echo_of(self["due_on"].value(), of_due_date(self.plan), year=self.plan.year)

    def is_valid(self) -> bool:
        """A form without a word is refused at its first row."""
        is_right = super().is_valid() & self.rows.is_valid()
        if is_right and not self.wanted():
            self.add_error(None, "ยังไม่ได้พิมพ์มาตรการ โปรดพิมพ์อย่างน้อย 1 มาตรการ")
        return is_right and not self.errors

    def wanted(self) -> list[Wanted]:
        """The measures for the service, after is_valid."""
        return [self._wanted(form) for form in self.rows.forms if not form.is_empty]

    def _wanted(self, form: forms.Form) -> Wanted:
        cleaned, code = form.cleaned_data, form.read_code  # type: ignore[attr-defined]  # a row's
        steps = tuple(cleaned["steps"].splitlines())
        return Wanted(code, cleaned["code"], tool_of(code), cleaned["question"], self.cleaned_data["due_on"], steps)
