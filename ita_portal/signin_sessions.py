"""The limits of a session at work: it ends, the sign-in page says why, and what was typed is kept."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts import sessions
from accounts.models import User


def limited(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Ends what is over before the view sees it; stands between authentication and the keeping of drafts."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now = time.time()
            reason = sessions.ended(request.session, request.user, now)
            if reason is None:
                sessions.seen(request.session, now)
            else:
                # The answer to what a page sends by itself may never arrive: the next page ends it and says why.
                if not request.headers.get("HX-Request"):
                    request.session.flush()
                    request.session[sessions.ENDED] = str(reason)
                request.user = AnonymousUser()
        return get_response(request)

    return answer


def stamp(request: HttpRequest, user: User, **_: object) -> None:
    """At sign-in: the session begins, and what the sign-in page said about the one before is said."""
    from ita_portal.drafts import KEPT  # noqa: PLC0415 - its views are made when urls are read

    sessions.begin(request.session, time.time())
    for key in (sessions.ENDED, KEPT):
        request.session.pop(key, None)
