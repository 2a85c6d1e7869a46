"""The second factor of sign-in: who needs one, who has one, and whether a code is right."""

from __future__ import annotations

import hashlib
import time

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache

from accounts.models import User
from accounts.permissions import Permission, Role
from thai.digits import to_arabic

# Who binds an agency or may change who can.
NEEDED_BY = frozenset({Role.APPROVER, Role.ADMINISTRATOR})
_NEEDED_FOR = frozenset({Permission.REPORT_APPROVE, Permission.SETTINGS_EDIT})
# In a session: its person, who needs a second factor, has one.
PASSED = "second_factor_passed"
# A code is good for its own 30 seconds and the tolerated ones beside it, and never twice.
_WINDOW = settings.MFA_TOTP_PERIOD * (2 * settings.MFA_TOTP_TOLERANCE + 1)
_DIGITS = 6  # of a code of the app; a recovery code has eight
SPENT = f"รหัสนี้ใช้ไปแล้ว โปรดรอรหัสใหม่ในแอป (ไม่เกิน {settings.MFA_TOTP_PERIOD} วินาที) แล้วพิมพ์รหัสใหม่"


def has_factor(user: User) -> bool:
    """Whether an authenticator app is set up; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


def is_needed(user: User) -> bool:
    """Whether the person's roles ask for a second factor: in one agency that does not do without is enough.

    Who keeps the installation always needs one: what they write stands on every agency's pages.
    """
    if not settings.MFA_REQUIRED:
        return False
    if user.is_superuser:
        return True
    asking = (each for each in user.active_memberships if each.role in NEEDED_BY and not each.agency.mfa_optional)
    return user.holds_any(_NEEDED_FOR) and any(asking)


def used_code(user: User, typed: str) -> Authenticator | None:
    """The factor that the code belongs to, used up by it; None for a wrong or used one.

    Takes an app's six digits or a recovery code, in Thai or Arabic digits, with or without spaces.
    """
    code = _plain(typed)
    if not (code.isascii() and code.isdigit()):
        return None
    for factor in Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.WEBAUTHN):
        if factor.wrap().validate_code(code) and _first_use(user, code):
            found: Authenticator = factor
            return found
    return None


def is_spent(user: User, typed: str) -> bool:
    """Whether this is a code of the app that was right and has just been used: the next one will do."""
    code = _plain(typed)
    return len(code) == _DIGITS and cache.get(_used(user, code)) is not None


def _plain(typed: str) -> str:
    return "".join(to_arabic(typed).split()).replace("-", "")


def _first_use(user: User, code: str) -> bool:
    return bool(cache.add(_used(user, code), int(time.time()), timeout=_WINDOW))


def _used(user: User, code: str) -> str:
    return f"second-factor:{user.pk}:{hashlib.sha256(code.encode()).hexdigest()[:16]}"
