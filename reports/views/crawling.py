"""What search engines are told: where they may look, and which reports are current."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_safe

from accounts.access import public
from editing.lists.addresses import address_of_each
from reports.publication import sitemap as parts
from thai.dates.showing import BANGKOK

_XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XML = "application/xml; charset=utf-8"
_CLOSED = ("/a/", "/accounts/", "/me/", "/overview/", "/invitation/", "/v/known/")


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """The published reports and the pages around them are open; what needs a sign-in is not worth a visit."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in _CLOSED),
        f"Sitemap: {_whole(reverse('reports:sitemap'))}",
        "",
    ]
    return _kept("\n".join(lines), "text/plain; charset=utf-8")


@public
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Where the parts are."""
    of_part = address_of_each("reports:sitemap_part")
    addresses = ((_whole(of_part(number)),) for number in range(1, parts.parts() + 1))
    listed = format_html_join("\n", "<sitemap><loc>{}</loc></sitemap>", addresses)
    return _kept(f"{_HEAD}<sitemapindex {_XMLNS}>\n{listed}\n</sitemapindex>\n", _XML)


@public
@require_safe
def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    """A part's current reports; the list of them all is in the first. Raises Http404 for no part."""
    if not 1 <= part <= parts.parts():
        raise Http404
    return _kept(parts.kept(part, lambda rows: _written(rows, with_list=part == 1)), _XML)


def _written(rows: list[tuple[str, datetime]], *, with_list: bool) -> str:
    of_report = address_of_each("reports:public_report")
    pages = format_html_join(
        "\n",
        "<url><loc>{}</loc><lastmod>{}</lastmod></url>",
        ((_whole(of_report(code)), at.astimezone(BANGKOK).date().isoformat()) for code, at in rows),
    )
    listed = format_html("<url><loc>{}</loc></url>\n", _whole(reverse("reports:public_list"))) if with_list else ""
    return f"{_HEAD}<urlset {_XMLNS}>\n{listed}{pages}\n</urlset>\n"


def _whole(path: str) -> str:
    return f"{settings.PORTAL_URL.rstrip('/')}{path}"


def _kept(body: str, kind: str) -> HttpResponse:
    response = HttpResponse(body, content_type=kind)
    response["Cache-Control"] = "public, max-age=3600"
    return response
