"""A spreadsheet of scores that is brought in."""

from __future__ import annotations

from django import forms

from document.grids.bounds import LARGEST_FILE, MB

ACCEPTED = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")


class ScoresFileForm(forms.Form):
    """One file; what it really is, its reader finds out."""

    file = forms.FileField(
        label="ไฟล์คะแนน",
        help_text=f"ไฟล์ Excel (.xlsx, .xls), LibreOffice (.ods) หรือ CSV ไม่เกิน {LARGEST_FILE // MB} MB",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(ACCEPTED)}),
        error_messages={"required": "โปรดเลือกไฟล์คะแนน"},
    )
