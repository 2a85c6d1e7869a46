"""A report of another year: as a file, or pasted."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms

from document.readers.encoding import LIMIT
from reports.formats.registry import READABLE
from reports.importing.source import CLIPBOARD, TEXT


class ImportForm(forms.Form):
    """One of the two; a file goes before what was pasted, and what a program laid on the clipboard before its words."""

    file = forms.FileField(
        label="ไฟล์",
        help_text="ไฟล์ Word, Excel, PDF, หน้าเว็บ หรือข้อความ ไม่เกิน 25 MB ภาพสแกนอ่านไม่ได้",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(READABLE)}),
    )
    text = forms.CharField(
        label="ข้อความที่วาง",
        help_text="หรือเปิดรายงานเดิมใน Word หรือ Excel เลือกทั้งหมด คัดลอก แล้ววางที่นี่ ตั้งแต่ชื่อรายงานถึงบรรทัดผู้รายงาน",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "data-clipboard": "html"}),
    )
    html = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django as it came
        super().__init__(*args, **kwargs)
        for name in ("file", "text"):
            self.fields[name].wanted = True  # type: ignore[attr-defined]  # one of the two is: no word (ถ้ามี)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("file") and not str(cleaned.get("text", "")).strip():
            self.add_error("file", "โปรดเลือกไฟล์ หรือวางข้อความของรายงาน")
        return cleaned

    def source(self) -> tuple[bytes, str, str]:
        """The bytes, the extension by which they are read, and the file's name; after is_valid."""
        file = self.cleaned_data["file"]
        if file:
            return file.read(), PurePath(file.name).suffix, file.name
        html, text = self.cleaned_data["html"], self.cleaned_data["text"]
        if "<t" in html.lower() and len(html) <= LIMIT:  # a table; all else is as well told by its words
            return html.encode(errors="replace"), CLIPBOARD, ""
        return text.encode(errors="replace"), TEXT, ""
