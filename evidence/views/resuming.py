"""Files that come piece by piece, for pages with scripts: begun, asked after, gone on with, looked at, given up."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, UnreadablePostError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.views.decorators.http import require_POST

from accounts.access import SignedInRequest
from accounts.permissions import Permission
from evidence.models import EvidenceUpload
from evidence.services.uploads import piece_by_piece, whole
from evidence.services.uploads.piece_by_piece import KEPT_FOR, LARGEST_PIECE
from evidence.views import tus
from measures.access import PlanRequest, in_plan, measure_of
from measures.models import Measure, Plan
from measures.services.permission import require_progress

_OFTEN = "ส่งไฟล์ถี่เกินไป ระบบจะลองใหม่เองในอีกสักครู่"


@tus.speaks_tus
@in_plan(Permission.PROGRESS_EDIT_OWN)
def uploads(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse:
    """POST begins an upload for a measure, or finds the one of the same file that broke off."""
    if request.method == "OPTIONS":
        return tus.able()
    measure = measure_of(plan, pk, "duties")
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST", "OPTIONS"])
    require_progress(request.user, measure)
    if not ratelimit.consume(request, action="evidence_upload"):
        response = tus.sentence(_OFTEN, 429)
        response["Retry-After"] = "30"
        return response
    said = tus.metadata(request)
    upload = piece_by_piece.begin(
        measure=measure,
        name=said.get("filename", ""),
        size=tus.number(request, "Upload-Length"),
        digest=tus.digest_in(said.get("sha256", "")),
        taken_on=tus.day_in(said.get("taken", "")),
        by=request.user,
        now=timezone.now(),
    )
    response = _state(upload, 201)
    response["Location"] = reverse("evidence:upload", args=[*_place(measure), upload.token])
    return response


@tus.speaks_tus
@in_plan(Permission.PROGRESS_EDIT_OWN)
def upload(request: PlanRequest, plan: Plan, pk: int, token: str) -> HttpResponse:
    """HEAD says how far it came, PATCH brings a piece, POST has the whole file looked at, DELETE gives it up."""
    method = tus.method_of(request)
    if method == "OPTIONS":
        return tus.able()
    found = _of_person(request, measure_of(plan, pk, "duties"), token)
    require_progress(request.user, found.measure)
    match method:
        case "GET":  # and HEAD, which comes as one
            return _state(found, 200)
        case "PATCH":
            return _take(request, found)
        case "POST":
            whole.look_at(upload=found, by=request.user)
            return HttpResponse(status=204)
        case "DELETE":
            piece_by_piece.give_up(upload=found, by=request.user)
            return HttpResponse(status=204)
    return HttpResponseNotAllowed(["HEAD", "PATCH", "POST", "DELETE", "OPTIONS"])


def _take(request: PlanRequest, found: EvidenceUpload) -> HttpResponse:
    start = tus.number(request, "Upload-Offset")
    try:
        data = tus.piece(request, most=LARGEST_PIECE)
    except UnreadablePostError as error:
        raise tus.Unreadable("body") from error
    piece_by_piece.append(upload=found, start=start, data=data, by=request.user, now=timezone.now())
    return _state(found, 204)


def _state(found: EvidenceUpload, status: int) -> HttpResponse:
    """How far an upload came, and until when it is kept."""
    response = HttpResponse(status=status)
    response["Upload-Offset"] = str(found.offset)
    response["Upload-Length"] = str(found.size)
    response["Upload-Metadata"] = tus.encoded(found.name)
    response["Upload-Expires"] = http_date((found.touched_at + KEPT_FOR).timestamp())
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@in_plan(Permission.PROGRESS_EDIT_OWN)
def cancel(request: PlanRequest, plan: Plan, pk: int, token: str) -> HttpResponse:
    """The button beside a file that was left half-way, where no script runs."""
    measure = measure_of(plan, pk, "duties")
    require_progress(request.user, measure)
    found = _of_person(request, measure, token)
    piece_by_piece.give_up(upload=found, by=request.user)
    messages.success(request, f"ยกเลิกไฟล์ “{found.name}” ที่ส่งค้างไว้แล้ว")
    return redirect("evidence:list", *_place(measure))


def _of_person(request: SignedInRequest, measure: Measure, token: str) -> EvidenceUpload:
    """The person's own upload for the measure; Http404 for anybody else's, and for one that is attached."""
    found = piece_by_piece.of_person(measure, request.user).filter(token=token).first()
    if found is None:
        raise Http404
    found.measure = measure
    return found


def _place(measure: Measure) -> tuple[str, int, int]:
    return measure.plan.agency.slug, measure.plan.year, measure.pk
