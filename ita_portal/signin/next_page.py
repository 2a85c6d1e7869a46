"""Where sign-in leads after a button was pressed and nobody was signed in: to a page that can be read."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, is_valid_path, resolve
from django.utils.http import url_has_allowed_host_and_scheme

_IN_AND_OUT = frozenset({"account_login", "account_logout"})


def readable(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Makes `next` an address that answers a GET: its own, else the page with the button, else home."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        asked = _next(response)
        if asked is None or reads(urlsplit(asked).path):
            return response
        page = _page_before(request)
        return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': page}, safe='/')}" if page else settings.LOGIN_URL)

    return answer


def reads(path: str) -> bool:
    """Whether the address is a page to read, as its view's decorator says; those of signing in and out are none."""
    try:
        found = resolve(path)
    except Resolver404:
        return False
    view = found.func
    if found.view_name in _IN_AND_OUT:
        return False
    methods = inspect.getclosurevars(view).nonlocals.get("request_method_list") if inspect.isfunction(view) else None
    return methods is None or "GET" in methods


def leads_on(path: str) -> bool:
    """Whether one may be led there after signing in or out; a page that is gone says so itself."""
    return reads(path) or not is_valid_path(path)


def _next(response: HttpResponseBase) -> str | None:
    to = urlsplit(response.get("Location", "")) if response.status_code == 302 else None
    if to is None or to.path != settings.LOGIN_URL:
        return None
    return parse_qs(to.query).get("next", [None])[0]


def _page_before(request: HttpRequest) -> str:
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()}):
        return ""
    address = urlsplit(before)
    return f"{address.path}?{address.query}".rstrip("?") if reads(address.path) else ""
