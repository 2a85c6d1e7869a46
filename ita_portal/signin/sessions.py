"""The limits of a session at work: it ends, the sign-in page says why, and what was typed is kept."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import DatabaseError, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from accounts.authentication import sessions
from accounts.authentication.sessions import Ended
from accounts.models import User
from ita_portal import sqlite
from ita_portal.frame.headers import is_by_script

log = logging.getLogger(__name__)


class Sessions(SessionMiddleware):
    """Django's, but the cookie of a session that isn't found stays: only who ends a session takes its cookie away.

    A page may send its draft and its form at once. The one ends the session and begins another, in which stands why;
    the other, which came with the old cookie, would take the new one away.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:  # noqa: ANN401 - the base's
        """The answer, with the session's cookie where this request changed it."""
        session: Any = getattr(request, "session", None)
        if session is not None and session.is_empty() and not session.modified:
            patch_vary_headers(response, ("Cookie",) if session.accessed else ())
            return response
        return super().process_response(request, response)  # type: ignore[arg-type]  # any answer bears a cookie


def limited(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Ends what is over before the view sees it; stands between authentication and the keeping of drafts."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now = time.time()
            reason = sessions.ended(request.session, request.user, now)
            if reason is None:
                _note_use(request, now)
            else:
                # The answer to what a page sends by itself may never arrive: the next page ends it and says why.
                if not is_by_script(request):
                    _end(request, reason)
                request.user = AnonymousUser()
        return get_response(request)

    return answer


def _note_use(request: HttpRequest, now: float) -> None:
    """Writes down that the session is in use, if the database lets us: nobody is kept from reading for that."""
    was_changed = request.session.modified
    if not sessions.seen(request.session, now):
        return
    try:
        with sqlite.impatient():
            request.session.save()
    except (DatabaseError, UpdateError) as error:
        log.warning("a session's last use is not written down: %s", error.__context__ or error)
    request.session.modified = was_changed


def _end(request: HttpRequest, reason: Ended) -> None:
    """Takes the session away, if the database lets us; else the browser forgets it, and it stays over."""
    try:
        with sqlite.impatient(), transaction.atomic():
            request.session.flush()
    except DatabaseError as error:
        log.warning("a session that is over is not taken away: %s", error)
        request.session = type(request.session)()
        request.session.modified = True
    else:
        request.session[sessions.ENDED] = str(reason)


def stamp(request: HttpRequest, user: User, **_: object) -> None:
    """At sign-in: the session begins, and what the sign-in page said about the one before is said."""
    from ita_portal.frame.drafts import KEPT  # noqa: PLC0415 - its views are made when urls are read

    sessions.begin(request.session, time.time())
    for key in (sessions.ENDED, KEPT):
        request.session.pop(key, None)
