"""How many wrong sign-ins are taken: few for an account, many for an address, behind which a whole office may sit.

An account takes five in five minutes, from wherever they come (ACCOUNT_RATE_LIMITS, `login_failed`). An address that
failed often is watched: behind it each account has one try in five minutes, so that the right password still passes
and whoever tries one password on many names is slow. One that goes on is closed for an hour's count, whatever comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.internal.userkit import filter_users_by_email, get_user_by_username
from allauth.core import ratelimit
from django.http import HttpRequest

from accounts.models import User

# Actions of ACCOUNT_RATE_LIMITS.
WATCHED = "login_failed_watched"
CLOSED = "login_failed_closed"
WATCHED_TRY = "login_watched_try"


def account_tried(credentials: Mapping[str, Any]) -> User | None:
    """The account that a username or an address names, whatever its case; of several with one address the first."""
    typed = str(credentials.get("username") or credentials.get("email") or "")
    found: User | None = get_user_by_username(typed) if typed else None
    if found or "@" not in typed:
        return found
    return next(iter(filter_users_by_email(typed)), None)


class AddressClosed(Exception):
    """No try from this address is taken now."""


def admit(request: HttpRequest, key: str) -> bool:
    """Whether a try at the account of this key may be made from the request's address. Raises AddressClosed."""
    if not ratelimit.consume(request, action=CLOSED, dry_run=True):
        raise AddressClosed
    if ratelimit.consume(request, action=WATCHED, dry_run=True):
        return True
    return bool(ratelimit.consume(request, action=WATCHED_TRY, key=key))


def passed(request: HttpRequest, key: str) -> None:
    """Forgets the try after the right password, which costs nothing."""
    ratelimit.clear(request, action=WATCHED_TRY, key=key)


def failed(request: HttpRequest) -> None:
    """Counts a wrong one against the address alone."""
    ratelimit.consume(request, action=WATCHED)
    ratelimit.consume(request, action=CLOSED)
