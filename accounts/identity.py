"""Asking again who sits there, before what binds an agency: submitting and approving."""

from __future__ import annotations

from allauth.core import ratelimit

from accounts.access import SignedInRequest

ASKED = "รหัสผ่านของท่าน"


class TooManyTries(Exception):
    """The person's tries are used up for a minute; the message is Thai."""


def confirm_identity(request: SignedInRequest, secret: str) -> bool:
    """Whether the secret is the signed-in person's own, ten tries a minute. Raises TooManyTries."""
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        raise TooManyTries("พิมพ์ผิดหลายครั้งเกินไป โปรดรอ 1 นาทีแล้วลองใหม่")
    return bool(secret) and request.user.check_password(secret)
