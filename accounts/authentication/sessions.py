"""How long a session lasts: ended by idleness, by its age, or by whoever closed it.

Times are stamped at sign-in and kept in the session as seconds since 1970.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from accounts.models import User

BEGAN = "signed_in_at"
SEEN = "seen_at"
ENDED = "session_ended"
_STEP = 60  # seconds: how seldom a session's last use is written down


class Ended(StrEnum):
    """Why a session is over."""

    IDLE = "idle"
    OLD = "old"
    CLOSED = "closed"


def begin(session: SessionBase | Any, now: float) -> None:  # noqa: ANN401 - what a request carries is untyped
    """Writes into a session when it began, at sign-in."""
    session[BEGAN] = session[SEEN] = now


def ended(session: SessionBase | Any, user: User, now: float) -> Ended | None:  # noqa: ANN401 - as above
    """Why the session is over, or None. One without stamps is not ours and over.

    A remembered session may idle for as long as its age allows, never longer.
    """
    began, seen = session.get(BEGAN), session.get(SEEN)
    if began is None or seen is None or (user.sessions_from and began < user.sessions_from.timestamp()):
        return Ended.CLOSED
    if now - began >= settings.SESSION_LONGEST:
        return Ended.OLD
    remembered = not session.get_expire_at_browser_close()
    if not remembered and now - seen >= settings.SESSION_IDLE:
        return Ended.IDLE
    return None


def seen(session: SessionBase | Any, now: float) -> bool:  # noqa: ANN401 - as above
    """Notes that the session is in use, once a minute at most, and says whether it did: a page that is only read
    writes nothing.
    """
    is_news = bool(now - session[SEEN] >= _STEP)
    if is_news:
        session[SEEN] = now
    return is_news
