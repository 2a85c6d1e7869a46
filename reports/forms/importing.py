"""A report of another year: pasted, or as a file."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms

from document import ReportDocument
from editing.codes import read_code
from reports.formats.import_report import TEXT
from reports.formats.registry import READABLE


class ImportForm(forms.Form):
    """One of the two; a file goes before what was pasted."""

    text = forms.CharField(
        label="วางข้อความของรายงาน",
        help_text="เปิดรายงานเดิมใน Word หรือ Excel เลือกทั้งหมด คัดลอก แล้ววางที่นี่ ตั้งแต่ชื่อรายงานถึงบรรทัดผู้รายงาน",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    file = forms.FileField(
        label="หรือเลือกไฟล์",
        help_text="ไฟล์ Word, Excel, PDF, หน้าเว็บ หรือข้อความ ไม่เกิน 25 MB ภาพสแกนอ่านไม่ได้",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(READABLE)}),
    )

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
        return self.cleaned_data["text"].encode(), TEXT


class CodesForm(forms.Form):
    """The items of measures that name none: a field for each, by the measure's number."""

    def __init__(self, document: ReportDocument, data: Any = None) -> None:  # noqa: ANN401 - request.POST, or nothing
        super().__init__(data)
        for number, measure in enumerate(document.measures, start=1):
            if not measure.code:
                self.fields[f"code_{number}"] = CodeField(label=f"รหัสข้อของมาตรการที่ {number} {measure.question[:80]}")

    def chosen(self) -> dict[int, str]:
        """The codes that were typed, by the measures' numbers; after is_valid."""
        return {int(name.removeprefix("code_")): code for name, code in self.cleaned_data.items() if code}


class CodeField(forms.CharField):
    """An item's code in any way of typing it, as the catalogue writes it; a measure may have none."""

    def __init__(self, label: str) -> None:
        help_text = "เช่น I11 E13 O14 เว้นว่างได้หากมาตรการไม่ได้มาจากข้อคำถาม"
        super().__init__(label=label, max_length=20, help_text=help_text, required=False)

    def clean(self, value: object) -> str:
        """The normal code, or nothing where nothing was typed. Raises ValidationError for what is none."""
        typed = super().clean(value)
        return read_code(typed) if typed else ""
