"""The order of the measures in the report, moved by the buttons of the compile page."""

from __future__ import annotations

from typing import Literal, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from document import ReportDocument
from editing import drafts
from measures.access import measure_of
from measures.models import Plan
from measures.services.permission import Locked
from measures.services.planning import order
from reports.access import ReportRequest, in_report
from reports.compiling import edition as editions
from reports.compiling.completeness import rows_of
from reports.forms.edition import FORMS, initial_of
from reports.views.compiling.parts import part_of
from thai.digits import to_arabic


def moved_of(query: QueryDict) -> tuple[str, int]:
    """(way, measure's key) of what was moved just now; ("", 0) where nothing was."""
    way, _, key = query.get("moved", "").partition(":")
    return (way, int(key)) if way in ("up", "down") and _is_key(key) else ("", 0)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def shown(request: ReportRequest, plan: Plan, document: ReportDocument) -> dict[str, object]:
    """The part of the measures' order that is shown: where one was moved, else what is asked for; and its measures,
    each with its number.
    """
    rows = rows_of(plan, document)
    keys, moved = [row.pk for row in rows], moved_of(request.GET)[1]
    part = part_of(request, rows, "order", at=keys.index(moved) if moved in keys else None)
    numbered = enumerate(part.rows, start=part.before + 1)
    return {"ordered": part, "order_rows": [(number, row) for number, row in numbered if row.pk is not None]}


@require_POST
@in_report(Permission.MEASURE_EDIT)
def reorder(request: ReportRequest, plan: Plan) -> HttpResponse:
    """`do` is up:<measure>, down:<measure>, code, or places (in `at-<measure>`).

    Leads back to the list with the pressed button under the cursor.
    """
    way, _, key = request.POST.get("do", "").partition(":")
    page = reverse("reports:compile", args=[plan.agency.slug, plan.year, request.kind])
    typed = _typed(request, plan)
    try:
        if way == "code":
            order.sort_by_code(plan=plan, by=request.user)
            messages.success(request, "เรียงมาตรการตามรหัสข้อแล้ว")
        elif way in ("up", "down") and _is_key(key):
            measure = measure_of(plan, int(key))
            order.move(plan=plan, measure=measure, way=cast(Literal["up", "down"], way), by=request.user)
            more = "&draft=1" if typed else ""
            # A fragment would keep the cursor from its button.
            return redirect(f"{page}?moved={way}:{measure.pk}{more}")
        elif way == "places":
            _arrange(request, plan)
    except Locked as locked:
        messages.warning(request, locked.reason)
    query = {"draft": "1" if typed else "", "order": request.GET.get("order", "")}
    kept = urlencode({name: value for name, value in query.items() if value})
    return redirect(f"{page}{'?' if kept else ''}{kept}#order")


def _arrange(request: ReportRequest, plan: Plan) -> None:
    """Puts the measures where their numbers say, in Thai or Arabic digits; what is no number moves none."""
    typed = {key[3:]: to_arabic(request.POST.get(key, "")).strip() for key in request.POST if key.startswith("at-")}
    places = {int(key): int(at) for key, at in typed.items() if _is_key(key) and _is_key(at) and len(at) < 5}
    if order.arrange(plan=plan, places=places, by=request.user):
        messages.success(request, "จัดลำดับมาตรการตามเลขที่พิมพ์แล้ว")
    if len(places) < len(typed):
        messages.warning(request, "มีลำดับที่ไม่ใช่ตัวเลข มาตรการนั้นจึงอยู่ที่เดิม")


def _typed(request: ReportRequest, plan: Plan) -> bool:
    """Whether the form of words, which comes along, says anything that is not saved: it stays a draft then."""
    form = FORMS[request.kind](request.POST, initial=initial_of(editions.latest(plan, request.kind)), plan=plan)
    if "draft_who" not in request.POST or not set(form.changed_data) - {"base"}:
        return False
    drafts.stay(request)
    return True
