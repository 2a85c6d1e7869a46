"""The account that an invited person makes, and taking an invitation up with one that is there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from accounts.models import Agency, Invitation, User
from accounts.services import founding
from accounts.services.founding import TypedAgency
from editing.fields import ThaiTextField
from editing.form_layout import PortalHelper
from thai.text import one_order


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


class AgencyFoundingForm(forms.Form):
    """A new agency, and whether its founder keeps the measures too."""

    agency = ThaiTextField(label="ชื่อหน่วยงาน", help_text="พิมพ์เต็มตามที่จะปรากฏในรายงาน", max_length=200)
    kind = forms.ChoiceField(label="ประเภท", choices=Agency.Kind.choices)
    province = ThaiTextField(label="จังหวัด", help_text="พิมพ์ชื่อจังหวัดเท่านั้น เช่น นครปฐม", max_length=60, printed=False)
    slug = forms.CharField(
        label="ชื่อในที่อยู่เว็บ",
        help_text="ตัวอักษรอังกฤษเล็ก ตัวเลข และขีด เช่น thung-sai-than เปลี่ยนภายหลังไม่ได้",
        max_length=50,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label="รหัสย่อ",
        help_text="ตัวอักษรอังกฤษใหญ่และตัวเลข 2-12 ตัว ขึ้นต้นรหัสตรวจสอบของรายงาน เช่น TSTN",
        max_length=12,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false"}),
    )
    coordinates = forms.BooleanField(
        label="ข้าพเจ้าเป็นผู้ประสานงาน ITA ของหน่วยงานนี้ด้วย",
        help_text="ผู้ประสานงานดูแลมาตรการและจัดทำรายงาน กำหนดให้ผู้อื่นภายหลังได้",
        required=False,
    )

    post = ThaiTextField(
        label="ตำแหน่งของท่าน",
        help_text="พิมพ์เต็ม เช่น นักวิเคราะห์นโยบายและแผนชำนาญการ ใช้ในรายงานเมื่อท่านเป็นผู้รายงานหรือผู้รับผิดชอบมาตรการ",
        max_length=200,
        required=False,
    )

    helper = PortalHelper("agency", "kind", "province", "slug", "code")  # the others stand under one's own account

    def clean_slug(self) -> str:
        return str(self.cleaned_data["slug"]).lower()

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).upper()

    def clean_province(self) -> str:
        return str(self.cleaned_data["province"]).removeprefix("จังหวัด").strip()

    def clean(self) -> dict[str, Any]:
        """All that is wrong at once, also what another agency has already."""
        cleaned = super().clean() or {}
        try:
            founding.good_agency(self.typed())
        except ValidationError as error:
            self.take(error)
        return cleaned

    def take(self, error: ValidationError) -> None:
        """Puts what is wrong beside the fields that nothing is said of yet."""
        for name, found in error.error_dict.items():
            field = {"name": "agency"}.get(name, name)
            if field in self.fields and not self.has_error(field):
                self.add_error(field, found)

    def typed(self) -> TypedAgency:
        """What was typed; what could not be read is empty."""
        typed = {name: str(self.cleaned_data.get(name, "")) for name in ("slug", "code", "kind", "province")}
        return TypedAgency(name=str(self.cleaned_data.get("agency", "")), **typed)


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
        """All that is wrong at once, whichever field it is of."""
        cleaned = super().clean() or {}
        password, again, user = cleaned.get("password1"), cleaned.get("password2"), self.user()
        try:
            user.full_clean(exclude=["password", *self.errors])
        except ValidationError as error:
            self.take(error)
        if password and again and password != again:
            self.add_error("password2", "รหัสผ่านสองช่องไม่ตรงกัน โปรดพิมพ์ใหม่")
        if password:
            self._judge(password, user)
        return cleaned

    def _judge(self, password: str, user: User) -> None:
        try:
            password_validation.validate_password(password, user)
        except ValidationError as error:
            self.add_error("password1", error)

    def user(self) -> User:
        """The account as typed, not saved and without its password; what could not be read is empty."""
        typed = {name: str(self.cleaned_data.get(name, "")) for name in ("username", "name", "telephone")}
        return User(**typed)

    def take(self, error: ValidationError) -> None:
        """Puts what is wrong beside the fields."""
        if not hasattr(error, "error_dict"):
            self.add_error("password1", error)
            return
        for field, errors in error.error_dict.items():
            self.add_error(field if field in self.fields else "username", errors)
