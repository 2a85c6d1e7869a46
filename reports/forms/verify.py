"""The two questions of the page /v/: a file, or the code under a paper."""

from __future__ import annotations

from django import forms

from editing.fields import ThaiTextField
from reports.verification import round_code

_PICK = "โปรดเลือกไฟล์ PDF หรือภาพถ่ายของรายงานที่จะตรวจ"
NO_SUCH = "ไม่พบรหัสนี้ในรายงานที่เผยแพร่ โปรดตรวจตัวอักษรและตัวเลขอีกครั้ง หรือสอบถามหน่วยงานเจ้าของรายงาน"
_THAI_KEYS = "แป้นพิมพ์เป็นภาษาไทย โปรดเปลี่ยนเป็นภาษาอังกฤษแล้วพิมพ์รหัสอีกครั้ง"


class FileForm(forms.Form):
    """A file of any kind: what is no PDF gets a verdict too, and a photograph is looked at for its QR code."""

    file = forms.FileField(
        label="เลือกไฟล์รายงาน หรือภาพถ่ายหน้าสุดท้าย",
        help_text="PDF หรือภาพถ่ายที่เห็นคิวอาร์โค้ดชัด ไฟล์ใช้เพื่อตรวจเท่านั้น ไม่เก็บไว้ในระบบ",
        allow_empty_file=True,
        error_messages=dict.fromkeys(("required", "missing", "invalid"), _PICK),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
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

    @property
    def why_unknown(self) -> str:
        """Why nothing was found under what was typed, as far as that can be seen in it."""
        typed = self.data.get("code", "")
        if round_code.is_in_thai(typed):
            return _THAI_KEYS
        count = round_code.letters_in(typed)
        if count < round_code.FEWEST:
            return f"รหัสที่พิมพ์มี {count} ตัว รหัสตรวจสอบมี {round_code.FEWEST} ตัวขึ้นไป โปรดพิมพ์ให้ครบทุกกลุ่ม"
        return NO_SUCH
