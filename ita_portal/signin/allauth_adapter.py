"""Sign-in by django-allauth, in the words of the office; accounts are made by an agency's administrator only."""

from __future__ import annotations

import functools
import logging
import time
from collections.abc import Mapping
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

from allauth.account import app_settings as account_settings
from allauth.account import forms, views
from allauth.account.adapter import DefaultAccountAdapter
from crispy_forms.layout import Field
from django import forms as django_forms
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html

from accounts import outgoing_mail
from accounts.access import View
from accounts.authentication import sessions
from accounts.authentication.sessions import Ended
from accounts.demo import sign_in_notes
from accounts.models import User
from editing.form_layout import PortalHelper
from ita_portal.frame.drafts import KEPT
from ita_portal.signin import log as signin_log
from ita_portal.signin import next_page, throttle
from notices.mail import password_letter
from thai.text import one_order

log = logging.getLogger(__name__)

WHY_ENDED = {
    Ended.IDLE: f"เพราะไม่มีการใช้งานเกิน {settings.SESSION_IDLE // 60} นาที",
    Ended.OLD: f"เพราะเข้าสู่ระบบไว้ครบ {settings.SESSION_LONGEST // 3600} ชั่วโมงแล้ว",
    Ended.CLOSED: "เพราะสิทธิ์หรือวิธีเข้าสู่ระบบของบัญชีนี้เปลี่ยนไป",
}
GOOD_PASSWORDS = "อย่างน้อย 8 ตัว ไม่ใช่ชื่อของท่าน และไม่ใช่รหัสที่คนใช้กันมาก เช่น 12345678"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Sign-up is closed, and messages name the cure."""

    error_messages = DefaultAccountAdapter.error_messages | dict.fromkeys(
        ("username_password_mismatch", "email_password_mismatch", "invalid_login"),
        "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง โปรดตรวจว่าแป้นพิมพ์เป็นภาษาที่ถูกต้องและไม่ได้กด Caps Lock แล้วพิมพ์ใหม่",
    )
    error_messages |= {
        "rate_limited": "ลองหลายครั้งเกินไป โปรดรอ 5 นาทีแล้วลองใหม่",
        "incorrect_password": "รหัสผ่านไม่ถูกต้อง โปรดพิมพ์ใหม่",
        "too_many_login_attempts": "พิมพ์รหัสผ่านผิดหลายครั้งเกินไป โปรดรอ 5 นาทีแล้วลองใหม่ หรือเลือก “ลืมรหัสผ่าน”",
        "too_many_from_address": "มีผู้พิมพ์รหัสผ่านผิดจากเครือข่ายนี้มากเกินไป โปรดรอไม่เกิน 1 ชั่วโมงแล้วลองใหม่ หรือใช้เครือข่ายอื่น",
        "too_many_codes": "พิมพ์รหัสยืนยันผิดหลายครั้งเกินไป โปรดรอ 5 นาทีแล้วลองใหม่",
        "enter_current_password": "รหัสผ่านปัจจุบันไม่ถูกต้อง โปรดพิมพ์ใหม่",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        """Also not to where only a button leads, or back out: who signs in with such a `next` comes home."""
        return bool(super().is_safe_url(url)) and next_page.leads_on(urlsplit(url).path)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401 - as allauth has it
        """Fewer tries where the address is watched. Raises ValidationError, which names what is throttled."""
        super().pre_authenticate(request, **credentials)
        try:
            if not throttle.admit(request, self._get_login_attempts_cache_key(request, **credentials)):
                raise self.validation_error("too_many_login_attempts")
        except throttle.AddressClosed as error:
            self._rollback_login_failed_rl_usage()
            raise self.validation_error("too_many_from_address") from error

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:  # noqa: ANN401 - as allauth has it
        user: User | None = super().authenticate(request, **credentials)
        if user is None:
            throttle.failed(request)
            self._take_as_long(credentials)
        else:
            throttle.passed(request, self._get_login_attempts_cache_key(request, **credentials))
        return user

    @staticmethod
    def _take_as_long(credentials: Mapping[str, Any]) -> None:
        """For no account allauth hashes once; one has the password tried in two spellings where they differ."""
        typed = str(credentials.get("password") or "")
        if one_order(typed) != typed and throttle.account_tried(credentials) is None:
            User().set_password(typed)

    def clean_password(self, password: str, user: User | None = None) -> str:
        """Judges a new password in the spelling that is kept. Raises ValidationError."""
        return str(super().clean_password(one_order(password), user=user))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ANN401 - as above
        """One count an account, by whichever of its names one tries."""
        user = throttle.account_tried(credentials)
        return f"user:{user.pk}" if user else str(super()._get_login_attempts_cache_key(request, **credentials))

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Whether a password is asked again: not of who has just signed in."""
        began = self.request.session.get(sessions.BEGAN, 0) if self.request else 0
        return bool(time.time() - began >= account_settings.REAUTHENTICATION_TIMEOUT)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - as allauth has it
        """Who has a second factor is asked for it: the password alone takes none off."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [method for method in methods if method["id"] == "mfa_reauthenticate"] or methods

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A failing mail server is logged, and the page says what it says to everybody.

        That a link for a new password was asked for is recorded, whoever did; its letter goes out later.
        """
        is_password = template_prefix == "account/email/password_reset_key"
        if is_password:
            signin_log.link_requested(context["user"])
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError) as error:
            log.warning("%s: mail failed: %s", template_prefix, type(error).__name__)
            if is_password:
                password_letter.keep(context["user"], timezone.now())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return str(settings.LOGIN_REDIRECT_URL)


def plain(form: django_forms.Form) -> None:
    """No placeholders (they vanish when one types) and no help but ours."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        field.help_text = ""


class SignInForm(forms.LoginForm):  # type: ignore[misc]  # allauth has no types
    """One field takes a username, whatever its case, or an e-mail address."""

    helper = PortalHelper("login", Field("password", template="account/_password.html"), "remember")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        plain(self)
        self.fields["login"].label = "ชื่อผู้ใช้ หรืออีเมล"
        self.fields["login"].widget.attrs.update(autocomplete="username", autocapitalize="none", spellcheck="false")
        self.fields["password"].label = "รหัสผ่าน"
        self.fields["remember"].label = format_html(
            'จำการเข้าสู่ระบบในเครื่องนี้ <span class="mute">({})</span>', "อย่าเลือกหากใช้เครื่องร่วมกับผู้อื่น"
        )

    def clean_login(self) -> str:
        """A username in the form in which it was stored: SARA AM, for one, is kept as its two halves."""
        login = str(super().clean_login())
        return login if "@" in login else User.normalize_username(login)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.user is not None:
            self.user.respell_password(cleaned["password"])
        return cleaned


class NewPasswordMixin:
    """The pair of fields that takes a new password."""

    def name_fields(self) -> None:
        assert isinstance(self, django_forms.Form)
        plain(self)
        self.fields["password1"].label = "รหัสผ่านใหม่"
        self.fields["password1"].help_text = GOOD_PASSWORDS
        self.fields["password2"].label = "รหัสผ่านใหม่ อีกครั้ง"

    def clean_password2(self) -> str:
        assert isinstance(self, django_forms.Form)
        return one_order(self.cleaned_data["password2"])


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


class PasswordAgainForm(forms.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        plain(self)
        self.fields["password"].label = "รหัสผ่านของท่าน"


class SignIn(views.LoginView):  # type: ignore[misc]  # allauth has no types
    """allauth's page, which in a demonstration also says who can sign in."""

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if settings.DEMO:
            context["demo_accounts"] = sign_in_notes()
        ended = self.request.session.get(sessions.ENDED)
        context |= {"ended": WHY_ENDED.get(ended, ""), "kept": self.request.session.get(KEPT)}
        return context


class AskForPassword(views.PasswordResetView):  # type: ignore[misc]  # allauth has no types
    """allauth's page; where the installation sends no mail, whom to ask instead, and nothing that claims a letter."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not outgoing_mail.is_sent():
            return TemplateResponse(request, "account/password_reset_without_mail.html")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer


def refusing(view: View) -> View:
    """A form that comes back with errors answers 422, after too many tries 429; allauth says 200."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 200 and isinstance(response, TemplateResponse):
            form = (response.context_data or {}).get("form")
            response.status_code = 429 if isinstance(form, django_forms.Form) and _throttled(form) else 422
        return response

    return answer


def _throttled(form: django_forms.Form) -> bool:
    codes = ("too_many_login_attempts", "too_many_from_address", "too_many_codes", "rate_limited")
    return any(form.has_error(field, code) for field in form.errors for code in codes)
