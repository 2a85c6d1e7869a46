"""What search engines are told: where they may look, and which reports are current."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_safe

from accounts.access import public
from reports.models import Publication
from thai.dates.showing import BANGKOK

MOST = 50_000  # addresses that one sitemap may hold
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
_CLOSED = ("/a/", "/accounts/", "/me/", "/overview/", "/invitation/", "/v/known/")


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """The published reports and the pages around them are open; what needs a sign-in is not worth a visit."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _CLOSED), f"Sitemap: {_whole('reports:sitemap')}", ""]
    return _kept("\n".join(lines), "text/plain; charset=utf-8")


@public
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The list and the reports that nothing has taken the place of, the latest first."""
    rows = Publication.objects.current().order_by("-published_at").values_list("round__code", "published_at")[:MOST]
    pages = format_html_join(
        "\n",
        "<url><loc>{}</loc><lastmod>{}</lastmod></url>",
        ((_whole("reports:public_report", code), at.astimezone(BANGKOK).date().isoformat()) for code, at in rows),
    )
    listed = format_html("<url><loc>{}</loc></url>", _whole("reports:public_list"))
    return _kept(f"{_HEAD}{listed}\n{pages}\n</urlset>\n", "application/xml; charset=utf-8")


def _whole(name: str, *arguments: str) -> str:
    return f"{settings.PORTAL_URL.rstrip('/')}{reverse(name, args=arguments)}"


def _kept(body: str, kind: str) -> HttpResponse:
    response = HttpResponse(body, content_type=kind)
    response["Cache-Control"] = "public, max-age=3600"
    return response
