"""The form of a measure's wording, steps and due date."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.forms.others import show_beside
from measures.forms.fields import ThaiDateField, ThaiTextField
from measures.forms.progress import DATE_HELP, BaseRows, RowForm, rows_of
from measures.limits import LONGEST_TEXT
from measures.models import Measure, Plan
from measures.services.catalogue import unlisted
from measures.services.measure import Wanted, digest
from thai import dates
from thai.codes import normalise, tool_of

STEP_FIELDS = ("pk", "base", "removed", "text")


class StepForm(RowForm):
    """One thing to do."""

    text = ThaiTextField(
        label="ข้อ", rows=3, max_length=LONGEST_TEXT, error_messages={"required": "โปรดพิมพ์สิ่งที่ต้องทำ หรือกดนำออก"}
    )


StepRows = rows_of(StepForm)


class MeasureForm(forms.Form):
    """A code in any spelling that thai.codes reads; it is printed as it was typed.

    `kept` is the stored code, which stays even where no list holds it: it may be older than its year's list.
    """

    base = forms.CharField(required=False, widget=forms.HiddenInput)
    code = ThaiTextField(
        label="รหัสข้อ",
        help_text="เช่น I1 E13 O14 รายงานจะพิมพ์รหัสตามที่ท่านพิมพ์",
        max_length=20,
        error_messages={"required": "โปรดพิมพ์รหัสข้อ เช่น E13"},
    )
    question = ThaiTextField(
        label="ข้อคำถามหรือตัวชี้วัด",
        rows=3,
        max_length=LONGEST_TEXT,
        error_messages={"required": "โปรดพิมพ์ข้อคำถามหรือตัวชี้วัด"},
    )
    due_on = ThaiDateField(label="ครบกำหนด", required=False, help_text=DATE_HELP)

    def __init__(self, *args: Any, plan: Plan, kept: str = "", **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        self.plan, self.kept = plan, kept
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        written: str = self.cleaned_data["code"]
        try:
            self.read_code, _ = normalise(written)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if self.read_code != self.kept and (mistake := unlisted(self.read_code, self.plan)):
            raise ValidationError(mistake)
        return written

    def wanted(self, steps: BaseRows) -> Wanted:
        """What the service is to write; after is_valid of both."""
        said = self.cleaned_data
        return Wanted(
            code=self.read_code,
            code_as_written=said["code"],
            tool=tool_of(self.read_code),
            question=said["question"],
            due_on=said["due_on"],
            steps=tuple(row.content.text for row in steps.rows() if not row.removed),
            base=said["base"],
        )

    def show_other(self, now: Measure) -> None:
        """After another's save: their words beside one's own."""
        said = self.cleaned_data
        show_beside(
            self,
            theirs={"code": now.code_as_written, "question": now.question, "due_on": _day(now.due_on)},
            mine={"code": said["code"], "question": said["question"], "due_on": _day(said["due_on"])},
            digest=digest(now),
        )
        steps = " / ".join(step.text for step in now.steps.all())
        self.add_error(None, f"สิ่งที่ต้องทำที่ผู้อื่นบันทึกไว้ขณะนี้คือ “{steps}”")


def _day(day: date | None) -> str:
    return dates.format_date(day) if day else ""


def initial_of(measure: Measure | None) -> tuple[dict[str, object], list[dict[str, object]]]:
    """What the form shows of a measure, and the rows of its steps with an empty one behind."""
    if measure is None:
        return {}, [{}]
    fields: dict[str, object] = {
        "base": digest(measure),
        "code": measure.code_as_written,
        "question": measure.question,
        "due_on": measure.due_on,
    }
    steps: list[dict[str, object]] = [{"text": step.text} for step in measure.steps.all()]
    return fields, [*steps, {}]
