"""Each request gets a number and is counted; with LOG_FORMAT=json a line of the log says how it went.

Neither says whose it was or what stood in its address: there may be names and invitations in it. The view's name does.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from clock import measured
from ita_portal.watching import request_number

log = logging.getLogger(__name__)
REQUEST = "request"  # told to the watchers of clock.measured as "request <view> <status class>"


def watched(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """The outermost middleware."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        number = request_number.begin(request.headers.get("X-Request-ID", ""))
        began = time.perf_counter()
        response = get_response(request)
        seconds = time.perf_counter() - began
        response["X-Request-ID"] = number
        view = view_name(request)
        for watcher in measured.watchers:
            watcher(f"{REQUEST} {view} {response.status_code // 100}xx", seconds)
        if settings.LOG_FORMAT == "json":
            facts = {"view": view, "method": _method(request), "status": response.status_code}
            log.info("answered", extra={"facts": facts | {"seconds": round(seconds, 4)}})
        return response

    return answer


def view_name(request: HttpRequest) -> str:
    """The name of the view that answered; "none" where the answer came from before all views."""
    match = request.resolver_match
    return match.view_name or "none" if match else "none"


def _method(request: HttpRequest) -> str:
    return request.method if request.method in ("GET", "HEAD", "POST") else "other"
