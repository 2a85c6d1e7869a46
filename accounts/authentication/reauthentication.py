"""Asking again who sits there, before what binds an agency: submitting and approving."""

from __future__ import annotations

from allauth.core import ratelimit
from django import forms

from accounts.access import SignedInRequest
from accounts.authentication.second_factor import SPENT, has_factor, is_spent, used_code
from accounts.models import User

ASKED = "รหัสผ่านของท่าน"
ASKED_CODE = "รหัสยืนยัน 6 หลักจากแอป หรือรหัสสำรอง"


class TooManyTries(Exception):
    """The person's tries are used up for a minute; the message is Thai."""


def asked_secret(user: User) -> str:
    """What the person is asked for, as a label: a code where they have a second factor, else the password."""
    return ASKED_CODE if has_factor(user) else ASKED


def label_secret(secret: forms.Field, user: User) -> None:
    """Names a form's secret field, and tells browsers and telephones what to offer in it."""
    label = asked_secret(user)
    secret.label = label
    if label == ASKED_CODE:
        secret.widget.attrs.update(autocomplete="one-time-code", inputmode="numeric")
    else:
        secret.widget.attrs.update(autocomplete="current-password")


def confirm_identity(request: SignedInRequest, secret: str) -> bool:
    """Whether the secret is the signed-in person's own, ten tries a minute. Raises TooManyTries.

    Who has a second factor is asked for a code of it, and their password is no answer; others give the password.
    """
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        raise TooManyTries("พิมพ์ผิดหลายครั้งเกินไป โปรดรอ 1 นาทีแล้วลองใหม่")
    if not secret:
        return False
    if not has_factor(request.user):
        return request.user.check_password(secret)
    factor = used_code(request.user, secret)
    if factor is None:
        return False
    factor.record_usage()
    return True


def why_refused(user: User, secret: str) -> str:
    """What to say of a secret that was not taken: a code that was right is not called wrong."""
    if has_factor(user) and is_spent(user, secret):
        return SPENT
    return f"{asked_secret(user)}ไม่ถูกต้อง โปรดพิมพ์ใหม่"
