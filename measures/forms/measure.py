"""The form of a measure's wording, steps and due date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from document import Detail
from document.checking import DETAIL_KINDS
from editing.codes import read_code
from editing.fields import ThaiDateField, ThaiTextField
from editing.form_layout import PortalHelper
from editing.forms import VersionedForm
from editing.versions import Value, Values, Version
from ita.codes import tool_of
from ita.limits import LONGEST_TEXT
from measures.forms.days.dates import DateWithEcho, Echo, echo_of, of_due_date
from measures.forms.lists import put_rows
from measures.forms.progress import DATE_HELP, LineForm, RowForm, rows_of
from measures.models import DetailKind, Measure, Plan
from measures.services.catalogue import unlisted
from measures.services.measure import Wanted, details_of, digest

STEP_FIELDS = ("pk", "base", "removed", "text")


class StepForm(LineForm):
    """One thing to do."""

    kind = "สิ่งที่ต้องทำข้อ"
    text = ThaiTextField(
        label="ข้อ", rows=3, max_length=LONGEST_TEXT, error_messages={"required": "โปรดพิมพ์สิ่งที่ต้องทำ หรือกดนำออก"}
    )


StepRows = rows_of(StepForm)
DETAIL_FIELDS = ("pk", "base", "removed", "kind", "label", "text")
# A memo's head is no measure's, but for one that was brought in so.
_OFFERED = [(each.value, each.label) for each in DetailKind if each not in DetailKind.of_a_memo()]


class DetailForm(RowForm):
    """Words for which the report has no column."""

    kind = forms.ChoiceField(  # type: ignore[assignment]  # a field, where the other rows have a word
        label="เรื่อง",
        choices=[("", "โปรดเลือก"), *DetailKind.choices],
        error_messages={"required": "โปรดเลือกเรื่อง หรือกดนำออก", "invalid_choice": "โปรดเลือกเรื่องจากรายการ"},
    )
    label = ThaiTextField(
        label="หัวข้อที่พิมพ์ในรายงาน", required=False, max_length=400, help_text="เว้นว่างไว้ รายงานจะพิมพ์ชื่อเรื่องที่เลือก"
    )
    text = ThaiTextField(
        label="ข้อความ", rows=2, max_length=LONGEST_TEXT, error_messages={"required": "โปรดพิมพ์ข้อความ หรือกดนำออก"}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        own = [each for each in DetailKind.choices if each[0] == self["kind"].value() and each not in _OFFERED]
        self.fields["kind"].widget.choices = [("", "โปรดเลือก"), *_OFFERED, *own]

    @property
    def called(self) -> str:
        """How an error that stands away from the row names it."""
        return f"รายละเอียดข้อที่ {self.number}"

    def value(self) -> Detail:
        """What the row says, after is_valid."""
        return Detail(*(self.cleaned_data[name] for name in ("kind", "label", "text")))


DetailRows = rows_of(DetailForm)


class MeasureForm(VersionedForm):
    """A code in any spelling that ita.codes reads; it is printed as it was typed. Its steps are a list of their own.

    `kept` is the stored code, which stays even where no list holds it: it may be older than its year's list.
    """

    rows = frozenset({"steps", "details"})
    names = {"steps": "สิ่งที่ต้องทำ", "details": "รายละเอียด"}

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

    helper = PortalHelper("code", "question", DateWithEcho("due_on", echo="due_echo", due=True))

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        plan: Plan,
        kept: str = "",
        initial: dict[str, object] | None = None,
        steps: Sequence[dict[str, object]] = (),
        details: Sequence[dict[str, object]] = (),
        may_lack_code: bool = False,
    ) -> None:
        self.plan, self.kept = plan, kept
        self.steps = StepRows(data, prefix="steps", initial=steps)
        # A form that was drawn before there were details, or for a new measure, says nothing of them.
        self.has_details = data is None or "details-TOTAL_FORMS" in data
        self.details = DetailRows(data if self.has_details else None, prefix="details", initial=details)
        super().__init__(data, initial=initial)
        self.fields["due_on"].year = plan.year  # type: ignore[attr-defined]  # a date field
        self.fields["code"].required = not may_lack_code

    @property
    def due_echo(self) -> Echo:
        """How the due date is read."""
        return echo_of(self["due_on"].value(), of_due_date(self.plan), year=self.plan.year)

    def is_valid(self) -> bool:
        return super().is_valid() & self.steps.is_valid() & (not self.details.is_bound or self.details.is_valid())

    def clean_code(self) -> str:
        written: str = self.cleaned_data["code"]
        self.read_code = read_code(written) if written else ""
        if not written:
            return written
        if self.read_code != self.kept and (mistake := unlisted(self.read_code, self.plan)):
            raise ValidationError(mistake)
        return written

    def wanted(self, base: str) -> Wanted:
        """What the service is to write, with the digest of what the form was drawn from; after is_valid."""
        cleaned = self.cleaned_data
        return Wanted(
            code=self.read_code,
            code_as_written=cleaned["code"],
            tool=tool_of(self.read_code) if self.read_code else "",
            question=cleaned["question"],
            due_on=cleaned["due_on"],
            steps=tuple(self._texts()),
            base=base,
            details=tuple(self._details()) if self.details.is_bound else None,
        )

    def _details(self) -> list[Detail]:
        rows = [row for row in self.details if isinstance(row, DetailForm)]
        return [row.value() for row in rows if not row.is_empty and not row.gone]

    def _texts(self) -> list[str]:
        return [row.content.text for row in self.steps.rows() if not row.removed]

    # What another save is compared with

    @classmethod
    def _parts(cls) -> Iterator[str]:
        yield from super()._parts()
        yield from ("steps", "details")

    @classmethod
    def _posted(cls, part: str, facts: Mapping[str, object]) -> Value:
        if part == "details":
            details = facts["details"]
            return [_row(each) for each in details] if isinstance(details, list) else []
        if part != "steps":
            return super()._posted(part, facts)
        texts, field = facts["steps"], StepForm.base_fields["text"]
        return [str(field.to_python(text)) for text in texts] if isinstance(texts, list) else []

    def typed(self) -> Values:
        facts = {
            **self.cleaned_data,
            "steps": self._texts(),
            "details": self._details() if self.details.is_bound else [],
        }
        typed = {part: self._posted(part, facts) for part in self._parts()}
        if not self.details.is_bound and "details" in typed:
            typed["details"] = self.drawn_from().values.get("details", [])
        return typed

    def put(self, data: QueryDict, part: str, value: Value) -> None:
        if part == "details":
            put_rows(data, part, [dict(zip(_OF_ROW, row.split("\t"), strict=True)) for row in value])
        elif part in self.rows:
            put_rows(data, part, [{"text": text} for text in value])
        else:
            super().put(data, part, value)

    def shown(self, part: str, value: Value) -> list[str]:
        if part == "details":
            return [_detail(row).printed for row in value]
        return list(value) if part in self.rows else super().shown(part, value)

    def third(self, part: str) -> str:
        if part == "details":
            return ""  # a row of three fields is chosen, not typed in one
        return "merge" if part in self.rows else super().third(part)


_OF_ROW = ("kind", "label", "text")


def _row(detail: Detail) -> str:
    """A detail as one row of a version: no text holds a tab."""
    return "\t".join(getattr(detail, name) for name in _OF_ROW)


def _detail(row: str) -> Detail:
    kind, label, text = row.split("\t")
    return Detail(DETAIL_KINDS[kind], label, text)


def _facts(measure: Measure) -> dict[str, object]:
    return {
        "code": measure.code_as_written,
        "question": measure.question,
        "due_on": measure.due_on,
        "steps": [step.text for step in measure.steps.all()],
        "details": list(details_of(measure)),
    }


def version_of(measure: Measure) -> Version:
    """What is stored, to be compared with what was typed."""
    return MeasureForm.version(digest(measure), _facts(measure))


def initial_of(measure: Measure) -> tuple[dict[str, object], dict[str, list[dict[str, object]]]]:
    """What the form shows of a measure, and the rows of its lists; behind the steps an empty one."""
    steps: list[dict[str, object]] = [{"text": step.text} for step in measure.steps.all()]
    details: list[dict[str, object]] = [{name: getattr(each, name) for name in _OF_ROW} for each in details_of(measure)]
    return MeasureForm.drawn(digest(measure), _facts(measure)), {"steps": [*steps, {}], "details": details}


def typed_again(typed: QueryDict) -> QueryDict:
    """The data of a draft; steps that were merged by hand on a conflict page stand in their rows."""
    data = typed.copy()
    if data.get("choose-steps") == "merge":
        put_rows(data, "steps", [{"text": line} for line in data.get("merged-steps", "").splitlines() if line.strip()])
    return data
