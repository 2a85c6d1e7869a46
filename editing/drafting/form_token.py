"""For whom a form was drawn, and which drawing of it a request comes from: a signed token in the form."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress

from django.core import signing
from django.core.cache import cache

from accounts.models import User

_SALT = "draft of"
_TOKEN_AGE = 7 * 24 * 3600  # seconds: a form that stood open over a long weekend
_SAVED = 30  # seconds in which a late request of a form that was saved is no draft any more


def token(user: User, form: str = "") -> str:
    """Says for whom a form was drawn, so that what was typed finds its writer when the session ended meanwhile.

    `form` names the drawing where it is one that was there before.
    """
    return signing.dumps([user.pk, form or secrets.token_hex(4)], salt=_SALT)


def _read(token: str) -> tuple[int | None, str]:
    try:
        pk, form = signing.loads(token, salt=_SALT, max_age=_TOKEN_AGE)
    except signing.BadSignature:
        return None, ""
    return int(pk), str(form)


def form_of(token: str) -> str:
    """Which drawing of a form a token is of; nothing for a forged or old one."""
    return _read(token)[1]


def writer(token: str) -> User | None:
    """Whom a form was drawn for; None for a forged or old token, or a person who may no longer sign in."""
    pk, _ = _read(token)
    return User.objects.filter(pk=pk, is_active=True).first() if pk is not None else None


def is_of(token: str, user: User) -> bool:
    """Whether the form was drawn for the person."""
    return _read(token)[0] == user.pk


def saved(token: str) -> None:
    """The form was saved: what its page still sends by itself is no draft any more."""
    with suppress(OSError):  # a full disk makes no failure of what was saved
        cache.set(_saved_key(token), True, _SAVED)


def is_saved(token: str) -> bool:
    """Whether the form has just been saved."""
    return bool(cache.get(_saved_key(token)))


def _saved_key(token: str) -> str:
    return f"draft-saved-{hashlib.sha256(token.encode()).hexdigest()}"
