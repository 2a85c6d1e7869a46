"""The form in which a person says which earlier item one item continues."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from editing.codes import read_code
from editing.fields import ThaiTextField
from measures.models import Indicator, Kind
from measures.services.lists.forerunners import NONE, UNDECIDED, Choice, Line, Proposal

# What is sent of a choice is in words: so a draft of nothing but choices is no empty one, and can be read.
OTHER, NEW, OPEN = "ข้ออื่น", "ไม่มีข้อเดิม", ""
_FIELD = re.compile(r"([IEO][0-9]{1,3})-(choice|code)")


class LinkForm(forms.Form):
    """What one item continues. `base` is what was said of it when the form was drawn: what stays is not written."""

    base = forms.CharField(widget=forms.HiddenInput, required=False)
    choice = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    code = ThaiTextField(label="รหัสข้อเดิม", max_length=20, required=False, help_text="เมื่อเลือก “ข้ออื่น” เช่น O13")

    def __init__(self, data: QueryDict | None, *, line: Line, earlier: Sequence[Indicator]) -> None:
        self.line, self.by_code = line, {item.code: item for item in earlier}
        self.by_value = {value_of(each.item): each.item for each in line.proposals}
        super().__init__(data, prefix=line.item.code, initial=_drawn(line))
        offered = [(value_of(each.item), _words(each)) for each in line.proposals]
        choice: Any = self.fields["choice"]
        choice.choices = [*offered, (OTHER, OTHER), (NEW, "ไม่มีข้อเดิม เป็นข้อใหม่"), (OPEN, "ยังไม่ยืนยัน")]
        choice.label, choice.wanted = f"ข้อเดิมของ {line.item.code}", True  # nothing need be said today
        code: Any = self.fields["code"]
        code.label, code.wanted = f"รหัสข้อเดิมของ {line.item.code}", True  # wanted where another item is chosen

    @property
    def item(self) -> Indicator:
        """The item that the form is about."""
        return self.line.item

    def clean(self) -> dict[str, Any]:
        """Reads the code of another item, where that was chosen."""
        cleaned = super().clean() or self.cleaned_data
        choice, code = cleaned.get("choice"), cleaned.get("code")
        if choice == OTHER and code is not None:
            cleaned["other"] = self._other(code)
        elif code and choice is not None:
            self.add_error("choice", "ท่านพิมพ์รหัสข้ออื่นไว้ โปรดเลือก “ข้ออื่น” หรือลบรหัสที่พิมพ์")
        return cleaned

    def _other(self, code: str) -> Indicator | None:
        if not code:
            self.add_error("code", "โปรดพิมพ์รหัสข้อเดิม หรือเลือกอย่างอื่น")
            return None
        try:
            found = self.by_code.get(read_code(code))
        except ValidationError as error:
            self.add_error("code", error)
            return None
        if found is None:
            self.add_error("code", "ไม่มีข้อนี้ในรายการเดิม โปรดตรวจรหัสข้อ")
        return found

    def chosen(self) -> Choice | None:
        """What was chosen, after is_valid; None where nothing was changed."""
        chosen, base = self.cleaned_data["choice"], self.cleaned_data["base"]
        if chosen == base:
            return None
        found = self.cleaned_data["other"] if chosen == OTHER else self.by_value.get(chosen)
        return Choice(found.pk if found else None, is_settled=chosen != OPEN, was=self._said(base))

    def _said(self, value: str) -> str:
        """What was said of the item, as services have it; a value of nothing known is none of it."""
        if value in (OPEN, NEW):
            return UNDECIDED if value == OPEN else NONE
        found = self.by_value.get(value)
        return str(found.pk) if found else value

    def tell_overtaken(self) -> None:
        """Says that another chose something else meanwhile; sent once more, the form's own choice stands."""
        words = "ของท่านจึงยังไม่ได้บันทึก หากยืนยันตามที่ท่านเลือก โปรดกดยืนยันอีกครั้ง"
        self.add_error("choice", f"ผู้ดูแลอีกคนบันทึกไปแล้วว่า {self._said_now()} {words}")

    def _said_now(self) -> str:
        there = self.item.forerunner if self.line.is_settled else None
        if there is not None:
            return f"ข้อเดิมคือข้อ {there.code} ปี {there.year}"
        return "ไม่มีข้อเดิม" if self.line.is_settled else "ยังไม่ยืนยัน"


def value_of(item: Indicator) -> str:
    """How a form sends an earlier item."""
    return f"{item.code} ปี {item.year} {Kind(item.kind).label}"


def said_of(item: Indicator) -> str:
    """How a form sends what a person said of an item so far."""
    if item.forerunner_confirmed_at is None:
        return OPEN
    return value_of(item.forerunner) if item.forerunner else NEW


def _drawn(line: Line) -> dict[str, str]:
    """What stands in the form at first: what was said, else what is all but certain, ticked but not yet said."""
    now = said_of(line.item)
    first = value_of(line.first.item) if line.first and not line.is_settled else now
    return {"base": now, "choice": first}


def _words(proposal: Proposal) -> str:
    item = proposal.item
    text = f"“{item.text}”" if item.text else "(ยังไม่มีถ้อยคำ)"
    return f"{item.code} ปี {item.year} {text} – {proposal.likeness.value}"


def label_of_link(field: str) -> str:
    """What a field of the form is called where it stands alone; nothing for one that it doesn't have."""
    found = _FIELD.fullmatch(field)
    if not found:
        return ""
    return f"{'ข้อเดิม' if found[2] == 'choice' else 'รหัสข้อเดิม'}ของ {found[1]}"
