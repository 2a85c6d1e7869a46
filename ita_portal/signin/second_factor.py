"""The second factor in the words of the office, out of allauth's parts; who needs one is led to set it up."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.adapter import get_adapter as mfa_adapter
from allauth.mfa.base import forms
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.totp.forms import ActivateTOTPForm
from cryptography.fernet import Fernet, MultiFernet
from django import forms as django_forms
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.encoding import force_str

from accounts.access import PUBLIC, View
from accounts.authentication.second_factor import PASSED, SPENT, has_factor, is_needed, is_spent, used_code
from accounts.models import Agency, User
from accounts.permissions import Role
from accounts.services.membership import only_here
from accounts.who_can import people_by_role
from ita_portal.signin.allauth_adapter import plain
from paper import qr
from thai.digits import to_arabic

_CODE = "รหัสจากแอป 6 หลัก"
# Open to who must still set it up, beside public pages: setting it up, and getting out.
_OPEN = frozenset({"mfa_activate_totp", "mfa_reauthenticate", "account_reauthenticate", "account_logout"})


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets are encrypted at rest. Who takes off a factor that their role needs is led to set up the next."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "spent_code": SPENT,
        "incorrect_first_code": "รหัสไม่ถูกต้อง โปรดพิมพ์รหัส 6 หลักที่แอปแสดงอยู่ขณะนี้ หากยังไม่ได้ ให้ตั้งเวลาของโทรศัพท์เป็นอัตโนมัติ",
        "incorrect_code": "รหัสไม่ถูกต้องหรือใช้ไปแล้ว โปรดพิมพ์รหัสที่แอปแสดงอยู่ขณะนี้ หรือรหัสสำรองที่ยังไม่เคยใช้",
        "cannot_delete_authenticator": "เลิกใช้การยืนยันตัวตนสองขั้นตอนไม่ได้",
        "cannot_generate_recovery_codes": "โปรดตั้งการยืนยันตัวตนสองขั้นตอนก่อน จึงจะสร้างรหัสสำรองได้",
        "unverified_email": "โปรดยืนยันอีเมลก่อน จึงจะตั้งการยืนยันตัวตนสองขั้นตอนได้",
        "add_email_blocked": "เพิ่มอีเมลในบัญชีที่ยืนยันตัวตนสองขั้นตอนไม่ได้",
    }

    def get_totp_label(self, user: User) -> str:
        return user.username

    def get_totp_issuer(self) -> str:
        return "ระบบรายงาน ITA"

    def build_totp_svg(self, url: str) -> str:
        """By the module that draws all our codes: allauth's own loads two libraries more."""
        return qr.svg(url, title="คิวอาร์โค้ดของรหัสลับ")

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises cryptography's InvalidToken where SECRET_KEY is another than when it was written."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"second factor:{force_str(secret)}".encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def _code_field(form: django_forms.Form, label: str) -> None:
    plain(form)
    form.fields["code"].label = label
    form.fields["code"].widget.attrs.update(
        autocomplete="one-time-code", inputmode="numeric", autocapitalize="none", spellcheck="false"
    )


class _CodeForm:
    """A code in any digits, good once."""

    user: User
    cleaned_data: dict[str, str]
    _emit_authentication_failed: Callable[[object], None]

    def clean_code(self) -> str:
        done = check_rate_limit(self.user, error_key="too_many_codes")
        code = self.cleaned_data["code"]
        self.authenticator = used_code(self.user, code)
        if self.authenticator is None:
            self._emit_authentication_failed(None)
            raise mfa_adapter().validation_error("spent_code" if is_spent(self.user, code) else "incorrect_code")
        self.authenticator.user = self.user
        done()
        return code


class CodeForm(_CodeForm, forms.AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The second step of sign-in."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self, "รหัสจากแอป หรือรหัสสำรอง")

    @property
    def whom_to_ask(self) -> str:
        """Who can take off a factor that is lost: never the person themselves."""
        agency = Agency.objects.filter(memberships__user=self.user, memberships__is_active=True).first()
        if agency is None or not only_here(self.user, agency):
            return "ผู้ดูแลการติดตั้งระบบ"
        others = [user for user in people_by_role(agency)[Role.ADMINISTRATOR] if user != self.user]
        return "ผู้ดูแลระบบของหน่วยงานท่าน" if others else "ผู้ดูแลการติดตั้งระบบ"


class CodeAgainForm(_CodeForm, forms.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """Asked again before the second factor itself is changed."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self, "รหัสจากแอป หรือรหัสสำรอง")


class SetUpForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first code of a new app shows that it has the secret."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self, _CODE)

    def clean_code(self) -> str:
        self.cleaned_data["code"] = to_arabic(self.cleaned_data["code"])
        try:
            return str(super().clean_code())
        except django_forms.ValidationError as error:
            if error.code != "incorrect_code":
                raise
            raise mfa_adapter().validation_error("incorrect_first_code") from error


def require_second_factor(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Leads approvers and administrators without a second factor to set one up before anything else."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_view(request: HttpRequest, view: View, args: object, kwargs: object) -> HttpResponseBase | None:
        if not settings.MFA_REQUIRED or not request.user.is_authenticated or request.session.get(PASSED):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if (getattr(view, "access", None) == PUBLIC and name != "home") or name in _OPEN or not is_needed(request.user):
            return None
        if has_factor(request.user):
            request.session[PASSED] = True
            return None
        return redirect("mfa_activate_totp")

    answer.process_view = process_view  # type: ignore[attr-defined]  # where Django looks for it
    return answer
