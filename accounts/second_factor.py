"""The second factor of sign-in: who needs one, who has one, and whether a code is right."""

from __future__ import annotations

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


def has_factor(user: User) -> bool:
    """Whether an authenticator app is set up; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


def is_needed(user: User) -> bool:
    """Whether the person's roles ask for a second factor: in one agency that does not do without is enough."""
    if not settings.MFA_REQUIRED:
        return False
    held = user.memberships.filter(role__in=NEEDED_BY, is_active=True, agency__mfa_optional=False)
    return user.holds_any(_NEEDED_FOR) and held.exists()


def used_code(user: User, typed: str) -> Authenticator | None:
    """The factor that the code belongs to, used up by it; None for a wrong or used one.

    Takes an app's six digits or a recovery code, in Thai or Arabic digits, with or without spaces.
    """
    code = "".join(to_arabic(typed).split()).replace("-", "")
    if not (code.isascii() and code.isdigit()):
        return None
    for factor in Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.WEBAUTHN):
        if factor.wrap().validate_code(code) and _first_use(user, code):
            found: Authenticator = factor
            return found
    return None


def _first_use(user: User, code: str) -> bool:
    return bool(cache.add(f"second-factor:{user.pk}:{code}", int(time.time()), timeout=_WINDOW))
