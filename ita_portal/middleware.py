"""Answers that no cache may keep, and what a fragment's request gets when the session has ended."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase


def private(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Every answer is `no-store` unless its view said otherwise; static files never come this far."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.headers.get("HX-Request") and _leads_to_sign_in(response):
            # The sign-in page inside a field's echo helps nobody; the form's own button leads there.
            response = HttpResponse(status=401)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response

    return answer


def _leads_to_sign_in(response: HttpResponseBase) -> bool:
    return response.status_code == 302 and response.get("Location", "").startswith(settings.LOGIN_URL)
