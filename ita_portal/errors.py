"""What a person sees when a page can't be shown: Thai, no trace, and for a fault of ours a number to quote."""

from __future__ import annotations

import logging
import secrets
import sys

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from accounts import drafts
from accounts.access import Refused, public
from accounts.holders import who_holds
from accounts.models import Agency, User
from accounts.permissions import Role
from ita_portal.draft_labels import named
from thai.dates.showing import format_date, format_time

log = logging.getLogger(__name__)


def _page(request: HttpRequest, name: str, status: int, context: dict[str, object] | None = None) -> HttpResponse:
    """The page; what was typed into a form that led to it is in a draft, or is given back to be copied."""
    request.astray = True  # type: ignore[attr-defined]  # no entry of the main menu is where the person is
    return render(request, name, {**(context or {}), **_typed(request)}, status=status)


def _typed(request: HttpRequest) -> dict[str, object]:
    if request.method != "POST" or not hasattr(request, "view_reached"):
        return {}  # nobody read the form, or nobody can
    draft = drafts.kept(request)
    return {"draft": draft, "typed": [] if draft else named(request.POST, request.path)}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "errors/400.html", 400)


def unreadable(request: HttpRequest) -> HttpResponse:
    """The same for a request that holds what is no text, with the words that were typed round it."""
    return _page(request, "errors/400.html", 400, {"typed": named(request.POST, request.path)})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "errors/404.html", 404)


def not_allowed(request: HttpRequest, methods: str) -> HttpResponse:
    """An address that only takes what a button sends; `methods` as in the header Allow."""
    response = _page(request, "errors/405.html", 405)
    response["Allow"] = methods
    return response


def too_large(request: HttpRequest) -> HttpResponse:
    """A form that the portal does not read for its size; what was typed is still in the page before."""
    most, fields = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0, settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    return _page(request, "errors/413.html", 413, {"megabytes": most // 1024 // 1024, "fields": fields})


def forbidden(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    """Which role opens the page, the person's own, and whom to ask."""
    context: dict[str, object] = {}
    if isinstance(exception, Refused) and request.user.is_authenticated:
        request.agency = exception.agency  # type: ignore[attr-defined]  # the header shows where the person is
        context = {
            "agency": exception.agency,
            "reason": exception.reason,
            "who": "" if exception.reason else who_holds(exception.permission, exception.agency, asking=request.user),
            "own_roles": [str(role.label) for role in request.user.roles(exception.agency)],
            "administrators": administrators(exception.agency),
        }
    return _page(request, "errors/403.html", 403, context)


def administrators(agency: Agency) -> list[User]:
    """Whom to ask for a role: an agency's active administrators."""
    active = agency.memberships.filter(role=Role.ADMINISTRATOR, is_active=True, user__is_active=True)
    return [membership.user for membership in active.select_related("user").order_by("user__name")]


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form open for too long, or cookies refused; `reason` is Django's English and goes to the log."""
    log.warning("CSRF: %s %s", request.path, reason)
    return _page(request, "errors/csrf.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """The number on the page is the number in the log; made without the database, which may be what failed."""
    now = timezone.now()
    number = "-".join(secrets.token_hex(2).upper() for _ in range(2))
    log.error("%s: %s %s", number, request.method, request.path, exc_info=sys.exc_info())
    at = f"{format_date(now)} เวลา {format_time(now)}"
    return HttpResponse(render_to_string("errors/500.html", {"number": number, "at": at}), status=500)
