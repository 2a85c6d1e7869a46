"""The progress form: what was done, when, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from editing.fields import ThaiDateField, ThaiSpanField, ThaiTextField
from editing.form_layout import PortalHelper
from ita.limits import LONGEST_TEXT
from measures.forms.days.when import RowEcho, Typed, When, echo_of_row, together
from measures.forms.lists import MOST_ROWS, lines_of
from measures.models import Action, Outcome
from measures.services.progress import content_of
from measures.services.rows import Content, Row

ACTION_FIELDS = ("pk", "base", "removed", "settled", "text", "start", "end", "ongoing")
OUTCOME_FIELDS = ("pk", "base", "removed", "text")
_MACHINERY = ("pk", "base", "removed", "settled")
DATE_HELP = "พิมพ์ได้หลายแบบ เช่น 3 กรกฎาคม 2566 หรือ 3/7/66"
WHEN_HELP = "พิมพ์ได้หลายแบบ เช่น 3 ก.ค. 66, 1-5 ก.ค., ก.ค. 66, ไตรมาส 4, ตลอดปีงบประมาณ หรือเมื่อวานนี้ เว้นว่างได้หากข้อความมีวันที่แล้ว"


class RowForm(forms.Form):
    """What every row carries: which stored row it is, what that row said when the form was drawn, whether it goes."""

    number = 0  # among the rows of its list, from 1
    kind = ""  # what a row is, in Thai
    cursor = ""  # the command whose button has the focus when the page comes: see lists.put_cursor

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    base = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    removed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    @property
    def gone(self) -> bool:
        """Whether the row is drawn as removed."""
        return bool(self["removed"].value()) and self["removed"].value() not in ("False", "false")

    @property
    def called(self) -> str:
        """How an error that stands away from the row names it."""
        return f"{self.kind}ที่ {self.number}" if self.kind else ""

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.gone:
            self.errors.clear()  # a row that goes need not be right

    @property
    def line_count(self) -> int:
        """How many lines the text has as it was typed: the report prints it as one paragraph."""
        return len(lines_of(self["text"].value())) if "text" in self.fields else 1

    def content(self) -> Content:
        """What the row says."""
        return Content(self.cleaned_data.get("text", ""))

    def row(self) -> Row:
        """The row as the service takes it."""
        cleaned = self.cleaned_data
        return Row(
            cleaned.get("pk"), self.content(), cleaned.get("base", ""), bool(cleaned.get("removed")), self.prefix or ""
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed into a new row: such a row is passed over."""
        values = (self[name].value() for name in self.fields if name not in _MACHINERY)
        return not self["pk"].value() and not any(str(value or "").strip() for value in values if value is not False)


class ActionForm(RowForm):
    """One action: the words, and a day, a range or an open start beside them."""

    kind = "การดำเนินการ"

    text = ThaiTextField(
        label="ได้ดำเนินการอะไรไปบ้าง",
        help_text="เขียนตามที่ทำจริง ใคร ทำอะไร กับใคร จำนวนเท่าใด รายงานพิมพ์ข้อความนี้เป็นย่อหน้าเดียว หลายเรื่องให้แยกเป็นหลายรายการ",
        rows=6,
        max_length=LONGEST_TEXT,
        error_messages={"required": "โปรดพิมพ์สิ่งที่ได้ดำเนินการ"},
    )
    start = ThaiSpanField(label="วันที่เริ่ม", required=False)
    end = ThaiDateField(label="วันที่สิ้นสุด", required=False)
    ongoing = forms.BooleanField(label="ยังดำเนินการต่อเนื่องจนถึงปัจจุบัน", required=False)
    settled = forms.CharField(required=False, max_length=LONGEST_TEXT, widget=forms.HiddenInput)  # doubts let stand

    def __init__(self, *args: Any, plan_year: int | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        self.plan_year = plan_year
        self.fields["start"].year = self.fields["end"].year = plan_year  # type: ignore[attr-defined]  # date fields both

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors.keys() & {"start", "end"}:
            try:
                cleaned["when"] = together(cleaned.get("start"), cleaned.get("end"), bool(cleaned.get("ongoing")))
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned

    @cached_property
    def typed(self) -> Typed:
        """The row as it stands in the form."""
        return Typed(self, self.plan_year)

    @property
    def echo(self) -> RowEcho:
        """How the dates are read, what is wrong or doubtful, and those of the words; an error stands at its field."""
        said = echo_of_row(self.typed, (self.prefix or "").replace("-", ":"))
        return replace(said, wrong="") if self.is_bound and self.errors.keys() & {"start", "end"} else said

    def content(self) -> Content:
        when: When | None = self.cleaned_data.get("when")
        text = self.cleaned_data.get("text", "")
        return Content(text, when.start, when.end, when.open_ended) if when else Content(text)


class LineForm(RowForm):
    """A row of one text, called by its number."""

    helper = PortalHelper(field_template="measures/progress/_line.html")


class OutcomeForm(LineForm):
    """One thing that came of it."""

    kind = "ผลลัพธ์"

    text = ThaiTextField(
        label="ผลลัพธ์", rows=2, max_length=LONGEST_TEXT, error_messages={"required": "โปรดพิมพ์ผลลัพธ์ หรือกดนำออก"}
    )


if TYPE_CHECKING:
    _RowSet = forms.BaseFormSet[RowForm]
else:
    _RowSet = forms.BaseFormSet  # not subscriptable at run time


class BaseRows(_RowSet):
    """Rows in the order in which they stand; new rows without a word are passed over."""

    def rows(self) -> list[Row]:
        """The rows for the service, after is_valid."""
        return [form.row() for form in self.forms if not form.is_empty]

    @property
    def filled(self) -> int:
        """How many rows stand before the empty ones at the end: none moves down among those."""
        return max((n for n, form in enumerate(self.forms, start=1) if not form.is_empty), default=0)

    def add_fields(self, form: RowForm, index: int | None) -> None:
        """None of Django's own order and delete fields: ours work without a script."""

    def _construct_form(self, i: int, **kwargs: Any) -> RowForm:  # noqa: ANN401 - Django's own signature
        form: RowForm = super()._construct_form(i, **kwargs)  # type: ignore[misc]  # not in the stubs
        form.number = i + 1
        if form.is_bound and form.is_empty:
            form.empty_permitted, form.use_required_attribute = True, False
        else:
            form.empty_permitted = False
        return form

    def clean(self) -> None:
        if len([form for form in self.forms if not form.is_empty]) > MOST_ROWS:
            raise ValidationError(f"รายการมากเกินไป รับได้ไม่เกิน {MOST_ROWS} รายการ")


def rows_of(form: type[RowForm]) -> type[BaseRows]:
    """The formset of a kind of row."""
    formset = forms.formset_factory(form, formset=BaseRows, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
    return cast(type[BaseRows], formset)


ActionRows = rows_of(ActionForm)
OutcomeRows = rows_of(OutcomeForm)


def action_initial(action: Action, settled: str = "") -> dict[str, object]:
    """A stored action as its form shows it: a single day stands in the first date alone.

    `settled` names the doubts about the measure that somebody let stand.
    """
    one_day = action.end_on == action.start_on
    return {
        "pk": action.pk,
        "base": content_of(action).digest,
        "text": action.text,
        "start": action.start_on,
        "end": None if one_day else action.end_on,
        "ongoing": action.open_ended,
        "settled": settled,
    }


def outcome_initial(outcome: Outcome) -> dict[str, object]:
    """A stored outcome as its form shows it."""
    return {"pk": outcome.pk, "base": content_of(outcome).digest, "text": outcome.text}
