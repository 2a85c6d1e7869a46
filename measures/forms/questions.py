"""A question on a measure, and an answer to one."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import User
from editing.fields import ThaiTextField, offer
from editing.form_layout import PortalHelper
from measures.models import Measure
from measures.services.checking.questions import to_be_asked


class QuestionForm(forms.Form):
    """Whom one asks, and what."""

    to = forms.ModelChoiceField(
        label="ถามใคร",
        queryset=User.objects.none(),
        empty_label="เลือกจากรายชื่อ",
        error_messages={"required": "โปรดเลือกผู้ที่ท่านถาม"},
    )
    text = ThaiTextField(
        printed=False,
        label="คำถาม",
        rows=3,
        lines=True,
        max_length=2000,
        error_messages={"required": "โปรดพิมพ์คำถาม"},
    )

    helper = PortalHelper("to", "text")

    def __init__(self, *args: Any, measure: Measure, by: User, **kwargs: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*args, **kwargs)
        offer(self, "to", to_be_asked(measure.plan.agency, by))


class AnswerForm(forms.Form):
    """What one says to a question."""

    text = ThaiTextField(
        printed=False,
        label="คำตอบหรือข้อความต่อ",
        rows=3,
        lines=True,
        max_length=2000,
        error_messages={"required": "โปรดพิมพ์คำตอบ"},
    )

    helper = PortalHelper("text")
