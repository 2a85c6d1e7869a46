"""Inviting people, and what they hold."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts import outgoing_mail
from accounts.models import Agency, Unit
from accounts.permissions import Role
from accounts.services.membership import Place
from editing.fields import ThaiTextField, offer
from editing.forms import VersionedForm
from editing.versions import Value

DOES = {
    Role.OFFICER: "บันทึกการดำเนินการและผลลัพธ์ของมาตรการที่รับผิดชอบ",
    Role.COORDINATOR: "ดูแลมาตรการ ตรวจรับงาน จัดทำและเสนอรายงาน",
    Role.APPROVER: "พิจารณา ส่งกลับ หรืออนุมัติรายงาน",
    Role.ADMINISTRATOR: "ดูแลผู้ใช้ สำนัก/กอง ผู้รับผิดชอบ และรูปแบบรายงาน",
}


class PlaceForm(VersionedForm):
    """Roles, unit and post in one agency."""

    roles = forms.MultipleChoiceField(
        label="บทบาท",
        choices=[(str(role), f"{role.label}: {does}") for role, does in DOES.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text="คนหนึ่งมีหลายบทบาทได้ แต่ไม่มีใครอนุมัติรายงานที่ตนเองเสนอ",
        error_messages={"required": "โปรดเลือกบทบาทอย่างน้อย 1 บทบาท"},
    )
    unit = forms.ModelChoiceField(label="สำนัก/กอง", queryset=Unit.objects.none(), required=False, empty_label="ไม่ระบุ")
    post = ThaiTextField(label="ตำแหน่ง", help_text="พิมพ์เต็มตามที่จะปรากฏในรายงาน", required=False, max_length=200)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        offer(self, "unit", Unit.objects.filter(agency=agency))

    def place(self) -> Place:
        """What was chosen, after is_valid."""
        cleaned = self.cleaned_data
        unit: Unit | None = cleaned["unit"]
        return Place(frozenset(cleaned["roles"]), unit.pk if unit else None, cleaned["post"])

    def shown(self, part: str, value: Value) -> list[str]:
        """Roles by their names, without what they do."""
        if part != "roles":
            return super().shown(part, value)
        return [str(role.label) for role in Role if str(role) in value]


class InviteForm(PlaceForm):
    """Whom to invite, and as what."""

    name = ThaiTextField(label="คำนำหน้า ชื่อ และนามสกุล", max_length=150)
    email = forms.EmailField(
        label="อีเมล",
        help_text="ระบบจะส่งลิงก์ไปที่อีเมลนี้ หากเว้นว่าง ระบบจะแสดงลิงก์ให้ท่านนำไปให้ผู้ที่เชิญเอง",
        required=False,
    )
    field_order = ["name", "email", "post", "unit", "roles"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        if not outgoing_mail.is_sent():
            self.fields["email"].help_text = "ระบบนี้ยังไม่ได้ตั้งค่าอีเมล ระบบจะแสดงลิงก์ให้ท่านนำไปให้ผู้ที่เชิญเอง"
