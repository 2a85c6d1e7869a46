"""Answers that several pages of a report share: a colleague was faster, the page is an old one, bytes are damaged."""

from __future__ import annotations

import functools
import logging
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from accounts.access import View
from files.store import Altered
from measures.models import Plan
from paper.press.press import NotMade
from reports.access import ReportRequest
from reports.models import Edition, Round
from reports.models.kinds import Kind
from reports.review.badge import of as status_of
from reports.review.history import history, last_decision
from reports.review.moves import standing_of

log = logging.getLogger(__name__)


def overtaken(request: ReportRequest, plan: Plan, *, typed: str = "") -> HttpResponse:
    """Status 409: who decided what in the meantime, and the words that the person typed."""
    return _too_late(request, plan, "overtaken", typed)


def outdated(request: ReportRequest, plan: Plan, *, typed: str = "") -> HttpResponse:
    """Status 409: the page that was sent is not about what waits for a decision; where nothing waits, who decided."""
    return _too_late(request, plan, "outdated", typed)


def _too_late(request: ReportRequest, plan: Plan, name: str, typed: str) -> HttpResponse:
    where = standing_of(plan, request.kind)
    if where.edition.state != Edition.State.SUBMITTED:
        name = "overtaken"
    context = {
        "plan": plan,
        "round": where.round,
        "status": status_of(where.edition),
        "last": last_decision(history(where)),
        "typed": typed,
        "back": request.path,
    }
    return render(request, f"reports/rounds/{name}.html", context, status=409)


def noticing_damage(view: View) -> View:
    """A page for a frozen file that is gone or altered, instead of other bytes than were submitted."""

    @functools.wraps(view)
    def whole(request: ReportRequest, plan: Plan, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - handed on
        try:
            return view(request, plan, *args, **kwargs)
        except Altered as damage:
            log.error("frozen bytes are damaged: %s", damage)
            return render(request, "reports/rounds/damaged.html", {"plan": plan}, status=500)

    return whole


def saying_what_is_not_made(view: View) -> View:
    """Why there are no pages now, status 503, instead of a fault; where HTMX would put them, a notice."""

    @functools.wraps(view)
    def said(request: ReportRequest, plan: Plan, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - handed on
        try:
            return view(request, plan, *args, **kwargs)
        except NotMade as reason:
            context = {"plan": plan, "reason": reason}
            if request.headers.get("HX-Request"):  # which shows nothing of an answer with another status
                return render(request, "reports/preview/_not_made.html", context)
            return render(request, "reports/preview/not_made.html", context, status=503)

    return said


def round_of(plan: Plan, kind: Kind, edition: int, number: int) -> Round:
    """A round of the plan's report of a kind by the numbers in its address; Http404 for one that isn't there."""
    rounds = Round.objects.filter(edition__report__plan=plan, edition__report__kind=kind)
    rounds = rounds.select_related("edition__report", "approver__user", "submitted_by")
    found = rounds.filter(edition__number=edition, number=number).first()
    if found is None:
        raise Http404
    found.edition.report.plan = plan
    return found


def round_before(round_: Round) -> Round | None:
    """The round that the edition had before this one."""
    return round_.edition.rounds.filter(number=round_.number - 1).first()
