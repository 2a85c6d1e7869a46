"""Answers that no cache may keep, without a body to a HEAD, and to a fragment when the session has ended."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotAllowed,
    HttpResponseNotFound,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase

from ita_portal.frame import errors
from ita_portal.frame.faults import fault_in

# What static/uploads.js shows; htmx says it in words of its own.
_SIGN_IN_AGAIN = "หมดเวลาเข้าใช้งาน ไฟล์ที่ส่งไปแล้วยังอยู่ โปรดเปิดหน้าเข้าสู่ระบบในแท็บใหม่ เข้าสู่ระบบ แล้วกลับมากดลองใหม่"


def is_by_script(request: HttpRequest) -> bool:
    """Whether a script of ours sent it, to which a page is no answer: htmx, or the one that sends files in pieces."""
    return bool(request.headers.get("HX-Request") or request.headers.get("Tus-Resumable"))


def headers_alone(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """To a HEAD the headers of the GET, so that every page answers it and no view has to know of it."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.method != "HEAD":
            return get_response(request)
        request.method = "GET"
        response = get_response(request)
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = []
        elif isinstance(response, HttpResponse):
            response.content = b""  # the header Content-Length stands already
        return response

    return answer


def private(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Every answer is `no-store` unless its view said otherwise; static files never come this far."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response = _for_people(request, response)
        if is_by_script(request) and _leads_to_sign_in(response):
            # The sign-in page inside a field's echo helps nobody; the form's own button leads there.
            response = HttpResponse(_SIGN_IN_AGAIN, status=401, content_type="text/plain; charset=utf-8")
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response

    return answer


def _for_people(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A Thai page where Django has none: an address that only takes forms, the demonstration's 400, 404 and 500, and
    for whoever could not write.

    Django's page for programmers is the only HttpResponseNotFound: what a view rendered with status 404 stays.
    """
    if isinstance(response, HttpResponseNotAllowed) and not response.content:
        return errors.not_allowed(request, response["Allow"])
    if settings.DEBUG and settings.DEMO and type(response) is HttpResponseNotFound:
        return errors.not_found(request, Http404())
    if settings.DEBUG and settings.DEMO and type(response) is HttpResponseBadRequest:
        return errors.bad_request(request, BadRequest())
    failed_by = getattr(request, "failed_by", None)
    if settings.DEBUG and failed_by and response.status_code == 500 and (settings.DEMO or fault_in(failed_by)):
        return errors.server_error(request)
    return response


def _leads_to_sign_in(response: HttpResponseBase) -> bool:
    return response.status_code == 302 and response.get("Location", "").startswith(settings.LOGIN_URL)
