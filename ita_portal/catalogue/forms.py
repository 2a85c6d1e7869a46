"""The forms of the operator's pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Agency
from editing.codes import read_code
from editing.fields import ThaiTextField
from editing.form_layout import FilterHelper, PortalHelper
from editing.forms import VersionedForm
from ita.catalogue import LONGEST_NAME, LONGEST_WORDING
from measures.models import Indicator, Kind
from measures.services.lists.items import ItemFacts
from thai.digits import to_arabic


class ItemForm(VersionedForm):
    """The wording of an item, how far it is certain and where it comes from."""

    text = ThaiTextField(
        label="ถ้อยคำของข้อ",
        rows=4,
        max_length=LONGEST_WORDING,
        required=False,
        help_text="ตามแบบประเมินของปีนั้น เว้นว่างได้หากยังไม่ทราบ",
    )
    status = forms.ChoiceField(label="สถานะของถ้อยคำ", choices=Indicator.Status.choices, widget=forms.RadioSelect)
    source = ThaiTextField(
        label="ที่มาของถ้อยคำ", max_length=200, required=False, help_text="เช่น คู่มือการประเมิน ITA ปี 2569 หน้า 14"
    )
    group_no = forms.TypedChoiceField(
        label="ตัวชี้วัดที่", choices=[(number, str(number)) for number in range(1, 11)], coerce=int
    )
    group_name = ThaiTextField(label="ชื่อตัวชี้วัด", max_length=LONGEST_NAME, help_text="ใช้กับทุกข้อของตัวชี้วัดนี้ในรายการ")

    helper = PortalHelper("text", "status", "source", "group_no", "group_name")

    def clean(self) -> dict[str, Any]:
        """Holds text and status together: each says what the other must be."""
        cleaned = super().clean() or self.cleaned_data
        text, status = cleaned.get("text"), cleaned.get("status")
        if text and status == Indicator.Status.NO_TEXT:
            self.add_error("status", "ข้อนี้มีถ้อยคำแล้ว โปรดเลือกสถานะของถ้อยคำ")
        if text == "" and status not in (None, Indicator.Status.NO_TEXT):
            self.add_error("text", "โปรดพิมพ์ถ้อยคำ หรือเลือกสถานะ “ยังไม่มีถ้อยคำ”")
        return cleaned

    def facts(self) -> ItemFacts:
        """What was typed, after is_valid."""
        names = ("text", "status", "source", "group_no", "group_name")
        return ItemFacts(**{name: self.cleaned_data[name] for name in names})


class NewItemForm(ItemForm):
    """An item that the list does not have yet."""

    code = ThaiTextField(
        label="รหัสข้อ", max_length=20, help_text="เช่น O14 ตัวอักษรแรกบอกเครื่องมือ I คือ IIT, E คือ EIT, O คือ OIT"
    )

    helper = PortalHelper("code", "text", "status", "source", "group_no", "group_name")

    def clean_code(self) -> str:
        """Returns the code as lists write it."""
        return read_code(self.cleaned_data["code"])


class CopyListForm(forms.Form):
    """Into which year a list is copied."""

    to = ThaiTextField(
        label="คัดลอกไปเป็นรายการของปี", max_length=10, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )

    def clean_to(self) -> int:
        """Returns the year, typed in Thai or Arabic digits."""
        typed = to_arabic(self.cleaned_data["to"]).strip()
        if not (typed.isascii() and typed.isdigit() and len(typed) == 4):
            raise ValidationError("โปรดพิมพ์ปี พ.ศ. สี่หลัก เช่น 2570")
        return int(typed)


class PickForm(forms.Form):
    """Which wordings of a list are confirmed; each says by its digest which words were seen."""

    pick = forms.MultipleChoiceField(
        label="ข้อที่ยืนยัน",
        error_messages={
            "required": "โปรดทำเครื่องหมายอย่างน้อย 1 ข้อ แล้วกดยืนยัน",
            "invalid_choice": "มีข้อที่เลือกไม่ได้แล้ว โปรดเลือกใหม่",
        },
    )

    def __init__(self, *args: Any, marks: Sequence[str], **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        self.fields["pick"].choices = [(mark, mark) for mark in marks]  # type: ignore[attr-defined]  # a choice field's

    def seen(self) -> dict[int, str]:
        """The digest of the words that were seen, by the item's key; after is_valid."""
        marks = (mark.partition(":") for mark in self.cleaned_data["pick"])
        return {int(key): digest for key, _, digest in marks}


class ListFileForm(forms.Form):
    """A list as a file."""

    file = forms.FileField(
        label="ไฟล์รายการข้อคำถาม",
        help_text="Excel (.xlsx .xls .ods) หรือ CSV ไม่เกิน 5 MB ใช้ไฟล์ที่ดาวน์โหลดจากหน้ารายการเป็นแบบได้",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        error_messages={"required": "โปรดเลือกไฟล์", "empty": "ไฟล์นี้ว่างเปล่า โปรดเลือกไฟล์อื่น"},
    )


class AgencySearch(forms.Form):
    """What the list of agencies is narrowed by."""

    q = forms.CharField(label="ค้นหาหน่วยงาน", required=False, widget=forms.TextInput(attrs={"type": "search"}))

    helper = FilterHelper()


class AgencyKindForm(forms.Form):
    """Which lists an agency uses."""

    list_kind = forms.ChoiceField(label="ใช้รายการข้อคำถามใด", required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, agency: Agency, own: Kind, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        usual = ("", f"ตามประเภทของหน่วยงาน ({agency.get_kind_display()}): {own.label}")
        self.fields["list_kind"].choices = [usual, *Kind.choices]  # type: ignore[attr-defined]  # a choice field's
