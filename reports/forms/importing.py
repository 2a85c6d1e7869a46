"""A report of another year: pasted, or as a file."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms

from reports.formats.import_report import TEXT
from reports.formats.registry import READABLE


class ImportForm(forms.Form):
    """One of the two; a file goes before what was pasted."""

    text = forms.CharField(
        label="วางข้อความของรายงาน",
        help_text="เปิดรายงานเดิม เลือกทั้งหมด คัดลอก แล้ววางที่นี่ ตั้งแต่ชื่อรายงานถึงบรรทัดผู้รายงาน ตารางต้องเป็นสี่คอลัมน์คั่นด้วยแท็บ",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    file = forms.FileField(
        label="หรือเลือกไฟล์",
        help_text="ไฟล์ข้อความ (.txt) ไฟล์ PDF ที่ออกจากระบบนี้ หรือไฟล์ข้อมูล (.json) ไม่เกิน 25 MB",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(READABLE)}),
    )
    extension = forms.ChoiceField(
        choices=[(each, each) for each in READABLE], required=False, widget=forms.HiddenInput
    )  # of what a page carries

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("file") and not str(cleaned.get("text", "")).strip():
            self.add_error("text", "โปรดวางข้อความของรายงาน หรือเลือกไฟล์")
        return cleaned

    def source(self) -> tuple[bytes, str]:
        """The bytes and the extension by which they are read; after is_valid."""
        file = self.cleaned_data["file"]
        if file:
            return file.read(), PurePath(file.name).suffix
        return self.cleaned_data["text"].encode(), self.cleaned_data["extension"] or TEXT
