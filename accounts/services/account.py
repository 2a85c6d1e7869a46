"""Helping a person back into their account, and ending its other sessions."""

from __future__ import annotations

from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from accounts.models import Agency, User
from accounts.services.agency_lock import lock
from accounts.services.membership import only_here
from audit import chain


@transaction.atomic
def password_link(*, agency: Agency, user: User, by: User) -> str:
    """The path of a page on which the person sets a new password: to hand over where they have no mail.

    It opens until the password changes or Django's PASSWORD_RESET_TIMEOUT. Raises Refused, ValidationError for an
    account that is not this agency's alone.
    """
    require_own(agency, user, by)
    chain.record("user.password_link", actor=by.pk, agency=agency.pk, subject=f"user:{user.pk}")
    return password_path(user)


def password_path(user: User) -> str:
    """That page's path; for services, which have checked the right and record it."""
    kwargs = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return reverse("account_reset_password_from_key", kwargs=kwargs)


@transaction.atomic
def reset_factor(*, agency: Agency, user: User, by: User, now: datetime) -> None:
    """Takes a lost second factor off an account and ends its sessions; the person sets up a new one.

    Raises Refused, ValidationError for an account that is not this agency's alone.
    """
    require_own(agency, user, by)
    forget_factor(user, now)
    chain.record("user.second_factor_reset", actor=by.pk, agency=agency.pk, subject=f"user:{user.pk}")


def forget_factor(user: User, now: datetime) -> None:
    """Deletes the authenticators and ends all sessions; in the caller's transaction, which records it."""
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user, now)


def end_sessions(user: User, now: datetime) -> None:
    """Ends every session of the person that began before now."""
    User.objects.filter(pk=user.pk).update(sessions_from=now)
    user.sessions_from = now


def require_own(agency: Agency, user: User, by: User) -> None:
    """Raises Refused without the right, ValidationError for an account in which another agency has a say too."""
    lock(agency, by)
    if not user.memberships.filter(agency=agency, is_active=True).exists() or not only_here(user, agency):
        raise ValidationError("บัญชีนี้มีบทบาทในหน่วยงานอื่นด้วย โปรดติดต่อผู้ดูแลการติดตั้งระบบ")
