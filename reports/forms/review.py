"""What an approver or endorser says of a round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Field
from django import forms

from editing.fields import ChosenRows, ThaiTextField, offer
from editing.form_layout import PortalHelper
from measures.models import Measure, Plan
from workflow import Transition


class ReviewForm(forms.Form):
    """The choices are the moves that the person has, a button each; a move that wants words says so."""

    decision = forms.ChoiceField(label="ผลการพิจารณา", widget=forms.RadioSelect)
    comment = ThaiTextField(
        printed=False,
        label="ความเห็นของท่าน",
        required=False,
        rows=3,
        lines=True,
        max_length=4000,
        help_text="ผู้ประสานงานจะเห็นข้อความนี้ และเก็บไว้ในประวัติ",
    )

    measures = ChosenRows(
        label="มาตรการที่ขอให้แก้ไข",
        queryset=Measure.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="เมื่อส่งกลับ มาตรการที่เลือกจะเปิดให้ผู้รับผิดชอบแก้ไข พร้อมความเห็นของท่าน",
    )

    helper = PortalHelper(
        "comment",
        Field("measures", template="reports/review/_measures.html"),
        Field("decision", template="reports/review/_decision.html"),  # its buttons send the form
    )

    def __init__(self, *args: Any, moves: Sequence[Transition], plan: Plan, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        taken = Measure.objects.kept().filter(plan=plan).taken()
        offer(self, "measures", taken, lambda measure: f"{measure.shown_code} {measure.question}")
        self.moves = {move.name: move for move in moves}
        decision = self.fields["decision"]
        assert isinstance(decision, forms.ChoiceField)
        decision.choices = [(move.name, move.label) for move in moves]
        decision.error_messages["required"] = "โปรดเลือกผลการพิจารณา"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        move = self.moves.get(cleaned.get("decision", ""))
        if move is not None and move.needs_comment and not cleaned.get("comment"):
            self.add_error("comment", "โปรดพิมพ์เหตุผลที่ส่งกลับ เพื่อให้ผู้ประสานงานรู้ว่าต้องแก้อะไร")
        if move is not None and move.name != "return" and cleaned.get("measures"):
            words = f"ท่านเลือก{move.label} แต่เลือกมาตรการที่ขอให้แก้ไขไว้ด้วย หากจะให้แก้ โปรดเลือกส่งกลับแก้ไข"
            self.add_error("measures", words)
        return cleaned


class RecallForm(forms.Form):
    """Recalling needs no reason, but may have one."""

    comment = ThaiTextField(printed=False, label="เหตุผล", required=False, rows=3, lines=True, max_length=4000)
