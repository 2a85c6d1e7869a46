"""The form that puts another file in the place of one."""

from __future__ import annotations

from django import forms

from evidence.intake.kinds import ACCEPTED


class ReplaceForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label="ไฟล์ใหม่",
        help_text="คำบรรยาย วันที่ และข้อมูลอื่นคงเดิม ไฟล์เดิมเก็บไว้และเปิดดูได้",
        widget=forms.FileInput(attrs={"accept": ",".join(ACCEPTED)}),
        max_length=1000,  # a long name is cut, not refused
        allow_empty_file=True,  # what is wrong with it is told as of any other file
        error_messages={"required": "โปรดเลือกไฟล์ใหม่"},
    )
