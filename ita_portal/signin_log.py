"""Sign-ins, failures, sign-outs and changed passwords go into the audit chain: who, never what was typed."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account_signals
from allauth.account.internal.userkit import filter_users_by_email, get_user_by_username
from django.contrib.auth import signals
from django.db import transaction

from accounts.models import User
from audit.chain import record


def connect() -> None:
    """Called once, when the portal's app is ready."""
    signals.user_logged_in.connect(signed_in, dispatch_uid="portal")
    signals.user_logged_out.connect(signed_out, dispatch_uid="portal")
    signals.user_login_failed.connect(sign_in_failed, dispatch_uid="portal")
    account_signals.password_changed.connect(password_changed, dispatch_uid="portal")
    account_signals.password_reset.connect(password_reset, dispatch_uid="portal")


def signed_in(user: User, **_: object) -> None:
    _record("account.sign_in", user)


def signed_out(user: User | None, **_: object) -> None:
    if user is not None:
        _record("account.sign_out", user)


def password_changed(user: User, **_: object) -> None:
    _record("account.password_change", user)


def password_reset(user: User, **_: object) -> None:
    _record("account.password_reset", user)


def sign_in_failed(credentials: dict[str, Any], **_: object) -> None:
    """Names the account that was tried where there is one; an unknown name may be a password in the wrong field."""
    user = _tried(credentials)
    with transaction.atomic():
        record("account.sign_in_failed", actor=None, agency=None, subject=f"user:{user.pk}" if user else "sign_in")


def _tried(credentials: dict[str, Any]) -> User | None:
    typed = str(credentials.get("username") or credentials.get("email") or "")
    found: User | None = get_user_by_username(typed) if typed else None
    if found or "@" not in typed:
        return found
    return next(iter(filter_users_by_email(typed)), None)


def _record(action: str, user: User) -> None:
    with transaction.atomic():
        record(action, actor=user.pk, agency=None, subject=f"user:{user.pk}")
