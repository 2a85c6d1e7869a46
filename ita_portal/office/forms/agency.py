"""The agency's own page, and its units."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from crispy_forms.layout import HTML
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from accounts.models import Agency
from accounts.services.agency import AgencyFacts
from accounts.services.unit import UnitFacts
from editing.fields import ThaiTextField
from editing.form_layout import PortalHelper
from editing.forms import VersionedForm
from thai.text import clean

# What stands in a telephone number as offices write it; the shortest are three digits.
_TELEPHONE = re.compile(r"(?:[0-9๐-๙+()\-–,/.;: ]|ต่อ|ถึง|และ|หรือ|โทรศัพท์|โทรสาร|โทร|มือถือ|สายด่วน|ภายใน)+")
_DIGIT = re.compile("[0-9๐-๙]")
_FEWEST_DIGITS = 3


_is_website = URLValidator(schemes=["https", "http"])


def read_website(typed: str) -> str:
    """The address as it is kept, nothing for nothing. Raises ValidationError for what is no address of a website."""
    address = "".join(clean(typed).split())
    if not address:
        return ""
    if "://" not in address:
        address = f"https://{address}"
    try:
        _is_website(address)
        parts = urlsplit(address)
    except (ValidationError, ValueError) as error:
        raise ValidationError("อ่านที่อยู่เว็บไซต์นี้ไม่ได้ โปรดพิมพ์เช่น https://www.example.go.th") from error
    if parts.username or parts.password:
        raise ValidationError("ที่อยู่นี้มีชื่อผู้ใช้หรือรหัสผ่านอยู่ข้างใน โปรดใช้ที่อยู่ที่ไม่มี")
    return address


class AgencyForm(VersionedForm):
    """Names, telephone, website, the look of reports, and whether a small office does without a second factor."""

    name = ThaiTextField(label="ชื่อหน่วยงาน", help_text="พิมพ์เต็มตามที่จะปรากฏในรายงาน", max_length=200)
    short_name = ThaiTextField(label="ชื่อย่อ", help_text="แสดงที่หัวทุกหน้า เช่น อบต.ทุ่งสายธาร", max_length=80, printed=False)
    province = ThaiTextField(
        label="จังหวัด",
        help_text="พิมพ์ชื่อจังหวัดเท่านั้น เช่น นครปฐม กำหนดว่าใครกำกับดูแลหน่วยงานนี้ บันทึกแล้วเปลี่ยนได้โดยผู้ดูแลการติดตั้งระบบ",
        max_length=60,
        printed=False,
    )
    telephone = ThaiTextField(
        label="โทรศัพท์",
        help_text="เช่น 0 2123 4567 ต่อ 12 ประชาชนเห็นในหน้ารายงานที่เผยแพร่",
        required=False,
        max_length=60,
        printed=False,
    )
    website = forms.CharField(
        label="เว็บไซต์",
        help_text="เช่น https://www.example.go.th ประชาชนเห็นในหน้ารายงานที่เผยแพร่ "
        "ใช้เตือนด้วยเมื่อลิงก์หลักฐานอยู่ในเว็บไซต์ของหน่วยงานอื่น",
        required=False,
        max_length=200,
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
    )
    letterhead = ThaiTextField(
        label="หัวกระดาษ", help_text="บรรทัดกลางหน้ากระดาษเหนือชื่อรายงาน", required=False, max_length=300
    )
    digits = forms.ChoiceField(label="เลขในรายงาน", choices=Agency.Digits.choices, widget=forms.RadioSelect)
    orientation = forms.ChoiceField(
        label="แนวกระดาษ",
        choices=Agency.Orientation.choices,
        widget=forms.RadioSelect,
        help_text="แนวตั้งเหมาะกับรายงานสั้น คอลัมน์แคบกว่าและตัวอักษรในตารางเล็กกว่า",
    )
    mfa_optional = forms.BooleanField(
        label="ไม่บังคับให้ผู้อนุมัติและผู้ดูแลระบบยืนยันตัวตนสองขั้นตอน",
        help_text="สำหรับหน่วยงานเล็กที่ไม่มีโทรศัพท์ที่ใช้ได้เท่านั้น หากเลือก ผู้ที่รู้รหัสผ่านของผู้อนุมัติจะอนุมัติรายงานแทนได้ "
        "การเลือกนี้บันทึกไว้ในบันทึกเหตุการณ์",
        required=False,
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        """Asks for the province where none is stored: an import knows none."""
        super().__init__(*args, **kwargs)
        if agency.province:
            self.fields["province"].disabled, self.fields["province"].initial = True, agency.province
        self.helper = PortalHelper(
            "name",
            "short_name",
            *(() if agency.province else ("province",)),
            "telephone",
            "website",
            HTML("<h2>รูปแบบรายงาน</h2>"),
            "letterhead",
            "digits",
            "orientation",
            HTML("<h2>การเข้าสู่ระบบ</h2>"),
            "mfa_optional",
        )

    def clean_telephone(self) -> str:
        typed = str(self.cleaned_data["telephone"])
        if typed and not (_TELEPHONE.fullmatch(typed) and len(_DIGIT.findall(typed)) >= _FEWEST_DIGITS):
            raise ValidationError("ไม่ใช่หมายเลขโทรศัพท์ โปรดพิมพ์เช่น 0 2123 4567 หรือ 0 2123 4567 ต่อ 12")
        return typed

    def clean_website(self) -> str:
        return read_website(self.cleaned_data["website"])

    def clean_province(self) -> str:
        return str(self.cleaned_data["province"]).removeprefix("จังหวัด").strip()

    def facts(self) -> AgencyFacts:
        """What was typed, after is_valid."""
        return AgencyFacts(**{name: self.cleaned_data[name] for name in AgencyFacts.__dataclass_fields__})


class UnitForm(VersionedForm):
    """A unit's two names."""

    short_name = ThaiTextField(label="ชื่อในรายการ", help_text="เช่น กองคลัง", max_length=80, printed=False)
    name = ThaiTextField(
        label="ชื่อที่พิมพ์ในรายงาน", help_text="พิมพ์เต็ม เช่น กองคลังองค์การบริหารส่วนตำบลทุ่งสายธาร", max_length=200
    )

    def facts(self) -> UnitFacts:
        """What was typed, after is_valid."""
        return UnitFacts(self.cleaned_data["name"], self.cleaned_data["short_name"])
