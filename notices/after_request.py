"""Word gets round as soon as something was done: not in the decision's own transaction, but before its page comes."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import DatabaseError, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

import clock
from accounts.models import Agency, User
from notices import queue
from notices.write_notices import first_agency_of, write_due

log = logging.getLogger(__name__)
_DONE = range(200, 400)
# After these there may be a report to sign; the worker looks every minute besides.
_SIGNING = frozenset({"reports:sign", "reports:sign_again"})


def write_after_request(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """After each form that did something in an agency its people are told, and the worker of a report to be signed.

    A notice can't make a decision fail: where telling does, the worker's next round tells, for what is due is
    computed anew each time.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        agency = getattr(request, "agency", None)
        if request.method == "POST" and agency is not None and response.status_code in _DONE:
            _call_the_signer(request)
            write_for_agency(agency)
        return response

    return answer


def _call_the_signer(request: HttpRequest) -> None:
    """Now, if the database lets us; the worker looks every minute besides."""
    if request.resolver_match is None or request.resolver_match.view_name not in _SIGNING:
        return
    try:
        with transaction.atomic():
            queue.soon("notices.jobs.sign_reports", queue.Line.SIGNING)
    except DatabaseError:
        log.exception("calling the signer is left to the worker")


def write_for_owner(user: User) -> None:
    """Right after something happened to the way into a person's account, which belongs to no agency."""
    agency = first_agency_of(user.pk)
    if agency is not None:
        write_for_agency(agency)


def write_for_agency(agency: Agency) -> None:
    """Now, if the database lets us; else the worker's next round does."""
    try:
        with transaction.atomic():
            write_due(agency, now=clock.now())
    except DatabaseError:
        log.exception("telling in agency %s is left to the worker", agency.pk)
