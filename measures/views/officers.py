"""Who answers for a measure, in order; several in one go."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts import drafts
from accounts.permissions import Permission
from measures.access import PlanRequest, in_plan, measure_of
from measures.forms import lists
from measures.forms.officers import DUTY_FIELDS, DutyForm, DutyRows
from measures.forms.progress import BaseRows
from measures.models import Measure, Officer, Plan
from measures.services import officers
from measures.services.permission import Locked, require_progress
from measures.views.locked import turned_away


@require_http_methods(["GET", "POST"])
@in_plan(Permission.PROGRESS_EDIT_OWN)
def edit(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse:
    """The responsible officers of a measure."""
    measure = measure_of(plan, pk)
    require_progress(request.user, measure)
    if request.method == "GET" and not measure.is_editable:
        return turned_away(request, measure)
    options = {"agency": plan.agency, "standing": [*officers.current(measure), *_seen(request.POST)]}
    asked, typed = lists.command(request.POST, ["duties"]), drafts.asked(request)
    if asked or typed is not None:
        data = request.POST if typed is None else typed
        rows, at = lists.rearranged(lists.raw_rows(data, "duties", DUTY_FIELDS), asked)
        form = DutyRows(initial=rows, prefix="duties", form_kwargs=options)
        lists.put_cursor(form.forms, at, "officer")
        return _draw(request, measure, form, _seen(data))
    if request.method == "GET":
        initial = [{"officer": duty.officer_id} for duty in measure.duties.all()]
        form = DutyRows(initial=[*initial, {}], prefix="duties", form_kwargs=options)
        return _draw(request, measure, form, officers.current(measure))
    form = DutyRows(request.POST, prefix="duties", form_kwargs=options)
    if not form.is_valid():
        return _draw(request, measure, form, _seen(request.POST), status=422)
    return _save(request, measure, form)


def _save(request: PlanRequest, measure: Measure, form: BaseRows) -> HttpResponse:
    wanted = [row.wanted() for row in form.forms if isinstance(row, DutyForm) and not row.is_empty and not row.gone]
    try:
        now = timezone.now()
        officers.assign(measure=measure, officers=wanted, seen=_seen(request.POST), by=request.user, now=now)
    except officers.Changed as changed:
        seen = [officer.pk for officer in changed.theirs]
        return _draw(request, measure, form, seen, status=409, theirs=changed.theirs)
    except Locked as locked:
        return _draw(request, measure, form, _seen(request.POST), status=409, locked=locked.reason)
    messages.success(request, f"บันทึกผู้รับผิดชอบข้อ {measure.code} แล้ว")
    return redirect("measures:measure", measure.plan.agency.slug, measure.plan.year, measure.pk)


def _seen(data: QueryDict) -> list[int]:
    keys = data.get("seen", "").split(",")
    return [int(key) for key in keys if key.isdecimal() and len(key) < 19]


def _draw(
    request: PlanRequest,
    measure: Measure,
    rows: BaseRows,
    seen: list[int],
    status: int = 200,
    theirs: list[Officer] | None = None,
    locked: str = "",
) -> HttpResponse:
    context = {
        "measure": measure,
        "duties": rows,
        "seen": ",".join(map(str, seen)),
        "theirs": theirs,
        "locked": locked,
        "forms": [rows] if status == 422 else [],
    }
    return render(request, "measures/officers/form.html", context, status=status)
