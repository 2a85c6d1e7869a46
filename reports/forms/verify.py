"""The two questions of the page /v/: a file, or the code under a paper."""

from __future__ import annotations

from django import forms

from editing.fields import ThaiTextField

_PICK = "โปรดเลือกไฟล์ PDF ที่จะตรวจ"
NO_SUCH = "ไม่พบรหัสนี้ในรายงานที่เผยแพร่ โปรดตรวจตัวอักษรและตัวเลขอีกครั้ง หรือสอบถามหน่วยงานเจ้าของรายงาน"


class FileForm(forms.Form):
    """A file of any kind: what is no PDF gets a verdict too."""

    file = forms.FileField(
        label="เลือกไฟล์รายงาน",
        help_text="ไฟล์ใช้เพื่อตรวจเท่านั้น ไม่เก็บไว้ในระบบ",
        allow_empty_file=True,
        error_messages=dict.fromkeys(("required", "missing", "invalid"), _PICK),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )


class CodeForm(forms.Form):
    """A code as it is read off a paper."""

    code = ThaiTextField(
        printed=False,
        label="รหัสตรวจสอบท้ายหน้า",
        help_text="พิมพ์เล็กหรือใหญ่ก็ได้ ไม่ต้องใส่ขีด หรือสแกนคิวอาร์โค้ดด้วยกล้องโทรศัพท์",
        max_length=500,  # the address of its page may be pasted
        error_messages={"required": "โปรดพิมพ์รหัสตรวจสอบ", "max_length": NO_SUCH},
        widget=forms.TextInput(
            attrs={
                "autocapitalize": "characters",
                "autocomplete": "off",
                "spellcheck": "false",
            }
        ),
    )
