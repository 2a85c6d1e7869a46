"""Sign-ins, failures, sign-outs and changed passwords go into the audit chain: who, never what was typed.

Of what changes the way into an account its owner is told at once.
"""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as factor_signals
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts.authentication import sessions
from accounts.authentication.second_factor import PASSED
from accounts.models import User
from accounts.services.account import end_sessions
from audit.chain import record
from audit.facts import JSON
from ita_portal.signin.sessions import stamp
from ita_portal.signin.throttle import account_tried
from notices.after_request import write_for_owner


def connect() -> None:
    """Called once, when the portal's app is ready."""
    signals.user_logged_in.connect(signed_in, dispatch_uid="portal")
    signals.user_logged_out.connect(signed_out, dispatch_uid="portal")
    signals.user_login_failed.connect(sign_in_failed, dispatch_uid="portal")
    account_signals.password_changed.connect(password_changed, dispatch_uid="portal")
    account_signals.password_reset.connect(password_reset, dispatch_uid="portal")
    factor_signals.authenticator_added.connect(factor_added, dispatch_uid="portal")
    factor_signals.authenticator_removed.connect(factor_removed, dispatch_uid="portal")
    factor_signals.authenticator_reset.connect(factor_renewed, dispatch_uid="portal")
    factor_signals.authentication_failed.connect(factor_failed, dispatch_uid="portal")
    signals.user_logged_in.connect(stamp, dispatch_uid="portal sessions")


def signed_in(user: User, **_: object) -> None:
    _record("account.sign_in", user)


def signed_out(user: User | None, **_: object) -> None:
    if user is not None:
        _record("account.sign_out", user)


def password_changed(user: User, **_: object) -> None:
    _changed("account.password_change", user)


def password_reset(user: User, **_: object) -> None:
    _changed("account.password_reset", user)


def link_requested(user: User) -> None:
    """Nobody knows who asked for it; it goes to the person's own address."""
    with transaction.atomic():
        record("account.password_link_requested", actor=None, agency=None, subject=f"user:{user.pk}")


def factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **_: object) -> None:
    _changed("account.factor_added", user, factor=authenticator.type)
    _only_this_session(request, user)


def factor_removed(request: HttpRequest, user: User, authenticator: Authenticator, **_: object) -> None:
    _changed("account.factor_removed", user, factor=authenticator.type)
    request.session.pop(PASSED, None)
    _only_this_session(request, user)


def factor_renewed(user: User, authenticator: Authenticator, **_: object) -> None:
    _changed("account.factor_renewed", user, factor=authenticator.type)


def factor_failed(user: User, **_: object) -> None:
    _record("account.factor_failed", user)


def _only_this_session(request: HttpRequest, user: User) -> None:
    """A session elsewhere was opened without what now guards the account, or with what no longer does."""
    now = timezone.now()
    end_sessions(user, now)
    sessions.begin(request.session, now.timestamp())


def sign_in_failed(credentials: dict[str, Any], **_: object) -> None:
    """Names the account that was tried where there is one; an unknown name may be a password in the wrong field."""
    user = account_tried(credentials)
    with transaction.atomic():
        record("account.sign_in_failed", actor=None, agency=None, subject=f"user:{user.pk}" if user else "sign_in")


def _changed(action: str, user: User, **data: JSON) -> None:
    _record(action, user, **data)
    write_for_owner(user)


def _record(action: str, user: User, **data: JSON) -> None:
    with transaction.atomic():
        record(action, actor=user.pk, agency=None, subject=f"user:{user.pk}", data=data)
