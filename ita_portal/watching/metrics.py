"""The page of figures, for the machine that gathers them."""

from __future__ import annotations

import ipaddress
import secrets

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from accounts.access import public


@public
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures for whoever has the token or asks from an allowed address; for anybody else there is no such page."""
    if not is_allowed(request):
        raise Http404
    from ita_portal.watching import figures  # noqa: PLC0415 - not loaded where nobody gathers figures

    return HttpResponse(figures.text(), content_type="text/plain; version=0.0.4; charset=utf-8")


def is_allowed(request: HttpRequest) -> bool:
    """Whether the request brings the token of METRICS_TOKEN or comes from one of METRICS_ADDRESSES."""
    told = request.headers.get("Authorization", "")
    token = settings.METRICS_TOKEN
    if token and secrets.compare_digest(told.encode(), f"Bearer {token}".encode()):
        return True
    try:
        address = ipaddress.ip_address(str(get_adapter().get_client_ip(request)))
    except ValueError:
        return False
    return any(address in ipaddress.ip_network(each, strict=False) for each in settings.METRICS_ADDRESSES)
