"""Where a person can be led back to: pages that a GET reads, never an address that only a button sends to."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse


def takes_get(path: str) -> bool:
    """Whether an address of ours can be read; false for one that leads nowhere."""
    try:
        view: Callable[..., Any] = resolve(path).func
    except Resolver404:
        return False
    return _allows_get(view)


def _allows_get(view: Callable[..., Any] | None) -> bool:
    """Django's require_POST keeps its methods in its closure alone; a test tries this on every address."""
    while inspect.isfunction(view):
        methods = inspect.getclosurevars(view).nonlocals.get("request_method_list")
        if methods is not None:
            return "GET" in methods
        view = getattr(view, "__wrapped__", None)
    return True


def way_back(request: HttpRequest) -> str:
    """The page on which the button stood, where the browser names one of ours that can be read; else the home page."""
    came = urlsplit(request.headers.get("Referer", ""))
    if came.netloc != request.get_host() or not takes_get(came.path):
        return reverse("home")
    return f"{came.path}?{came.query}" if came.query else came.path
