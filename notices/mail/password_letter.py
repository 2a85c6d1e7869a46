"""The letter with a link for a new password, where the mail server did not take it at once.

What waits holds no link: one is made when the letter goes out, so that the database opens no account.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from accounts.models import User
from accounts.services.account import password_path
from notices.models import Mail
from notices.models.mail import LONGEST

_KEY = "password:"
_TEMPLATE = "account/email/password_reset_key"


def keep(user: User, now: datetime) -> None:
    """One letter that waits is enough, however often it was asked for."""
    if not Mail.objects.filter(user=user, key__startswith=_KEY, sent_at=None, made_at__gt=now - LONGEST).exists():
        Mail.objects.create(user=user, key=f"{_KEY}{now.isoformat()}", made_at=now)


def is_one(letter: Mail) -> bool:
    """Whether the letter is of this kind, and tells of no notices."""
    return letter.key.startswith(_KEY)


def written(letter: Mail) -> EmailMultiAlternatives:
    """Returns the letter as it would have gone out at once."""
    user = letter.user
    link = settings.PORTAL_URL.rstrip("/") + password_path(user)
    context = {"user": user, "username": user.username, "password_reset_url": link}
    subject = " ".join(render_to_string(f"{_TEMPLATE}_subject.txt", context).split())
    return EmailMultiAlternatives(
        subject, render_to_string(f"{_TEMPLATE}_message.txt", context).strip(), to=[user.email]
    )
