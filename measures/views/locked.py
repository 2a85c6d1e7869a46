"""A measure whose state lets nobody change it: back to its page, with the reason and who can open it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.access import SignedInRequest
from editing import drafts
from measures.models import Measure
from measures.services.permission import locked_words


def redirect_locked(request: SignedInRequest, measure: Measure, reason: str = "") -> HttpResponse:
    """Leads to the measure's own page, where nothing was saved."""
    drafts.stay(request)
    messages.warning(request, reason or locked_words(measure, measure.state, asking=request.user))
    return redirect("measures:measure", measure.plan.agency.slug, measure.plan.year, measure.pk)
