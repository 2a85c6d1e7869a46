"""What a person sees when a page can't be shown: Thai, no trace, and for a fault of ours a number to quote."""

from __future__ import annotations

import logging
import secrets
import sys
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import DisallowedHost, PermissionDenied, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.access import Refused, public
from accounts.models import Agency, User
from accounts.permissions import Role
from accounts.who_can import who_holds
from editing import drafts
from editing.drafting import draft_words
from ita_portal.frame.draft_labels import named
from ita_portal.frame.faults import Fault, fault_in
from thai.dates.showing import format_date, format_time

log = logging.getLogger(__name__)
_WHO_ONE_IS = "/accounts/"  # passwords and codes are typed there, and nothing else that anyone would miss
_WHY = {
    Fault.FULL: "เนื้อที่เก็บข้อมูลของเครื่องแม่ข่ายเต็ม",
    Fault.READ_ONLY: "ขณะนี้เครื่องแม่ข่ายเขียนข้อมูลไม่ได้",
    Fault.BUSY: "ขณะนี้ฐานข้อมูลไม่ว่าง",
    Fault.AWAY: "ขณะนี้ติดต่อฐานข้อมูลไม่ได้",
    Fault.NO_COUNT: "ขณะนี้ระบบนับการเข้าใช้ไม่ได้",
    Fault.NO_FILES: "ขณะนี้ติดต่อที่เก็บไฟล์ไม่ได้",
}


def _page(request: HttpRequest, name: str, status: int, context: dict[str, object] | None = None) -> HttpResponse:
    """The page; what was typed into a form that led to it is in a draft, or is given back to be copied."""
    request.astray = True  # type: ignore[attr-defined]  # no entry of the main menu is where the person is
    return render(request, name, {**(context or {}), **_typed(request)}, status=status)


def _typed(request: HttpRequest) -> dict[str, object]:
    draft = drafts.kept(request)
    return {"draft": draft, "typed": [] if draft else _words(request)}


def _words(request: HttpRequest) -> list[tuple[str, str]]:
    """What the person typed into the form that was sent, field by field."""
    data = _form(request)
    return named(data, data.get("draft_page") or request.path)


def _form(request: HttpRequest) -> QueryDict:
    """The form that was sent; an empty one where it can't be read, is not the portal's own, or says who one is."""
    if request.method != "POST" or request.path.startswith(_WHO_ONE_IS) or not _is_ours(request):
        return QueryDict()
    try:
        return request.POST
    except (OSError, SuspiciousOperation, MultiPartParserError):
        return QueryDict()


def _is_ours(request: HttpRequest) -> bool:
    """Whether a page of the portal sent the form: what another site has a browser send is nobody's words."""
    if getattr(request, "csrf_processing_done", False):
        return True
    try:
        return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return False


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What can't be read; Django also says so of a session that it could not write."""
    return _failed(request, exception) if fault_in(exception) else _page(request, "errors/400.html", 400)


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


def connect() -> None:
    """Has each request that fails carry its error, for the page that a demonstration shows in place of Django's."""
    got_request_exception.connect(_remember, dispatch_uid="errors.remember")


def _remember(request: HttpRequest, **_: object) -> None:
    request.failed_by = sys.exc_info()[1]  # type: ignore[attr-defined]  # read by server_error


def server_error(request: HttpRequest) -> HttpResponse:
    """Nothing could be written, or a fault of ours: then the number on the page is the number in the log.

    Made without database, session and cache, which may be what failed.
    """
    return _failed(request, sys.exc_info()[1] or getattr(request, "failed_by", None))


def _failed(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    fault, number = fault_in(error), "-".join(secrets.token_hex(2).upper() for _ in range(2))
    if fault is None:
        log.error("%s: %s %s", number, request.method, request.path, exc_info=error)
        return _alone(request, "errors/500.html", HTTPStatus.INTERNAL_SERVER_ERROR, number)
    trace = error if fault is Fault.AWAY else None  # what the keeper must find out; else the words say it all
    log.error("%s: %s %s: %s: %s", number, request.method, request.path, fault.value, error, exc_info=trace)
    if request.headers.get("HX-Request"):
        line = {"why": f"เก็บร่างไม่ได้ เพราะ{_WHY[fault]} โปรดคัดลอกข้อความเก็บไว้"}
        return HttpResponse(render_to_string("_draft_kept.html", line), status=fault.status)
    if _is_done(request):
        return _alone(request, "errors/done.html", fault.status, number, why=_WHY[fault])
    writes = request.method not in ("GET", "HEAD")
    status = fault.status if writes else HTTPStatus.SERVICE_UNAVAILABLE
    again = _again(request) if writes else None
    response = _alone(
        request, "errors/unwritten.html", status, number, fault=fault, why=_WHY[fault], writes=writes, again=again
    )
    if request.path == reverse("account_logout"):
        response.delete_cookie(settings.SESSION_COOKIE_NAME)  # who leaves is out, in this browser
    return response


def _is_done(request: HttpRequest) -> bool:
    """Whether the view has saved and led on, and only what comes after it failed: nobody shall send that again."""
    return 300 <= getattr(request, "answered", 0) < 400 and not request.path.startswith(_WHO_ONE_IS)


def _alone(request: HttpRequest, name: str, status: HTTPStatus, number: str, **context: object) -> HttpResponse:
    """A page with the frame of a stranger's, and what was typed."""
    now = timezone.now()
    at = f"{format_date(now)} เวลา {format_time(now)}"
    facts = {**context, "number": number, "at": at, "typed": _words(request)}
    return HttpResponse(render_to_string(name, facts), status=status)


def _again(request: HttpRequest) -> dict[str, object] | None:
    """A form that sends once more what could not be written; None where it held a secret, a file, or is not checked."""
    data = _form(request)
    if not data or request.FILES or not getattr(request, "csrf_processing_done", False):
        return None
    if any(draft_words.is_secret(name) and any(data.getlist(name)) for name in data):
        return None
    fields = [(name, value) for name, values in data.lists() if name != "csrfmiddlewaretoken" for value in values]
    return {"to": request.get_full_path(), "fields": fields, "token": get_token(request)}
