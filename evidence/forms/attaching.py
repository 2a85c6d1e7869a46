"""The forms that attach evidence to a measure: files, several at once, or the address of a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from crispy_forms.layout import HTML
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import QueryDict

from editing.fields import ThaiDateField, ThaiTextField, offer
from editing.form_layout import PortalHelper
from evidence.intake.kinds import ACCEPTED, LARGEST_FILE, LARGEST_PICTURE, MB, MOST_FILES
from evidence.models import Evidence
from evidence.services.keeping import Facts
from measures.forms.days.dates import DateWithEcho, Echo, echo_of, far_year
from measures.models import Action, Measure
from thai.text import clean

LONGEST_CAPTION = 500
DATE_HELP = "วันที่เกิดเหตุการณ์ที่หลักฐานแสดง เช่น 29 กันยายน 2566 หรือ 29/9/66"
_TYPES = f"รับภาพ (JPEG PNG WebP HEIC) ไม่เกิน {LARGEST_PICTURE // MB} MB"
_TYPES += f" และ PDF Word Excel PowerPoint ODT ODS ไม่เกิน {LARGEST_FILE // MB} MB ต่อไฟล์"


class _Files(forms.FileInput):
    """Several files in one go; a telephone offers its camera and its album."""

    allow_multiple_selected = True


class OfMeasure(forms.Form):
    """What is said of evidence of one measure: its actions are offered, its plan tells which year a day is of."""

    helper: PortalHelper
    action = forms.ModelChoiceField(
        Action.objects.none(), label="แสดงการดำเนินการใด", required=False, empty_label="ทั้งมาตรการ"
    )

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        self.plan = measure.plan
        offer(self, "action", measure.actions.kept(), _action_words)
        kept = measure.kept_actions if hasattr(measure, "kept_actions") else measure.actions.kept()
        self.actions = [(action.pk, _action_words(action)) for action in kept]  # of a page they were read already
        self.fields["action"].choices = [("", "ทั้งมาตรการ"), *self.actions]  # type: ignore[attr-defined]  # a choice
        self.fields["action"].error_messages["invalid_choice"] = "การดำเนินการนี้ไม่มีแล้ว โปรดเลือกใหม่"
        self.fields["speaks_for"].year = self.plan.year  # type: ignore[attr-defined]  # a date field

    @property
    def day_echo(self) -> Echo:
        """How the day is read."""
        year = self.plan.year
        return echo_of(self["speaks_for"].value(), lambda day: far_year(day, year), year=year)


def _action_words(action: Action) -> str:
    words = " ".join(action.text.split())
    return f"{action.marker} {words[:80]}{'…' if len(words) > 80 else ''}".strip()


# What arrived before, and what is on its way: static/uploads.js writes there.
_UPLOADS = HTML('{% include "evidence/_uploads.html" %}')


class AttachForm(OfMeasure):
    """Files with what is said of all of them. `seen` are the keys of those that arrived while something else of the
    form could not be read: what is typed next is about them.
    """

    sent = forms.FileField(
        label="ภาพหรือไฟล์",
        required=False,
        help_text=f"ถ่ายภาพจากโทรศัพท์ หรือเลือกได้หลายไฟล์พร้อมกัน {_TYPES} มาตรการละไม่เกิน {MOST_FILES} รายการ",
        widget=_Files(attrs={"accept": ",".join(ACCEPTED)}),
    )
    caption = ThaiTextField(
        label="คำบรรยาย",
        required=False,
        max_length=LONGEST_CAPTION,
        help_text="เช่น ประชุมประชาคมหมู่ที่ 7 ร่วมกับผู้ใหญ่บ้าน เว้นว่างไว้ก่อนแล้วพิมพ์ทีละรายการภายหลังได้",
    )
    speaks_for = ThaiDateField(
        label="วันที่ของหลักฐาน",
        required=False,
        help_text=f"{DATE_HELP} ถ้าเว้นว่าง ระบบใช้วันที่ถ่ายที่บันทึกในภาพ",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    helper = PortalHelper("sent", _UPLOADS, "caption", DateWithEcho("speaks_for", echo="day_echo"), "action")
    field_order = ("sent", "caption", "speaks_for", "action")

    def __init__(self, data: QueryDict | None = None, *, measure: Measure, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(data, measure=measure, **kwargs)
        self.fields["sent"].wanted = True  # type: ignore[attr-defined]  # a form without any says so itself
        if not self.actions:
            del self.fields["action"]
            self.helper = PortalHelper(*self.helper.layout.fields[:-1])

    def facts(self) -> Facts:
        """What could be read of what was typed, after is_valid."""
        found = self.cleaned_data
        action = found.get("action")
        return Facts(found.get("caption", ""), found.get("speaks_for"), action=action.pk if action else None)

    def uploads(self) -> list[str]:
        """The names of uploads that are to be attached, once each."""
        sent = self.data
        return list(dict.fromkeys(sent.getlist("upload_token")))[:MOST_FILES] if isinstance(sent, QueryDict) else []

    def go_on_with(self, rows: Iterable[Evidence]) -> None:
        """What is typed into the form when it is drawn again is about these."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["seen"] = ",".join(str(row.pk) for row in rows)
        self.data = data

    def attached(self) -> list[int]:
        """The keys in `seen`."""
        keys = (self.cleaned_data.get("seen") or "").split(",")[:MOST_FILES]
        return [int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 18]


class LinkForm(OfMeasure):
    """The address of a page that shows what was done."""

    address = forms.CharField(
        label="ที่อยู่เว็บไซต์",
        max_length=2000,
        help_text="ขึ้นต้นด้วย https:// เปิดดูได้โดยไม่ต้องเข้าสู่ระบบ",
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "โปรดพิมพ์หรือวางที่อยู่เว็บไซต์"},
    )
    caption = ThaiTextField(
        label="คำบรรยาย",
        max_length=LONGEST_CAPTION,
        help_text="เช่น ประกาศผลการประชุมประชาคมบนเว็บไซต์ของหน่วยงาน",
        error_messages={"required": "โปรดพิมพ์คำบรรยายว่าหน้านี้แสดงอะไร"},
    )
    speaks_for = ThaiDateField(label="วันที่ของหลักฐาน", required=False, help_text=DATE_HELP)

    helper = PortalHelper("address", "caption", DateWithEcho("speaks_for", echo="day_echo"), "action")
    field_order = ("address", "caption", "speaks_for", "action")

    def clean_address(self) -> str:
        return read_address(self.cleaned_data["address"])

    def facts(self) -> Facts:
        """What was typed, after is_valid."""
        found = self.cleaned_data
        action = found["action"]
        return Facts(found["caption"], found["speaks_for"], action=action.pk if action else None)


_https = URLValidator(schemes=["https"])


def read_address(typed: str) -> str:
    """The address as it is kept. Raises ValidationError for one that isn't https, or that carries a password."""
    address = "".join(clean(typed).split())
    if "://" not in address:
        address = f"https://{address}"
    if address.lower().startswith("http://"):
        raise ValidationError("ที่อยู่ต้องขึ้นต้นด้วย https:// เพื่อให้ผู้อ่านเปิดได้อย่างปลอดภัย โปรดลองเปลี่ยน http เป็น https")
    try:
        _https(address)
        parts = urlsplit(address)
    except (ValidationError, ValueError) as error:
        raise ValidationError(
            "อ่านที่อยู่นี้ไม่ได้ โปรดคัดลอกทั้งบรรทัดจากช่องที่อยู่ของเว็บเบราว์เซอร์ เช่น https://www.example.go.th/news/12"
        ) from error
    if parts.username or parts.password:
        raise ValidationError("ที่อยู่นี้มีชื่อผู้ใช้หรือรหัสผ่านอยู่ข้างใน โปรดใช้ที่อยู่ที่ไม่มี")
    return address
