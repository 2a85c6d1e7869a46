"""Word gets round as soon as something was done: not in the decision's own transaction, but before its page comes."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import DatabaseError, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from accounts.models import Agency, User
from notices.telling import home_of, tell

log = logging.getLogger(__name__)
_DONE = range(200, 400)


def tell_after(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """After each form that did something in an agency its people are told.

    A notice can't make a decision fail: where telling does, the worker's next round tells, for what is due is
    computed anew each time.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        agency = getattr(request, "agency", None)
        if request.method == "POST" and agency is not None and response.status_code in _DONE:
            tell_in(agency)
        return response

    return answer


def tell_owner(user: User) -> None:
    """Right after something happened to the way into a person's account, which belongs to no agency."""
    agency = home_of(user.pk)
    if agency is not None:
        tell_in(agency)


def tell_in(agency: Agency) -> None:
    """Now, if the database lets us; else the worker's next round does."""
    try:
        with transaction.atomic():
            tell(agency, now=timezone.now())
    except DatabaseError:
        log.exception("telling in agency %s is left to the worker", agency.pk)
