"""The pictures of a file that is brought in, for those who may bring reports in."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.access import AgencyRequest, requires
from accounts.models import Agency
from accounts.permissions import Permission
from files import store
from files.store import Altered
from reports.importing import source
from reports.models import ImportDraft


@require_safe
@requires(Permission.PLAN_EDIT)
def picture(request: AgencyRequest, agency: Agency, pk: int, number: int) -> HttpResponse:
    """The `number`-th picture of the file, from 1; 404 where there is none, or none that browsers draw."""
    draft = get_object_or_404(ImportDraft, agency=agency, pk=pk)
    digest = draft.pictures[number - 1] if 0 < number <= len(draft.pictures) else ""
    grid = source.from_data(draft.source).grid
    if not digest or grid is None:
        raise Http404
    found = list(grid.pictures())[number - 1]
    try:
        response = HttpResponse(store.get(digest), content_type=found.media_type)
    except Altered as error:
        raise Http404 from error
    response["Cache-Control"] = "private, max-age=86400"
    response["Content-Security-Policy"] = "default-src 'none'"
    return response
