"""The forms of the library of recommended measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, ClassVar

from crispy_forms.layout import HTML
from django import forms
from django.core.exceptions import ValidationError

from accounts.changed import digest
from editing.codes import read_code
from editing.fields import ThaiTextField
from editing.form_layout import FilterHelper, PortalHelper
from editing.forms import VersionedForm
from editing.versions import Version
from measures.models import Kind
from measures.models.catalogue import Tool
from measures.services.recommended.entries import LONGEST, LONGEST_NAME, LONGEST_QUESTION, Entry
from thai.digits import to_arabic

_NAMES = ("tool", "group_name", "question", "text", "item_year", "item_kind", "item_code")
_OF_ITEM = HTML('<h2 class="h3 mt-4">ข้อในรายการ (ถ้ามี)</h2>')


class RecommendedForm(VersionedForm):
    """What is recommended, and for what: an item by its words or by its place in a list, else a group."""

    together: ClassVar[dict[str, tuple[str, ...]]] = {"item": ("item_kind", "item_year", "item_code")}
    names: ClassVar[dict[str, str]] = {"item": "ข้อในรายการ"}

    text = ThaiTextField(
        label="สิ่งที่ต้องทำ", lines=True, rows=6, max_length=LONGEST, help_text="ขึ้นบรรทัดใหม่เมื่อขึ้นข้อใหม่ ไม่ต้องใส่เลขข้อ"
    )
    tool = forms.ChoiceField(label="เครื่องมือ", choices=[(each, each) for each in Tool.values], widget=forms.RadioSelect)
    group_name = ThaiTextField(
        label="ชื่อตัวชี้วัด",
        max_length=LONGEST_NAME,
        required=False,
        help_text="เสนอให้ข้ออื่นในตัวชี้วัดนี้ที่ไม่มีมาตรการของตนเองด้วย",
    )
    question = ThaiTextField(
        label="ข้อคำถาม",
        rows=3,
        max_length=LONGEST_QUESTION,
        required=False,
        help_text="ตามถ้อยคำในรายการ ระบบจับคู่ด้วยถ้อยคำนี้ทุกปี แม้เลขข้อเปลี่ยน",
    )
    item_code = ThaiTextField(label="รหัสข้อ", max_length=20, required=False, help_text="เช่น E13 สำหรับข้อที่ยังไม่มีถ้อยคำ")
    item_year = ThaiTextField(
        label="ของรายการปี", max_length=10, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    item_kind = forms.ChoiceField(label="รายการสำหรับ", choices=Kind.choices, initial=Kind.GENERAL, required=False)

    helper = PortalHelper("text", "tool", "group_name", "question", _OF_ITEM, "item_code", "item_year", "item_kind")

    @classmethod
    def version_of(cls, entry: Entry) -> Version:
        """What is stored, as the form would post it."""
        return cls.version(digest(entry), facts_of(entry))

    @classmethod
    def initial_of(cls, entry: Entry) -> dict[str, object]:
        """What the form is drawn from."""
        return cls.drawn(digest(entry), facts_of(entry))

    def clean_item_year(self) -> str:
        """Returns the year in Arabic digits."""
        typed = to_arabic(self.cleaned_data["item_year"])
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) == 4):
            raise ValidationError("โปรดพิมพ์ปี พ.ศ. สี่หลัก เช่น 2566")
        return typed

    def clean_item_code(self) -> str:
        """Returns the code as lists write it."""
        typed = self.cleaned_data["item_code"]
        return read_code(typed) if typed else ""

    def clean(self) -> dict[str, Any]:
        """Holds code and year together: each alone names no item."""
        cleaned = super().clean() or self.cleaned_data
        code, year = cleaned.get("item_code"), cleaned.get("item_year")
        if code and year == "":
            self.add_error("item_year", f"โปรดพิมพ์ปีของรายการที่มีข้อ {code}")
        if year and code == "":
            self.add_error("item_code", "โปรดพิมพ์รหัสข้อ หรือเว้นปีว่างไว้")
        if not code:
            cleaned["item_kind"] = Kind.GENERAL.value  # of no item there is no kind to tell
        return cleaned

    def entry(self) -> Entry:
        """What was typed, after is_valid."""
        cleaned = self.cleaned_data
        words = {name: cleaned[name] for name in ("tool", "group_name", "question", "text")}
        code, year = cleaned["item_code"], cleaned["item_year"]
        place = {"item_year": int(year), "item_kind": cleaned["item_kind"], "item_code": code} if code else {}
        return Entry(key=cleaned.get("key", ""), **words, **place)


def facts_of(entry: Entry) -> Mapping[str, object]:
    """An entry by the form's fields."""
    facts = {name: asdict(entry)[name] for name in _NAMES}
    return {**facts, "item_year": str(entry.item_year or ""), "item_kind": entry.item_kind or Kind.GENERAL.value}


class NewRecommendedForm(RecommendedForm):
    """A measure that the library doesn't have yet."""

    key = ThaiTextField(
        label="รหัสมาตรการ (ถ้ามี)",
        max_length=40,
        required=False,
        help_text="อักษรอังกฤษตัวเล็ก ตัวเลข หรือขีด ใช้จับคู่เมื่อนำเข้าจากไฟล์ หากเว้นว่าง ระบบตั้งให้",
    )

    helper = PortalHelper(
        "text", "tool", "group_name", "question", _OF_ITEM, "item_code", "item_year", "item_kind", "key"
    )


class LibrarySearch(forms.Form):
    """What the library is narrowed by."""

    q = forms.CharField(
        label="ค้นหา", required=False, widget=forms.TextInput(attrs={"type": "search", "maxlength": "200"})
    )
    tool = forms.ChoiceField(label="เครื่องมือ", required=False)
    group = forms.ChoiceField(label="ตัวชี้วัด", required=False)
    state = forms.ChoiceField(
        label="การใช้งาน",
        required=False,
        choices=[("", "ทั้งหมด"), ("used", "ใช้อยู่"), ("ended", "เลิกใช้แล้ว")],
    )

    helper = FilterHelper()

    def __init__(self, *args: Any, groups: Sequence[str], **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        tools = [(each, each) for each in Tool.values]
        for name, choices in (("tool", tools), ("group", [(each, each) for each in groups])):
            self.fields[name].choices = [("", "ทั้งหมด"), *choices]  # type: ignore[attr-defined]  # a choice field's


class LibraryFileForm(forms.Form):
    """Recommended measures as a file."""

    file = forms.FileField(
        label="ไฟล์มาตรการแนะนำ",
        help_text="Excel (.xlsx .xls .ods), CSV หรือ JSON ไม่เกิน 5 MB ใช้ไฟล์ที่ดาวน์โหลดจากหน้าคลังเป็นแบบได้",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.json"}),
        error_messages={"required": "โปรดเลือกไฟล์", "empty": "ไฟล์นี้ว่างเปล่า โปรดเลือกไฟล์อื่น"},
    )
