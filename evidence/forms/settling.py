"""The form by which a person says that evidence may stand as it is, and why."""

from __future__ import annotations

from typing import Any

from django import forms

from editing.fields import ThaiTextField
from editing.form_layout import PortalHelper
from evidence.checks.doubt import Doubt

LONGEST_REASON = 500


class SettleForm(forms.Form):
    """Which of the open doubts were looked at; a key that is no longer offered says that something else is seen now."""

    doubts = forms.MultipleChoiceField(
        label="เรื่องที่ตรวจแล้วว่าใช้ได้",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "โปรดทำเครื่องหมายหน้าเรื่องที่ตรวจแล้ว",
            "invalid_choice": "สิ่งที่พบเปลี่ยนไปหลังจากท่านเปิดหน้านี้ โปรดอ่านรายการล่าสุดแล้วเลือกใหม่",
        },
    )
    reason = ThaiTextField(
        label="เหตุผล",
        printed=False,
        rows=3,
        max_length=LONGEST_REASON,
        help_text="เช่น เปิดดูแล้วเป็นแผนห้าปีที่ยังใช้อยู่ในปีนี้ ผู้ประสานงานและผู้อนุมัติจะเห็นเหตุผลนี้",
        error_messages={"required": "โปรดพิมพ์เหตุผลที่หลักฐานนี้ใช้ได้"},
    )

    helper = PortalHelper("doubts", "reason")

    def __init__(self, *args: Any, offered: list[Doubt], **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        self.fields["doubts"].choices = [(doubt.key, doubt.message) for doubt in offered]  # type: ignore[attr-defined]  # a choice
