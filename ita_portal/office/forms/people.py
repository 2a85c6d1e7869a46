"""Inviting people, what they hold, and the account that an invited person makes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from accounts.models import Agency, Invitation, Unit, User
from accounts.permissions import Role
from accounts.services.membership import Place
from editing.fields import ThaiTextField, offer
from editing.forms import VersionedForm
from editing.versions import Value
from thai.text import one_order

DOES = {
    Role.OFFICER: "บันทึกการดำเนินการ ผลลัพธ์ และหลักฐานของมาตรการที่รับผิดชอบ",
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
        said = self.cleaned_data
        unit: Unit | None = said["unit"]
        return Place(frozenset(said["roles"]), unit.pk if unit else None, said["post"])

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


class JoinForm(forms.Form):
    """Taking an invitation up with the account that is signed in; one of another name or address is asked twice."""

    knowing = forms.BooleanField(
        error_messages={"required": "โปรดยืนยันว่าท่านคือผู้รับเชิญ หรือออกจากระบบแล้วเปิดลิงก์ด้วยบัญชีของผู้รับเชิญ"}
    )

    def __init__(self, *args: Any, invitation: Invitation, user: User, meant: bool, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        field = self.fields["knowing"]
        field.label = f"ข้าพเจ้า {user} คือผู้ที่ได้รับเชิญในชื่อ {invitation.name} และขอรับบทบาทด้วยบัญชีนี้"
        field.help_text = f"ระบบจะแจ้ง {invitation.invited_by} ผู้เชิญ ว่าบัญชีที่รับคำเชิญมีชื่อหรืออีเมลไม่ตรงกับที่เชิญ"
        if meant:
            del self.fields["knowing"]


class AccountForm(forms.Form):
    """The account of an invited person: they choose its name and password themselves."""

    name = ThaiTextField(label="คำนำหน้า ชื่อ และนามสกุล", max_length=150)
    telephone = forms.CharField(
        label="โทรศัพท์", required=False, max_length=60, widget=forms.TextInput(attrs={"autocomplete": "tel"})
    )
    username = forms.CharField(
        label="ชื่อผู้ใช้",
        help_text="ใช้เข้าสู่ระบบ ตั้งเป็นตัวอักษรอังกฤษหรือตัวเลขที่จำง่าย เช่น kanda",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password1 = forms.CharField(
        label="รหัสผ่าน", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    password2 = forms.CharField(
        label="รหัสผ่าน อีกครั้ง", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, good_passwords: str = "", **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = good_passwords

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"])
        if "@" in username:
            raise ValidationError("ชื่อผู้ใช้ไม่ใช่อีเมล โปรดตั้งชื่อสั้น ๆ ไม่มีเครื่องหมาย @")
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError("มีชื่อผู้ใช้นี้แล้ว โปรดตั้งชื่ออื่น")
        return username

    def clean_password1(self) -> str:
        return one_order(self.cleaned_data["password1"])

    def clean_password2(self) -> str:
        return one_order(self.cleaned_data["password2"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.errors:
            return said
        if said["password1"] != said["password2"]:
            self.add_error("password2", "รหัสผ่านสองช่องไม่ตรงกัน โปรดพิมพ์ใหม่")
        user = self.user()
        try:
            user.full_clean(exclude=["password"])
            password_validation.validate_password(said["password1"], user)
        except ValidationError as error:
            self.take(error)
        return said

    def user(self) -> User:
        """The account as typed, not saved and without its password."""
        said = self.cleaned_data
        return User(username=said["username"], name=said["name"], telephone=said["telephone"])

    def take(self, error: ValidationError) -> None:
        """Puts what is wrong beside the fields."""
        if not hasattr(error, "error_dict"):
            self.add_error("password1", error)
            return
        for field, errors in error.error_dict.items():
            self.add_error(field if field in self.fields else "username", errors)
