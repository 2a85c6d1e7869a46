"""A file made for one answer, for whoever asked to save it."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def download(body: bytes, *, kind: str, name: str) -> HttpResponse:
    """The answer that a browser saves under that name."""
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
