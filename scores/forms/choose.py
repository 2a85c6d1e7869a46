"""The form in which measures are chosen for weak items: candidates to tick and change, and measures to write."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from accounts.changed import sha256_of
from editing import drafts
from editing.fields import ThaiDateField, ThaiTextField
from editing.form_layout import PortalHelper
from ita.limits import LONGEST_TEXT
from measures.forms.assignment import offer_officers, officers_field
from measures.forms.days.dates import DateWithEcho, Echo, echo_of, of_due_date
from measures.forms.lists import MOST_ROWS
from measures.forms.progress import DATE_HELP
from measures.models import Plan
from measures.services.measure import Wanted
from measures.services.recommended.library import Kept
from scores.services.choosing.candidates import Candidate, Offered
from scores.services.choosing.rows import Row

_FIELD = re.compile(r"([IEO][0-9]{1,3})-(?:[rm][0-9]+-)?([a-z]+)")


def _digest(text: str) -> str:
    return sha256_of(" ".join(text.split()))[:20]


class CandidateForm(forms.Form):
    """One measure that could be taken: whether it is, and its words as they shall stand in the plan."""

    take = forms.BooleanField(required=False)
    text = ThaiTextField(label="สิ่งที่ต้องทำ", lines=True, rows=4, required=False, max_length=LONGEST_TEXT)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)  # the words that the page showed

    def __init__(self, data: QueryDict | None, *, row: Row, candidate: Candidate) -> None:
        initial = {"text": candidate.text, "seen": _digest(candidate.text)}
        super().__init__(data, prefix=f"{row.line.key}-{candidate.key}", initial=initial)
        self.candidate = candidate
        self.fields["take"].label = f"ใช้{candidate.source}"
        self.fields["take"].wanted = self.fields["text"].wanted = True  # type: ignore[attr-defined]  # no (ถ้ามี)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "text" in self.errors:
            return cleaned
        text = cleaned.get("text", "")
        if cleaned.get("take") and not text:
            self.add_error("text", "โปรดพิมพ์สิ่งที่ต้องทำ หรือไม่เลือกมาตรการนี้")
        shown = {cleaned.get("seen"), _digest(self.fields["text"].clean(self.candidate.text))}
        if text and not cleaned.get("take") and _digest(text) not in shown:
            self.add_error("take", "ท่านแก้ข้อความด้านล่างไว้ โปรดเลือกมาตรการนี้ หรือคืนข้อความเดิม")
        return cleaned


class RowForm(forms.Form):
    """A weak item: a measure of one's own words, whether the library keeps it, and the question where none is known."""

    question = ThaiTextField(
        label="ข้อคำถาม", rows=2, required=False, max_length=LONGEST_TEXT, help_text="รายการของปีไม่มีถ้อยคำของข้อนี้"
    )
    own = ThaiTextField(
        label="เขียนมาตรการเอง",
        rows=3,
        lines=True,
        required=False,
        max_length=LONGEST_TEXT,
        help_text="ขึ้นบรรทัดใหม่เมื่อขึ้นข้อใหม่",
    )
    keep = forms.BooleanField(label="เก็บมาตรการที่เขียนเองไว้ในคลังของหน่วยงาน", required=False)

    def __init__(self, data: QueryDict | None, *, row: Row) -> None:
        super().__init__(data, prefix=row.line.key)
        self.row = row
        drawn = (each for each in row.candidates if data is None or f"{row.line.key}-{each.key}-text" in data)
        self.candidates = [CandidateForm(data, row=row, candidate=each) for each in drawn]
        if row.line.text:
            del self.fields["question"]
        for field in self.fields.values():
            field.wanted = True  # type: ignore[attr-defined]  # all may be left empty, which the page says once

    @property
    def chosen(self) -> str:
        """All that was ticked or written for the item, step by step on lines; after is_valid."""
        taken = [each.cleaned_data["text"] for each in self.candidates if each.cleaned_data.get("take")]
        return "\n".join(filter(None, [*taken, self.cleaned_data.get("own", "")]))

    def is_valid(self) -> bool:
        are_right = [each.is_valid() for each in self.candidates]
        is_right = super().is_valid() and all(are_right)
        if is_right and self.cleaned_data["keep"] and not self.cleaned_data["own"]:
            self.add_error("own", "โปรดพิมพ์มาตรการที่จะเก็บไว้ในคลัง")
        if is_right and self.chosen and "question" in self.fields and not self.cleaned_data["question"]:
            self.add_error("question", "โปรดพิมพ์ข้อคำถามของข้อนี้")
        if is_right and len(self.chosen.splitlines()) > MOST_ROWS:  # more than the measure's own form has
            self.add_error("own", f"มีขั้นตอนมากเกินไป รับได้ไม่เกิน {MOST_ROWS} บรรทัดต่อข้อ")
        return is_right and not self.errors

    @property
    def question_text(self) -> str:
        """The item's question: that of the list, else as it was typed."""
        return self.row.line.text or str(self.cleaned_data.get("question", ""))


class ChooseForm(forms.Form):
    """Who answers for the chosen measures, and their day; `rows` are the weak items to choose for."""

    due_on = ThaiDateField(label="ครบกำหนดของทุกมาตรการที่เลือก", required=False, help_text=DATE_HELP)
    officers = officers_field("เป็นผู้รับผิดชอบทุกมาตรการที่เลือก เลือกได้หลายคน แก้รายมาตรการได้ภายหลัง")

    helper = PortalHelper(DateWithEcho("due_on", echo="due_echo", due=True), "officers")

    def __init__(self, data: QueryDict | None = None, *, plan: Plan, offered: Offered) -> None:
        super().__init__(data, initial={"due_on": plan.progress_due_on})
        self.plan, self.own_count = plan, offered.own
        self.rows = [RowForm(data, row=row) for row in offered.rows]
        self.fields["due_on"].year = plan.year  # type: ignore[attr-defined]  # a date field
        offer_officers(self, plan)

    @property
    def due_echo(self) -> Echo:
        """How the due date is read."""
        return echo_of(self["due_on"].value(), of_due_date(self.plan), year=self.plan.year)

    @property
    def all_forms(self) -> list[forms.Form]:
        """The form with all that it is made of, in the order of the page."""
        return [*(each for row in self.rows for each in (*row.candidates, row)), self]

    def filled(self, request: HttpRequest) -> ChooseForm:
        """The form with the person's draft, where the page's link asks for it."""
        for form in self.all_forms:
            drafts.fill(form, request)
        return self

    def is_valid(self) -> bool:
        """A form in which nothing was chosen is refused."""
        are_right = [row.is_valid() for row in self.rows]
        is_right = super().is_valid() and all(are_right)
        lost = list(self._lost())
        if is_right and not lost and not any(row.chosen for row in self.rows):
            self.add_error(None, "ยังไม่ได้เลือกมาตรการ โปรดเลือกหรือเขียนอย่างน้อย 1 มาตรการ")
        for code, text in lost:
            why = f"ที่ท่านเลือกหรือเขียนให้ข้อ {code} ไม่มีให้เลือกแล้ว เพราะมีผู้แก้คะแนนหรือมาตรการระหว่างนั้น ยังไม่ได้เพิ่ม"
            self.add_error(None, f"มาตรการ{why} หากยังต้องการ โปรดคัดลอกไปที่หน้าเพิ่มมาตรการ: {text}")
        return is_right and not self.errors

    def _lost(self) -> Iterator[tuple[str, str]]:
        """The item and the words of what was ticked or written and can't be chosen any more."""
        drawn = {form.add_prefix(name) for form in self.all_forms for name in form.fields}
        for name in self.data:
            found = _FIELD.fullmatch(name) if name not in drawn else None
            if found is None or not str(self.data[name]).strip():
                continue
            is_ticked = found[2] == "text" and f"{name.removesuffix('text')}take" in self.data
            if found[2] == "own" or is_ticked:
                yield found[1], str(self.data[name])

    def wanted(self) -> Iterator[Wanted]:
        """A measure for each item for which something was chosen; after is_valid."""
        due_on = self.cleaned_data["due_on"]
        for row in self.rows:
            if row.chosen:
                line, steps = row.row.line, tuple(row.chosen.splitlines())
                yield Wanted(line.key, line.key, line.tool, row.question_text, due_on, steps)

    def kept(self) -> Iterator[Kept]:
        """What the agency's library shall keep; after is_valid."""
        for row in self.rows:
            if row.cleaned_data["keep"]:
                yield Kept(row.row.item, row.row.line.tool, row.question_text, row.cleaned_data["own"])


def label_of_choice(field: str) -> str:
    """What a field of the form is called where it stands alone; nothing for one that it doesn't have."""
    found = _FIELD.fullmatch(field)
    if not found:
        of_form = ChooseForm.base_fields.get(field)
        return str(of_form.label) if of_form else ""
    fields = {**CandidateForm.base_fields, **RowForm.base_fields}
    return f"ข้อ {found[1]} {fields[found[2]].label or 'ใช้มาตรการนี้'}" if found[2] in fields else ""


_RECOMMENDED = re.compile(r"[IEO][0-9]{1,3}-r([0-9]{1,11})-text")


def recommended_sent(data: Mapping[str, object]) -> Collection[int]:
    """The keys of the recommended measures that a page offered, out of what it sent."""
    return {int(found[1]) for name in data if (found := _RECOMMENDED.fullmatch(name))}
