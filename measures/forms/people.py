"""Officers as their agency's administrator keeps them, and the choice of a successor."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from accounts.models import Agency, Membership, Unit, User
from editing.fields import ChosenRows, ThaiTextField, offer
from editing.forms import VersionedForm
from measures.models import Measure, Officer
from measures.services.people import OfficerFacts


class OfficerForm(VersionedForm):
    """How an officer is printed, and the account that is theirs."""

    name = ThaiTextField(label="คำนำหน้า ชื่อ และนามสกุล", max_length=150)
    post = ThaiTextField(label="ตำแหน่ง", required=False, max_length=200)
    unit = forms.ModelChoiceField(label="สำนัก/กอง", queryset=Unit.objects.none(), required=False, empty_label="ไม่ระบุ")
    user = forms.ModelChoiceField(
        label="บัญชีเข้าใช้",
        queryset=User.objects.none(),
        required=False,
        empty_label="ไม่มี",
        help_text="ผู้ใช้คนนี้จะบันทึกการดำเนินการของมาตรการที่รับผิดชอบได้",
    )
    is_active = forms.BooleanField(label="ยังปฏิบัติหน้าที่", required=False, initial=True)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        # Who left is not offered, unless an officer's post is theirs already.
        active = Membership.objects.filter(agency=agency, is_active=True, user__is_active=True).values("user")
        theirs = Officer.objects.filter(agency=agency, user__isnull=False).values("user")
        members = User.objects.filter(Q(pk__in=active) | Q(pk__in=theirs)).order_by("name", "pk")
        offer(self, "unit", Unit.objects.filter(agency=agency))
        offer(self, "user", members, lambda user: f"{user} ({user.username})")

    def facts(self) -> OfficerFacts:
        """What was typed, after is_valid."""
        cleaned = self.cleaned_data
        unit, user = cleaned["unit"], cleaned["user"]
        return OfficerFacts(
            cleaned["name"], cleaned["post"], unit.pk if unit else None, user.pk if user else None, cleaned["is_active"]
        )


class HandOverForm(forms.Form):
    """To whom, and which measures."""

    to = forms.ModelChoiceField(
        label="ผู้รับผิดชอบคนใหม่",
        queryset=Officer.objects.none(),
        empty_label="เลือกจากรายชื่อ",
        error_messages={"required": "โปรดเลือกผู้รับผิดชอบคนใหม่ หากไม่มีในรายชื่อ ให้เพิ่มที่หน้าผู้รับผิดชอบก่อน"},
    )
    measures = ChosenRows(
        label="มาตรการที่ส่งมอบ",
        queryset=Measure.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "โปรดเลือกมาตรการอย่างน้อย 1 เรื่อง"},
    )

    def __init__(self, *args: Any, officer: Officer, measures: list[Measure], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        others = Officer.objects.filter(agency=officer.agency, is_active=True).exclude(pk=officer.pk)
        offer(self, "to", others.select_related("unit"), lambda other: other.line)
        rows = Measure.objects.filter(pk__in=[measure.pk for measure in measures])
        offer(self, "measures", rows.select_related("plan").order_by("-plan__year", "position", "pk"), _named)


def _named(measure: Measure) -> str:
    return f"ปี {measure.plan.year} {measure.item} {measure.question}"
