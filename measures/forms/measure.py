"""The form of a measure's wording, steps and due date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.http import QueryDict

from editing.codes import read_code
from editing.fields import ThaiDateField, ThaiTextField
from editing.form_layout import PortalHelper
from editing.forms import VersionedForm
from editing.versions import Value, Values, Version
from ita.codes import tool_of
from ita.limits import LONGEST_TEXT
from measures.forms.days.dates import DateWithEcho, Echo, echo_of, of_due_date
from measures.forms.lists import put_rows
from measures.forms.progress import DATE_HELP, LineForm, rows_of
from measures.models import Measure, Plan
from measures.services.catalogue import unlisted
from measures.services.measure import Wanted, digest

STEP_FIELDS = ("pk", "base", "removed", "text")


class StepForm(LineForm):
    """One thing to do."""

    kind = "สิ่งที่ต้องทำข้อ"
    text = ThaiTextField(
        label="ข้อ", rows=3, max_length=LONGEST_TEXT, error_messages={"required": "โปรดพิมพ์สิ่งที่ต้องทำ หรือกดนำออก"}
    )


StepRows = rows_of(StepForm)


class MeasureForm(VersionedForm):
    """A code in any spelling that ita.codes reads; it is printed as it was typed. Its steps are a list of their own.

    `kept` is the stored code, which stays even where no list holds it: it may be older than its year's list.
    """

    rows = frozenset({"steps"})
    names = {"steps": "สิ่งที่ต้องทำ"}

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
    ) -> None:
        self.plan, self.kept = plan, kept
        self.steps = StepRows(data, prefix="steps", initial=steps)
        super().__init__(data, initial=initial)
        self.fields["due_on"].year = plan.year  # type: ignore[attr-defined]  # a date field

    @property
    def due_echo(self) -> Echo:
        """How the due date is read."""
        return echo_of(self["due_on"].value(), of_due_date(self.plan), year=self.plan.year)

    def is_valid(self) -> bool:
        return super().is_valid() & self.steps.is_valid()

    def clean_code(self) -> str:
        written: str = self.cleaned_data["code"]
        self.read_code = read_code(written)
        if self.read_code != self.kept and (mistake := unlisted(self.read_code, self.plan)):
            raise ValidationError(mistake)
        return written

    def wanted(self, base: str) -> Wanted:
        """What the service is to write, with the digest of what the form was drawn from; after is_valid."""
        cleaned = self.cleaned_data
        return Wanted(
            code=self.read_code,
            code_as_written=cleaned["code"],
            tool=tool_of(self.read_code),
            question=cleaned["question"],
            due_on=cleaned["due_on"],
            steps=tuple(self._texts()),
            base=base,
        )

    def _texts(self) -> list[str]:
        return [row.content.text for row in self.steps.rows() if not row.removed]

    # What another save is compared with

    @classmethod
    def _parts(cls) -> Iterator[str]:
        yield from super()._parts()
        yield "steps"

    @classmethod
    def _posted(cls, part: str, facts: Mapping[str, object]) -> Value:
        if part != "steps":
            return super()._posted(part, facts)
        texts, field = facts["steps"], StepForm.base_fields["text"]
        return [str(field.to_python(text)) for text in texts] if isinstance(texts, list) else []

    def typed(self) -> Values:
        return {part: self._posted(part, {**self.cleaned_data, "steps": self._texts()}) for part in self._parts()}

    def put(self, data: QueryDict, part: str, value: Value) -> None:
        if part in self.rows:
            put_rows(data, part, [{"text": text} for text in value])
        else:
            super().put(data, part, value)

    def shown(self, part: str, value: Value) -> list[str]:
        return list(value) if part in self.rows else super().shown(part, value)

    def third(self, part: str) -> str:
        return "merge" if part in self.rows else super().third(part)


def _facts(measure: Measure) -> dict[str, object]:
    return {
        "code": measure.code_as_written,
        "question": measure.question,
        "due_on": measure.due_on,
        "steps": [step.text for step in measure.steps.all()],
    }


def version_of(measure: Measure) -> Version:
    """What is stored, to be compared with what was typed."""
    return MeasureForm.version(digest(measure), _facts(measure))


def initial_of(measure: Measure) -> tuple[dict[str, object], list[dict[str, object]]]:
    """What the form shows of a measure, and the rows of its steps with an empty one behind."""
    steps: list[dict[str, object]] = [{"text": step.text} for step in measure.steps.all()]
    return MeasureForm.drawn(digest(measure), _facts(measure)), [*steps, {}]


def typed_again(typed: QueryDict) -> QueryDict:
    """The data of a draft; steps that were merged by hand on a conflict page stand in their rows."""
    data = typed.copy()
    if data.get("choose-steps") == "merge":
        put_rows(data, "steps", [{"text": line} for line in data.get("merged-steps", "").splitlines() if line.strip()])
    return data
