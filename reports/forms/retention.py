"""The form by which somebody keeps a piece of evidence whatever the agency's rule says."""

from __future__ import annotations

from django import forms

from editing.fields import ThaiTextField
from editing.form_layout import PortalHelper


class KeepForm(forms.Form):
    """Why it is kept."""

    reason = ThaiTextField(
        label="เหตุผลที่เก็บไว้ต่อ",
        printed=False,
        rows=3,
        max_length=500,
        help_text="เช่น อยู่ระหว่างการตรวจสอบของสำนักงานการตรวจเงินแผ่นดิน",
        error_messages={"required": "โปรดพิมพ์เหตุผลที่เก็บไว้ต่อ"},
    )

    helper = PortalHelper("reason")
