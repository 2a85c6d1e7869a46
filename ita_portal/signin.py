"""Sign-in by django-allauth, in the words of the office; accounts are made by an agency's administrator only."""

from __future__ import annotations

import functools
from typing import Any

from allauth.account import forms, views
from allauth.account.adapter import DefaultAccountAdapter
from django import forms as django_forms
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.html import format_html

from accounts.access import View
from accounts.demo import sign_in_notes

GOOD_PASSWORDS = "อย่างน้อย 8 ตัว ไม่ใช่ชื่อของท่าน และไม่ใช่รหัสที่คนใช้กันมาก เช่น 12345678"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Sign-up is closed, and messages name the cure."""

    error_messages = DefaultAccountAdapter.error_messages | dict.fromkeys(
        ("username_password_mismatch", "email_password_mismatch", "invalid_login"),
        "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง โปรดตรวจว่าแป้นพิมพ์เป็นภาษาที่ถูกต้องและไม่ได้กด Caps Lock แล้วพิมพ์ใหม่",
    )
    error_messages |= {
        "too_many_login_attempts": "พิมพ์รหัสผ่านผิดหลายครั้งเกินไป โปรดรอ 5 นาทีแล้วลองใหม่ หรือเลือก “ลืมรหัสผ่าน”",
        "enter_current_password": "รหัสผ่านปัจจุบันไม่ถูกต้อง โปรดพิมพ์ใหม่",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return str(settings.LOGIN_REDIRECT_URL)


def plain(form: django_forms.Form) -> None:
    """No placeholders (they vanish when one types) and no help but ours."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        field.help_text = ""


class SignInForm(forms.LoginForm):  # type: ignore[misc]  # allauth has no types
    """One field takes a username, whatever its case, or an e-mail address."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        plain(self)
        self.fields["login"].label = "ชื่อผู้ใช้ หรืออีเมล"
        self.fields["login"].widget.attrs.update(autocomplete="username", autocapitalize="none", spellcheck="false")
        self.fields["password"].label = "รหัสผ่าน"
        self.fields["remember"].label = format_html(
            'จำการเข้าสู่ระบบในเครื่องนี้ <span class="mute">({})</span>', "อย่าเลือกหากใช้เครื่องร่วมกับผู้อื่น"
        )


class NewPasswordMixin:
    """The pair of fields that takes a new password."""

    def name_fields(self) -> None:
        assert isinstance(self, django_forms.Form)
        plain(self)
        self.fields["password1"].label = "รหัสผ่านใหม่"
        self.fields["password1"].help_text = GOOD_PASSWORDS
        self.fields["password2"].label = "รหัสผ่านใหม่ อีกครั้ง"


class ChangePasswordForm(NewPasswordMixin, forms.ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.name_fields()
        self.fields["oldpassword"].label = "รหัสผ่านปัจจุบัน"


class NewPasswordForm(NewPasswordMixin, forms.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.name_fields()


class ResetPasswordForm(forms.ResetPasswordForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        plain(self)
        self.fields["email"].label = "อีเมลของท่านที่ลงทะเบียนไว้"


class SignIn(views.LoginView):  # type: ignore[misc]  # allauth has no types
    """allauth's page, which in a demonstration also says who can sign in."""

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if settings.DEMO:
            context["demo_accounts"] = sign_in_notes()
        return context


def refusing(view: View) -> View:
    """A form that comes back with errors answers 422, after too many tries 429; allauth says 200."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 200 and isinstance(response, TemplateResponse):
            form = (response.context_data or {}).get("form")
            throttled = isinstance(form, django_forms.Form) and form.has_error("__all__", "too_many_login_attempts")
            response.status_code = 429 if throttled else 422
        return response

    return answer
