"""The bytes of evidence, for whoever may see its measure: never public, never remembered, checked by their digest."""

from __future__ import annotations

import logging
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from evidence.access import file_of
from evidence.models import Evidence
from files import store
from files.serving import Stored, serve
from files.store import Altered
from measures.access import PlanRequest, in_plan
from measures.models import Plan

log = logging.getLogger(__name__)


@require_GET
@in_plan(Permission.MEASURE_VIEW)
def file(request: PlanRequest, plan: Plan, pk: int, name: str) -> HttpResponseBase:
    """The file under its own name; photographs open in the browser, for they are bytes of ours, all else is saved."""
    evidence = file_of(request, plan, pk)
    if name != evidence.file_name:
        raise Http404
    if evidence.erased_at is not None:
        return no_longer_kept(request, evidence.caption, evidence.erased_at, measure=evidence.measure)
    is_picture = evidence.kind == Evidence.Kind.PHOTOGRAPH
    stored = Stored(evidence.digest, evidence.size, name, evidence.media_type, private=True, inline=is_picture)
    return _send(request, evidence, stored)


@require_GET
@in_plan(Permission.MEASURE_VIEW)
def thumbnail(request: PlanRequest, plan: Plan, pk: int) -> HttpResponseBase:
    """The small picture of a photograph."""
    evidence = file_of(request, plan, pk)
    if not evidence.thumbnail:
        raise Http404
    if evidence.erased_at is not None:
        return no_longer_kept(request, evidence.caption, evidence.erased_at, measure=evidence.measure)
    try:
        size = store.size_of(evidence.thumbnail)
    except Altered:
        size = 0  # told as damage below
    stored = Stored(evidence.thumbnail, size, "thumbnail.jpg", "image/jpeg", private=True, inline=True)
    return _send(request, evidence, stored)


def no_longer_kept(request: HttpRequest, caption: str, erased_at: datetime, **context: object) -> HttpResponse:
    """Status 410: the file was deleted when its time was over, by the agency's own rule. The page leads to what the
    context holds: a `measure`, or a `round`.
    """
    context |= {"caption": caption, "erased_at": erased_at}
    response = render(request, "evidence/erased.html", context, status=410)
    response["Cache-Control"] = "private, no-store"
    return response


def _send(request: PlanRequest, evidence: Evidence, stored: Stored) -> HttpResponseBase:
    """The bytes, or a page for those that are gone or altered, instead of others than were attached."""
    try:
        store.get(stored.digest)
        return serve(request, stored)
    except Altered as damage:
        log.error("the bytes of evidence are damaged: %s", damage)
        return render(request, "evidence/damaged.html", {"evidence": evidence, "measure": evidence.measure}, status=500)
